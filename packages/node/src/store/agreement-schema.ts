// The tables of members, agreements and false-positive lists: the mirror of migration 0016.
import type { Agreement, AgreementEnd, OnwardApproval, TransferSignOff } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe, MaybeJson } from './column-types.ts'

export interface MemberStandingTable {
  member: string
  state: 'active' | 'unconfirmed' | 'suspended' | 'removed'
  since: Instant
  /** Of the member whose node this is. */
  own: Generated<boolean>
}

export interface MemberKeyTable {
  member: string
  key_id: string
  public_key: Buffer
  valid_from: Instant
  valid_until: Maybe
  /** What it signed from then on is flagged. */
  compromised_since: Maybe
}

export interface AgreementTable {
  id: string
  version: number
  /** As signed, without its signatures. */
  body: Json<Omit<Agreement, 'signatures'>>
  /** The member whose draft it is. */
  made_by: string
  created_at: Instant
  offered_at: Maybe
  members: string[]
  receivers: string[]
  contributors: string[]
  /** Members whose signature stands: kept by the database with each signature. */
  signed: Generated<string[]>
  kinds: string[]
  purposes: string[]
  max_tlp: string
  max_pap: string
  onward: string
  children: string
  risk_countries: string[]
  retention_days: number
  valid_from: Instant
  valid_until: Instant
  review_due: Instant
}

export interface AgreementPartyTable {
  agreement_id: string
  version: number
  member: string
  country: string | null
  type: string
  contribute: boolean
  receive: boolean
}

/** A person of one's own member who said yes to a version. */
export interface AgreementConsentTable {
  agreement_id: string
  version: number
  person_id: string
  account_id: string
  role: string
  at: Instant
}

export interface AgreementSignatureTable {
  agreement_id: string
  version: number
  member: string
  key_id: string
  /** As signed. */
  at: string
  value: string
  received_at: Instant
  /** Told by the database: a signature of one's own member needs two people. */
  own: Generated<boolean>
}

export interface AgreementEndTable {
  agreement_id: string
  member: string
  received_at: Instant
  body: Json<AgreementEnd>
}

export interface AgreementSuspensionTable {
  id: string
  agreement_id: string
  at: Instant
  reason: string
  person_id: string
  lifted_at: Maybe
  lifted_by: ColumnType<string | null, string | null | undefined, string | null>
}

export interface OnwardApprovalTable {
  signal_id: string
  agreement_id: string
  destination: string
  approved_by: string
  holder: string
  ended: Generated<boolean>
  /** When its owner said so. */
  at: Instant
  /** The owner's signed word, to be shown to the destination. */
  body: MaybeJson<OnwardApproval>
}

export interface TransferSignOffTable {
  agreement_id: string
  member: string
  /** Who gives signals to the member. */
  giver: string
  ended: Generated<boolean>
  reference: string
  /** Null where it is another member's word about this one. */
  person_id: ColumnType<string | null, string | null | undefined, string | null>
  at: Instant
  body: MaybeJson<TransferSignOff>
}

export interface FalsePositiveListTable {
  id: string
  version: number
  name: string
  kind: string
  type: string
  effect: string
  owner: string
  entries: string[]
  valid_until: Maybe
  at: Instant
  by_account: string
}

export interface FalsePositiveOverrideTable {
  id: string
  list_id: string
  entry: string
  kind: string
  value_hash: Buffer
  reason: string
  asked_by: string
  asked_at: Instant
  agreed_by: ColumnType<string | null, string | null | undefined, string | null>
  agreed_at: Maybe
}

/** A stored signal that an entry of a list met after it was made. */
export interface FalsePositiveFindingTable {
  signal_id: string
  list_id: string
  entry: string
  list_version: number
  found_at: Instant
}

/** The version of a list of the release that stored signals were asked about. */
export interface FalsePositiveAskedTable {
  list_id: string
  version: number
}

export interface AgreementSchema {
  member_standing: MemberStandingTable
  member_key: MemberKeyTable
  agreement: AgreementTable
  agreement_party: AgreementPartyTable
  agreement_consent: AgreementConsentTable
  agreement_signature: AgreementSignatureTable
  agreement_end: AgreementEndTable
  agreement_suspension: AgreementSuspensionTable
  onward_approval: OnwardApprovalTable
  transfer_sign_off: TransferSignOffTable
  false_positive_list: FalsePositiveListTable
  false_positive_override: FalsePositiveOverrideTable
  false_positive_finding: FalsePositiveFindingTable
  false_positive_asked: FalsePositiveAskedTable
}
