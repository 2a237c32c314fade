import { randomUUID } from 'node:crypto'
import { personDraft } from '../exchange/peers/signals.fixture.ts'
import type { Rule } from './rule.fixture.ts'

const terms = {
  reference: 'Invented list',
  purposes: ['border-control'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 70,
  action: 'discreet-check',
  necessity: 'Needed to show in a test who may do this.',
  minor: false,
  validDays: 10,
  retainDays: 20,
  reviewDays: 5,
  agreements: [],
}

/** Routes of signals, lists and their content. */
export const signalsRules: Record<string, Rule> = {
  'POST /v1/signals/import': { may: 'o', body: new TextEncoder().encode('x') },
  'GET /v1/signals/export': { may: 'o' },
  'POST /v1/signals/import/misp/wanted': { may: 'o', body: { source: 'a feed', events: {} } },
  'GET /v1/foreign': { may: 'osv' },
  'GET /v1/foreign/{id}': { may: 'osv' },
  'POST /v1/foreign/{id}/adopt': {
    may: 'o',
    body: { ...personDraft('Vork', 'Nils', []), kind: undefined, value: undefined, place: 0 },
  },
  'GET /v1/signals': { may: 'asov' },
  'POST /v1/signals/find': { may: 'asov', body: { text: 'Okwuosa' } },
  'GET /v1/signals/{signal}': { may: 'asov' },
  'POST /v1/signals': { may: 'o', body: personDraft('Tredgold', 'Una', []) },
  'PATCH /v1/signals/{signal}': { may: 'o', body: personDraft('Okwuosa', 'Chinedu', []) },
  'POST /v1/signals/{id}/withdraw': { may: 'o', body: { reason: 'basis-ended', text: '' } },
  'POST /v1/signals/{signal}/release': { may: 'o', body: { version: 1 } },
  'POST /v1/lists/{id}/release': { may: 'o', body: { version: 1 } },
  'POST /v1/signals/{signal}/holds': { may: 'so', body: { reason: 'court-order', basis: 'File 1', until: null } },
  'GET /v1/signal-holds': { may: 'sov', impersonal: true },
  'POST /v1/signal-holds/{id}/approve': { may: 'so', impersonal: true },
  'POST /v1/signal-holds/{id}/lift': { may: 'so', impersonal: true },
  'POST /v1/signals/{id}/attachments': { may: 'o', body: new TextEncoder().encode('x') },
  'GET /v1/signals/{id}/attachments': { may: 'asov' },
  'POST /v1/signals/{id}/attachments/{attachment}/copy': { may: 'asov', body: { reason: 'For an invented court.' } },
  'DELETE /v1/signals/{id}/attachments/{attachment}': { may: 'o' },
  'POST /v1/signals/{signal}/feedback': {
    may: 'as',
    body: { outcome: 'mistaken', count: 1, firstSeen: null, lastSeen: null },
  },
  // Answers 200 even for a forbidden act: it asks and does nothing.
  'POST /v1/access': { may: 'asov', body: { signalId: randomUUID(), action: 'read', purpose: 'border-control' } },
  'GET /v1/false-positives': { may: 'asov', impersonal: true },
  'POST /v1/false-positives': {
    may: 'o',
    body: {
      ...{ id: 'own-wallets', name: 'Wallets of an exchange', kind: 'wallet', type: 'exact', effect: 'block' },
      ...{ entries: ['InventedWallet'], validUntil: null },
    },
  },
  'GET /v1/false-positives/findings': { may: 'asov' },
  'POST /v1/false-positives/overrides': {
    may: 'o',
    body: { list: 'x', kind: 'wallet', value: {}, reason: 'The test of a rule needs this very value.' },
  },
  'POST /v1/false-positives/overrides/{id}/agree': { may: 'so', impersonal: true },
  'GET /v1/lists': { may: 'asov' },
  'GET /v1/lists/{id}': { may: 'asov' },
  'POST /v1/lists': { may: 'o', body: { title: 'Invented', format: 'csv', terms } },
  'POST /v1/lists/{id}/preview': { may: 'o', body: new TextEncoder().encode('name\nUna Tredgold\n') },
  'GET /v1/lists/previews/{id}': { may: 'o' },
  'POST /v1/lists/{id}/import': { may: 'o', body: { previewId: randomUUID() } },
  'POST /v1/lists/{id}/rollback': { may: 'o', body: { to: 0, reason: 'The file was the wrong one.' } },
  'GET /v1/signals/{id}/receipts': { may: 'sov', impersonal: true },
  'GET /v1/signals/{id}/holders': { may: 'sov', impersonal: true },
  'POST /v1/signals/{id}/pass-on': { may: 'o', body: { destination: 'sudmark.example' } },
  'GET /v1/signals/{id}/passed-on': { may: 'sov', impersonal: true },
}
