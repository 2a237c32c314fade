// Tables of members, agreements and false-positive lists, as migration 0016 defines them.
import type { Agreement, AgreementEnd, OnwardApproval, TransferSignOff } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe, MaybeJson } from './column-types.ts'

export interface MemberStandingTable {
  member: string
  state: 'active' | 'unconfirmed' | 'suspended' | 'removed'
  since: Instant
  /** Whether this node belongs to the member. */
  own: Generated<boolean>
}

export interface MemberKeyTable {
  member: string
  key_id: string
  public_key: Buffer
  valid_from: Instant
  valid_until: Maybe
  /** Objects signed with this key from then on are flagged. */
  compromised_since: Maybe
}

export interface AgreementTable {
  id: string
  version: number
  /** The signed object without its signatures. */
  body: Json<Omit<Agreement, 'signatures'>>
  /** The member that drafted it. */
  made_by: string
  created_at: Instant
  offered_at: Maybe
  members: string[]
  receivers: string[]
  contributors: string[]
  /** Members with a valid signature; the database updates it with each signature. */
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

/** The consent of one of this member's people to a version. */
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
  /** The time stated in the signature. */
  at: string
  value: string
  received_at: Instant
  /** Set by the database: a signature of the own member needs two people. */
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
  /** The time of the owner's decision. */
  at: Instant
  /** The owner's signed approval, for the destination. */
  body: MaybeJson<OnwardApproval>
}

export interface TransferSignOffTable {
  agreement_id: string
  member: string
  /** The member that gives signals to `member`. */
  giver: string
  ended: Generated<boolean>
  reference: string
  /** Null for another member's statement about this one. */
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

/** A stored signal that an entry of a list matched after the signal was made. */
export interface FalsePositiveFindingTable {
  signal_id: string
  list_id: string
  entry: string
  list_version: number
  found_at: Instant
}

/** The version of a release's list that stored signals were last checked against. */
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
