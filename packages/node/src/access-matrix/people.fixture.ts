import { randomUUID } from 'node:crypto'
import type { Rule } from './rule.fixture.ts'

const reason = 'Agreed in the meeting of Monday.'

/** Routes of accounts, changes of people, senders, logs and alarms. */
export const peopleRules: Record<string, Rule> = {
  'GET /v1/accounts': { may: 'svd', impersonal: true },
  'POST /v1/accounts': {
    may: 'd',
    impersonal: true,
    body: { name: 'n.new', person: { name: 'N. New' }, roles: ['analyst'], teams: ['travel'] },
  },
  'PATCH /v1/accounts/{id}': { may: 'd', impersonal: true, body: { teams: ['travel'], reason } },
  'POST /v1/accounts/{id}/roles': { may: 'sd', impersonal: true, body: { role: 'analyst', action: 'grant', reason } },
  'POST /v1/accounts/{id}/disable': { may: 'd', impersonal: true, body: { reason } },
  'POST /v1/accounts/{id}/reset': { may: 'd', impersonal: true, body: { reason } },
  'POST /v1/accounts/{id}/suspend': { may: 'sd', impersonal: true, body: { reason } },
  'GET /v1/people/changes': { may: 'asovd', impersonal: true },
  'POST /v1/people/changes/{id}/consent': { may: 'svd', impersonal: true },
  'POST /v1/people/changes/{id}/object': { may: 'asovd', impersonal: true, body: { reason } },
  'POST /v1/people/changes/{id}/withdraw': { may: 'sd', impersonal: true },
  'POST /v1/people/changes/{id}/half': { may: 'svd', impersonal: true },
  'GET /v1/me/keys': { may: 'asovd', impersonal: true },
  'DELETE /v1/me/keys/{id}': { may: 'asovd', impersonal: true },
  'DELETE /v1/oversight/keys/{id}': { may: 'v', impersonal: true },
  'GET /v1/senders': { may: 'd', impersonal: true },
  'POST /v1/senders': { may: 'd', impersonal: true, body: { name: 'Fjordline Air', gateway: 'travel' } },
  'PATCH /v1/senders/{id}': { may: 'd', impersonal: true, body: { settings: { acknowledge: true } } },
  'POST /v1/senders/{id}/keys': { may: 'd', impersonal: true },
  'POST /v1/senders/{id}/callback-secret': { may: 'd', impersonal: true },
  'DELETE /v1/keys/{id}': { may: 'd', impersonal: true },
  'GET /v1/retention/regimes': { may: 'asovd', impersonal: true },
  'GET /v1/audit/entries': { may: 'asovd', impersonal: true },
  'GET /v1/audit/entries/{id}/opening': { may: 'asovd', impersonal: true },
  'GET /v1/alarms': { may: 'sv', impersonal: true },
  'POST /v1/alarms/{id}/acknowledge': { may: 's', impersonal: true },
  'GET /v1/shift': { may: 's' },
  'POST /v1/shift/handovers': { may: 's', body: { gateway: 'travel', to: randomUUID(), text: 'All quiet so far.' } },
  'POST /v1/shift/handovers/{id}/accept': { may: 's' },
  'GET /v1/oversight/rates': { may: 'v', impersonal: true },
  'GET /v1/badges': { may: 'asovd', impersonal: true },
  'POST /v1/keys/rotate': { may: 'd', impersonal: true, body: {} },
}
