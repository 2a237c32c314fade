// Types of the tables of the log, of people and their accounts, and of senders. The migrations define these tables.
import type { Preferences } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json } from './column-types.ts'

export interface AuditEntryTable {
  id: string
  entry: string
  type: string
  actor: string
  ref: string | null
  at: Instant
  details: Buffer
  salt: Buffer
  recorded_at: ColumnType<Date, Date | string | undefined, Date | string>
  tx: Generated<string>
}

export interface AuditActorKeyTable {
  year: number
  key: Buffer
}

export interface PersonTable {
  id: string
  name: string
}

export interface AccountTable {
  id: string
  name: string
  person_id: string
  password_hash: string
  must_change_password: Generated<boolean>
  state: Generated<string>
  pending_until: ColumnType<Date | null, Date | string | null, Date | string | null>
  preferences: Json<Preferences> | null
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  last_sign_in_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface AccountRoleTable {
  account_id: string
  role: string
  state: string
  granted_by: string | null
  granted_at: ColumnType<Date, Date | string | undefined, Date | string>
  confirmed_by: string | null
}

export interface AccountTeamTable {
  account_id: string
  team: string
}

export interface SessionTable {
  id_hash: Buffer
  account_id: string
  role: string
  purpose: string | null
  csrf: string
  created_at: Instant
  last_seen_at: Instant
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

/** Counts attempts to sign in to one account from one address. */
export interface SignInTryTable {
  key: Buffer
  account_id: string | null
  tries: Generated<number>
  locks: Generated<number>
  locked_until: ColumnType<Date | null, Date | null | undefined, Date | null>
  last_try_at: ColumnType<Date, Date, Date>
  last_right_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

/** The time at which the full limit of attempts is available again for an account or an address. */
export interface SignInPaceTable {
  key: Buffer
  free_at: ColumnType<Date, Date, Date>
}

export interface PersonKeyTable {
  id: string
  account_id: string
  hash: Buffer
  label: string
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  last_used_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  revoked_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface SenderTable {
  id: string
  name: string
  gateway: string
  team: Generated<string>
  regimes: Json<Record<string, string>>
  purposes: Json<Record<string, string[]>>
  callback_url: string | null
  callback_secret: string
  /** The settings of the sender. The gateway declares their schema. */
  settings: Json<Record<string, unknown>>
  /** The scope to which the sender's keys are limited; null if they are not limited. */
  scope: string | null
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface SenderKeyTable {
  id: string
  sender_id: string
  hash: Buffer
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  last_used_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  revoked_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface IdempotencyTable {
  account: string
  key: string
  route: string
  request_hash: Buffer
  status: number | null
  body: Buffer | null
  at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface AccountSchema {
  'audit.entry': AuditEntryTable
  'audit.actor_key': AuditActorKeyTable
  person: PersonTable
  account: AccountTable
  account_role: AccountRoleTable
  account_team: AccountTeamTable
  session: SessionTable
  sign_in_try: SignInTryTable
  sign_in_pace: SignInPaceTable
  person_key: PersonKeyTable
  sender: SenderTable
  sender_key: SenderKeyTable
  idempotency: IdempotencyTable
}
