import type { ColumnType, GeneratedAlways } from 'kysely'

type Instant = ColumnType<Date, Date | string | undefined, Date | string>

/** Content and salt: sealed for an act on a case or a signal, else plain. */
interface Read {
  case_id: string | null
  signal_id: string | null
  a: Buffer | null
  b: Buffer | null
  plain: ColumnType<{ content: object; salt: string } | null, string | null, null>
}

/** An act that waits for its signature. */
interface AskedActTable extends Read {
  id: string
  account_id: string
  type: string
  about: string
  at: Instant
  /** The act as canonical JSON. */
  act: string
}

/** An act that was signed, or attested by the node. */
export interface SignedActTable extends Read {
  id: string
  type: string
  about: string
  /** `about` without the version. */
  thing: GeneratedAlways<string>
  account_id: string
  person_id: string
  role: string
  at: Instant
  act: string
  method: 'passkey' | 'totp' | 'attested'
  credential_id: string | null
  authenticator_data: Buffer | null
  client_data: Buffer | null
  signature: Buffer | null
  /** What was made with the act: a proposal, a confirmation, a consent. */
  effect_id: string
}

export interface ActSchema {
  asked_act: AskedActTable
  signed_act: SignedActTable
  /** The acts whose signature the verifier found right. */
  verified_act: { act_id: string; at: Instant }
}
