import { randomUUID } from 'node:crypto'
import type { Rule } from './rule.fixture.ts'

const cargo = { purpose: 'customs-security' } as const
/** Routes of messages about goods and of consignments. The sender of this test is a carrier of passengers, so it may call none. */
export const cargoRules: Record<string, Rule> = {
  'POST /v1/cargo/messages': { may: '', impersonal: true, body: new TextEncoder().encode('x') },
  'GET /v1/cargo/messages': { may: 'asv', ...cargo },
  'GET /v1/cargo/messages/{cargoMessage}': { may: 'asv', ...cargo },
  'GET /v1/cargo/messages/{cargoMessage}/reading': { may: 'asv', ...cargo },
  'POST /v1/cargo/messages/{cargoMessage}/read': { may: 'as', ...cargo },
  'GET /v1/cargo/consignments': { may: 'asv', ...cargo },
  'GET /v1/cargo/consignments/{consignment}': { may: 'asv', ...cargo },
  'GET /v1/cargo/tables': { may: 'asov', impersonal: true },
  'GET /v1/cargo/tables/{cargoTable}': { may: 'asov', impersonal: true },
  'POST /v1/cargo/tables/{cargoTable}': { may: 'ao', impersonal: true, body: {} },
  'POST /v1/cargo/tables/{cargoTable}/versions/{one}/approve': { may: 's', impersonal: true },
  // The key of the day is not revealed, so nobody reads more.
  'GET /v1/cargo/draws/{drawDay}/consignments': { may: 'asovd', impersonal: true },
  'POST /v1/cargo/consignments/find': { may: 'asv', ...cargo, body: { key: `air/${randomUUID()}` } },
}
