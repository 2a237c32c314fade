import { randomUUID } from 'node:crypto'
import type { Rule } from './rule.fixture.ts'

const words = { reasons: ['same-document'], text: 'The passport is the one that was named.' }
const rest = { alternativesConsidered: [], details: null }

/** Routes of messages, flights, travellers and their cases. */
export const travelRules: Record<string, Rule> = {
  'POST /v1/travel/messages': { may: 'c', impersonal: true, body: new TextEncoder().encode('x') },
  'GET /v1/travel/messages': { may: 'asvc' },
  'POST /v1/travel/messages/find': { may: 'asv', body: { text: '7N 482' } },
  'GET /v1/travel/messages/{message}': { may: 'asvc' },
  'GET /v1/travel/messages/{message}/reading': { may: 'asvc' },
  'GET /v1/travel/messages/{message}/raw': { may: 'asvc' },
  'GET /v1/travel/messages/{message}/segments': { may: 'asv' },
  'GET /v1/travel/messages/{message}/diff': { may: 'asv' },
  'POST /v1/travel/messages/{message}/read': { may: 'as' },
  'GET /v1/travel/messages/{message}/acknowledgement': { may: 'asvc' },
  'POST /v1/travel/interactive': { may: 'c', impersonal: true, body: new TextEncoder().encode('x') },
  'GET /v1/travel/flights': { may: 'asv', impersonal: true },
  'GET /v1/travel/flights/{key}': { may: 'asv' },
  'POST /v1/travel/schedule': {
    may: 'asdc',
    impersonal: true,
    body: new TextEncoder().encode('7N,900,TUN,OSL,2026-11-24T14:35,'),
  },
  'GET /v1/travel/travellers/{traveller}': { may: 'asv' },
  'GET /v1/travel/travellers/{traveller}/record': { may: 'asv' },
  'POST /v1/travel/travellers/{traveller}/split': {
    may: 'as',
    body: { statements: [randomUUID()], reason: 'These are two people who share a name.' },
  },
  // A search is a read by POST, so that no name appears in a URL.
  'POST /v1/find': { may: 'asov', body: { text: 'Okwuosa' } },
  'GET /v1/find/{id}': { may: 'asov' },
  'GET /v1/me/recents': { may: 'asov' },
  'PUT /v1/me/recents': { may: 'asov', impersonal: true, body: { type: 'signal', id: randomUUID() } },
  'GET /v1/cases': { may: 'asv' },
  'GET /v1/me/filters': { may: 'asv', impersonal: true },
  'PUT /v1/me/filters': { may: 'asv', impersonal: true, body: { items: [] } },
  'GET /v1/people': { may: 'asv', impersonal: true },
  'GET /v1/cases/{case}': { may: 'asv' },
  'GET /v1/cases/{case}/person': { may: 'asv' },
  'GET /v1/cases/{case}/links': { may: 'asv' },
  'GET /v1/cases/{case}/timeline': { may: 'asv' },
  'POST /v1/cases/{case}/reading': { may: 'as', body: { to: randomUUID() } },
  'POST /v1/cases/{case}/view': { may: 'as' },
  'POST /v1/cases/{case}/notes': { may: 'as', body: { text: 'Looked at.' } },
  'POST /v1/cases/{case}/assign': { may: 'as', body: { to: null } },
  'POST /v1/cases/{case}/handover': { may: 'as', body: { to: randomUUID(), text: 'Yours.' } },
  'POST /v1/cases/{case}/print': { may: 'asv', body: { reason: 'For the file of the court.' } },
  'POST /v1/cases/{case}/feedback': { may: 'as', body: { outcome: 'mistaken', hitId: randomUUID() } },
  'POST /v1/cases/{case}/proposal': {
    may: 'as',
    body: { outcome: 'adverse', act: 'do-not-board', ...words, hits: [], ...rest },
  },
  'POST /v1/cases/{case}/confirmation': { may: 's', body: { agree: true, ...words } },
  'GET /v1/cases/{case}/confirmers': { may: 'as' },
  'POST /v1/cases/{case}/proposal/withdraw': { may: 'as', body: { reason: 'The number was misread.' } },
  'POST /v1/cases/{case}/proposal/seen': { may: 'as', body: { seen: 1 } },
  'POST /v1/cases/{case}/proposal/remind': { may: 'as' },
  // A draft is read by its person alone: not by a supervisor, oversight or an administrator.
  'PUT /v1/drafts/{case}': {
    may: 'as',
    body: { outcome: 'adverse', act: 'do-not-board', ...words, alternatives: [], version: 0 },
  },
  'GET /v1/drafts/{case}': { may: 'as' },
  'DELETE /v1/drafts/{case}': { may: 'as' },
  'POST /v1/cases/{case}/reopen': { may: 'as', body: { reason: 'The number was read again by hand.' } },
}
