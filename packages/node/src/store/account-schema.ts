// Types of the tables of the log, of people and their accounts, and of senders. The migrations define these tables.
import type { Digits, Language, OwnFilter, Preferences } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe, MaybeJson } from './column-types.ts'

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
  /** The keyed hash of the staff reference. People from before this release have none. */
  staff_reference: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
}

export interface AccountTable {
  id: string
  name: string
  person_id: string
  password_hash: string
  must_change_password: Generated<boolean>
  state: Generated<string>
  pending_until: ColumnType<Date | null, Date | string | null, Date | string | null>
  /** The preferences except `language`, `digits` and `notices`, as the person stored them; later ones may be missing. */
  preferences: Json<Omit<Preferences, 'language' | 'digits' | 'notices'>> | null
  /** Null: the language of the browser. */
  language: Generated<Language | null>
  digits: Generated<Digits | null>
  notices: Generated<Preferences['notices'] | null>
  /** The person's own filters of the queue; null until they keep one. */
  case_filters: MaybeJson<OwnFilter[]>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  last_sign_in_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  /** Until then nobody can sign in to the account. */
  suspended_until: Maybe
  /** When the owner last chose a password with the code of a reset. */
  recovered_at: Maybe
  /** When the owner last signed in with a recovery code. */
  recovery_code_at: Maybe
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
  /** The public id. It opens nothing. */
  id: Generated<string>
  /** How the session was opened, one of `SessionMethod`. */
  method: Generated<string>
  /** When the owner last proved with all factors who uses the session. */
  verified_at: Maybe
  network: Generated<string>
  browser: Generated<string>
  /** The subject of the provider that opened the session, and the provider's id of its own session. */
  subject_id: string | null
  provider_sid: string | null
  /** The hash of the random value by which a browser is known again; null for programs. */
  browser_hash: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
}

/** A subject of an OpenID provider and the account that it opens. Migration 0080 describes it. */
export interface OidcSubjectTable {
  id: string
  issuer: string
  subject: string
  account_id: string
  change_id: string
  tied_at: Instant
  ended_at: Maybe
}

/** A second factor, or a set of recovery codes. Migration 0067 describes it. */
export interface CredentialTable {
  id: string
  account_id: string
  kind: string
  label: string
  state: Generated<string>
  enrolled_by: string
  created_at: Instant
  last_used_at: Maybe
  /** The sealed secret of a TOTP. */
  secret: Buffer | null
  /** The last step whose code was used. Codes of earlier steps do not count any more. */
  used_step: Generated<string | null>
  /** Wrong codes after a right password since the last right one. */
  wrong: Generated<number>
  passkey_id: Buffer | null
  public_key: Buffer | null
  counter: Generated<string | null>
  synced: boolean | null
  transports: string[] | null
  /** From when on its signatures count, as the database decides; null: since it was made. */
  counts_from: ColumnType<Date | null, never, never>
  /** The act with which another passkey of the account signed its enrolment. */
  enrolled_with: ColumnType<string | null, never, never>
}

export interface RecoveryCodeTable {
  credential_id: string
  hash: Buffer
  used_at: Maybe
}

/** A code with which the owner of a new account chooses a password. */
export interface EnrolmentCodeTable {
  hash: Buffer
  account_id: string
  ends_at: Instant
  used_at: Maybe
}

/** A credential or an authority that ended and is not in the file after-backup.jsonl yet. Migration 0073 describes it. */
export interface EndedCredentialTable {
  n: Generated<string>
  kind: string
  id: string
  state: string
}

/** A restore without the file of the former disk. Migration 0085 describes it. */
export interface RestoreMarkTable {
  id: string
  restored_at: Instant
  backup_at: Instant
  known_until: Maybe
  first_by: string | null
  first_at: Maybe
  second_by: string | null
  second_at: Maybe
}

/** The answered challenges of the last minutes. */
export interface SpentChallengeTable {
  nonce: Buffer
  at: Instant
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
  expires_at: ColumnType<Date, Date | string | undefined, Date | string>
  /** The actions for which the key counts, or `read` for all that only read; null: all that the commands do. */
  actions: Generated<string[] | null>
  purposes: Generated<string[] | null>
  /** Whether the operator made it on the machine, and not its owner. */
  by_operator: Generated<boolean>
}

/** One row: the time before the node works with real data. There is none before the first account. */
export interface FoundingTable {
  only_row: Generated<boolean>
  began_at: Instant
  ended_at: Maybe
  because: string | null
  /** Whether one person uses every account of the node. */
  single_operator: Generated<boolean>
}

/** A change of an account or a role. Migration 0039 describes it. */
export interface PeopleChangeTable {
  id: string
  kind: string
  /** The row of the table of quorums under which it was proposed. */
  quorum: string
  account_id: string
  role: string | null
  teams: string[] | null
  person_name: string | null
  /** The subject that a change ties or unties. */
  subject: MaybeJson<{ issuer: string; subject: string }>
  successor_id: string | null
  reason: string
  proposed_by: string
  proposed_role: string
  proposed_at: Instant
  needs: Json<string[][]>
  wait_hours: number
  state: string
  effective_at: Maybe
  /** When a proposal without all consents, a code, or a suspension ends. */
  ends_at: Maybe
  ended_at: Maybe
  enrols: Generated<boolean>
  first_by: string | null
  first_half: Buffer | null
  second_by: string | null
  second_half: Buffer | null
  /** The proposer states to know the human of a new account. */
  knows_human: Generated<boolean>
}

export interface PeopleConsentTable {
  /** The act with which the person signed it; null on a node of one person. */
  act_id: ColumnType<string | null, string | null | undefined, never>
  change_id: string
  person_id: string
  role: string
  at: Instant
  /** The person who consents states to know the human of a new account. */
  knows_human: Generated<boolean>
}

export interface PeopleObjectionTable {
  change_id: string
  person_id: string
  role: string
  reason: string
  at: Instant
}

/** A key file with which this database was written. */
export interface KnownKeyTable {
  name: string
  fingerprint: string | null
}

/** A setting of the machine with which the node started last. */
export interface KnownSettingTable {
  name: string
  value: string
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
  /** Whether everything that it sends is invented, so that its messages do not end founding. */
  synthetic: Generated<boolean>
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
  known_key: KnownKeyTable
  known_setting: KnownSettingTable
  'audit.entry': AuditEntryTable
  'audit.actor_key': AuditActorKeyTable
  person: PersonTable
  account: AccountTable
  account_role: AccountRoleTable
  account_team: AccountTeamTable
  session: SessionTable
  credential: CredentialTable
  recovery_code: RecoveryCodeTable
  enrolment_code: EnrolmentCodeTable
  ended_credential: EndedCredentialTable
  restore_mark: RestoreMarkTable
  spent_challenge: SpentChallengeTable
  oidc_subject: OidcSubjectTable
  sign_in_try: SignInTryTable
  sign_in_pace: SignInPaceTable
  person_key: PersonKeyTable
  founding: FoundingTable
  people_change: PeopleChangeTable
  people_consent: PeopleConsentTable
  people_objection: PeopleObjectionTable
  sender: SenderTable
  sender_key: SenderKeyTable
  idempotency: IdempotencyTable
}
