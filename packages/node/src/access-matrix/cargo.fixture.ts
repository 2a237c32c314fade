import { randomUUID } from 'node:crypto'
import type { Rule } from './rule.fixture.ts'

const cargo = { purpose: 'customs-security' } as const
const rule = { title: 'Heavy', expression: 'c.grossKg > 9000.0', effect: 'case' }
const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' }
/** Routes of messages about goods, of consignments and of inspections. The sender of this test is a carrier of passengers, so it may call none. */
export const cargoRules: Record<string, Rule> = {
  'POST /v1/cargo/messages': { may: '', impersonal: true, body: new TextEncoder().encode('x') },
  'GET /v1/cargo/messages': { may: 'asv', ...cargo },
  'GET /v1/cargo/messages/{cargoMessage}': { may: 'asv', ...cargo },
  'GET /v1/cargo/messages/{cargoMessage}/reading': { may: 'asv', ...cargo },
  'GET /v1/cargo/messages/{cargoMessage}/consignments': { may: 'asv', ...cargo },
  'GET /v1/cargo/messages/{cargoMessage}/raw': { may: 'asv', ...cargo },
  'GET /v1/cargo/messages/{cargoMessage}/lines': { may: 'asv', ...cargo },
  'POST /v1/cargo/messages/{cargoMessage}/read': { may: 'as', ...cargo },
  'GET /v1/cargo/consignments': { may: 'asv', ...cargo },
  'GET /v1/cargo/consignments/{consignment}': { may: 'asv', ...cargo },
  'GET /v1/cargo/hs-texts': { may: 'asov', impersonal: true },
  'GET /v1/cargo/tables': { may: 'asov', impersonal: true },
  'GET /v1/cargo/tables/{cargoTable}': { may: 'asov', impersonal: true },
  'POST /v1/cargo/tables/{cargoTable}': { may: 'ao', impersonal: true, body: {} },
  'POST /v1/cargo/tables/{cargoTable}/versions/{one}/approve': { may: 's', impersonal: true },
  'GET /v1/cargo/consignments/{consignment}/assessments': { may: 'asv', ...cargo },
  'GET /v1/cargo/consignments/{consignment}/assessments/{assessment}': { may: 'asv', ...cargo },
  'POST /v1/cargo/assessments/{assessment}/replay': { may: 'sv', ...cargo },
  'POST /v1/cargo/consignments/reassess': { may: 'as', impersonal: true, body: { since: '2026-03-01T00:00:00.000Z' } },
  // The key of the day is not revealed, so nobody reads more.
  'GET /v1/cargo/draws/{drawDay}/consignments': { may: 'asovd', impersonal: true },
  'GET /v1/cargo/rules': { may: 'asov', ...cargo },
  'POST /v1/cargo/rules': { may: 'ao', ...cargo, body: rule },
  'GET /v1/cargo/rules/{id}': { may: 'asov', ...cargo },
  'PUT /v1/cargo/rules/{id}': { may: 'ao', ...cargo, body: rule },
  'POST /v1/cargo/rules/{id}/versions/{version}/test': { may: 'aso', ...cargo, body: period },
  'GET /v1/cargo/rules/{id}/versions/{version}/test': { may: 'asov', ...cargo },
  'POST /v1/cargo/rules/{id}/versions/{version}/approve': { may: 's', ...cargo },
  'POST /v1/cargo/rules/{id}/versions/{version}/withdraw': { may: 's', ...cargo },
  'POST /v1/cargo/consignments/{consignment}/review': { may: 'as', ...cargo, body: { text: 'A second look.' } },
  'GET /v1/cargo/answers': { may: '', ...cargo },
  'GET /v1/cargo/referrals': { may: 'asv', ...cargo },
  'POST /v1/cargo/referrals/{id}/answer': { may: '', ...cargo, body: { result: 'clear' } },
  'GET /v1/cargo/consignments/{consignment}/peers': { may: 'asv', ...cargo },
  'GET /v1/cargo/consignments/{consignment}/route': { may: 'asv', ...cargo },
  'GET /v1/cargo/models': { may: 'asov', impersonal: true },
  'POST /v1/cargo/models': { may: 'ao', impersonal: true, body: { kind: 'hit-rate-table' } },
  'POST /v1/cargo/models/{model}/promote': { may: 's', impersonal: true },
  'GET /v1/cargo/rates': { may: 'asov', impersonal: true },
  'GET /v1/cargo/inspections': { may: 'as', ...cargo },
  'GET /v1/cargo/inspections/{inspection}': { may: 'as', ...cargo },
  'POST /v1/cargo/inspections/{inspection}/result': { may: 'as', ...cargo, body: { outcome: 'data-error' } },
  'POST /v1/cargo/inspections/{inspection}/confirm': { may: 'as', ...cargo, body: {} },
  'POST /v1/cargo/inspections/{inspection}/photos': { may: 'as', ...cargo, body: new TextEncoder().encode('x') },
  'GET /v1/cargo/inspections/{inspection}/photos/{photo}': { may: 'as', ...cargo },
  'PUT /v1/cargo/inspections/{inspection}/words': {
    ...{ may: 'as', ...cargo, body: { words: [{ hitId: randomUUID(), outcome: null }] } },
  },
  'GET /v1/cargo/senders/{id}/signals': { may: 'd', impersonal: true },
  'POST /v1/cargo/consignments/find': { may: 'asv', ...cargo, body: { key: `air/${randomUUID()}` } },
}
