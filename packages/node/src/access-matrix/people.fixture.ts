import type { Rule } from './rule.fixture.ts'

/** Routes of accounts, senders, logs and alarms. */
export const peopleRules: Record<string, Rule> = {
  'GET /v1/accounts': { may: 'svd', impersonal: true },
  'POST /v1/accounts': {
    may: 'd',
    impersonal: true,
    body: { name: 'n.new', person: { name: 'N. New' }, roles: ['analyst'], teams: ['travel'] },
  },
  'PATCH /v1/accounts/{id}': { may: 'd', impersonal: true, body: { teams: ['travel'] } },
  'POST /v1/accounts/{id}/roles': { may: 'd', impersonal: true, body: { role: 'analyst', action: 'grant' } },
  'POST /v1/accounts/{id}/disable': { may: 'd', impersonal: true },
  'POST /v1/accounts/{id}/reset': { may: 'd', impersonal: true },
  'POST /v1/oversight/accounts/{id}/consent': { may: 'v', impersonal: true, body: { to: 'removal' } },
  'DELETE /v1/oversight/keys/{id}': { may: 'v', impersonal: true },
  'GET /v1/senders': { may: 'd', impersonal: true },
  'POST /v1/senders': { may: 'd', impersonal: true, body: { name: 'Fjordline Air', gateway: 'travel' } },
  'PATCH /v1/senders/{id}': { may: 'd', impersonal: true, body: { settings: { acknowledge: true } } },
  'POST /v1/senders/{id}/keys': { may: 'd', impersonal: true },
  'DELETE /v1/keys/{id}': { may: 'd', impersonal: true },
  'GET /v1/retention/regimes': { may: 'asovd', impersonal: true },
  'GET /v1/audit/entries': { may: 'asovd', impersonal: true },
  'GET /v1/audit/entries/{id}/opening': { may: 'asovd', impersonal: true },
  'GET /v1/alarms': { may: 'sv', impersonal: true },
  'POST /v1/alarms/{id}/acknowledge': { may: 's', impersonal: true },
  'GET /v1/badges': { may: 'asovd', impersonal: true },
  'POST /v1/keys/rotate': { may: 'd', impersonal: true, body: {} },
}
