import type { ColumnType } from 'kysely'

type Instant = ColumnType<Date, Date | string, Date | string>
/** A value that a later act fills in. */
type Later<T> = ColumnType<T | null, undefined, T | null>

/** A request of a person. `b` has the words of the person, `answer` those for the person. */
export interface RedressRequestTable {
  id: string
  reference: string
  secret: Buffer
  kind: string
  about: string | null
  language: string
  urgent: boolean
  bytes: number
  state: string
  received_at: Instant
  acknowledge_by: Instant
  due_at: Instant
  taken_by: Later<string>
  taken_at: Later<Date>
  identity: Later<string>
  reviewer: Later<string>
  assigned_by: Later<string>
  assigned_at: Later<Date>
  extended_at: Later<Date>
  outcome: Later<string>
  decided_at: Later<Date>
  answer_at: Later<Date>
  basis: Later<string>
  basis_until: Later<Date>
  closed_at: Later<Date>
  regime: ColumnType<string, undefined, never>
  delete_at: Instant
  b: Buffer
  answer: Later<Buffer>
}

/** A file that shows who a person is. */
interface RedressEvidenceTable {
  id: string
  request_id: string
  type: string
  bytes: number
  raw: Buffer
  delete_at: Instant
}

interface RedressCaseTable {
  request_id: string
  case_id: string
}

/** What is done about a signal of a request. */
interface RedressCorrectionTable {
  request_id: string
  signal_id: string
  act: string
}

/** A person with a document is not the one of a signal. `value` and `document` are tokens. */
interface ClearanceTable {
  id: string
  request_id: string | null
  signal_id: string
  signal_version: number
  owner: string
  value: Buffer | null
  document: Buffer
  token_key: Buffer | null
  made_by: string
  made_at: Instant
  until: Instant
}

/** A hit that a clearance left out, counted once for each version of a record. */
interface ClearanceUseTable {
  clearance_id: string
  use: Buffer
  at: Instant
}

export interface RedressSchema {
  redress_correction: RedressCorrectionTable
  clearance: ClearanceTable
  clearance_use: ClearanceUseTable
  redress_request: RedressRequestTable
  redress_evidence: RedressEvidenceTable
  redress_case: RedressCaseTable
}
