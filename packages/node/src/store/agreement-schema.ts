// Types of the tables of members, agreements and false-positive lists. Migration 0016 defines these tables.
import type { Agreement, AgreementEnd, OnwardApproval, TransferSignOff } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe, MaybeJson } from './column-types.ts'

export interface MemberStandingTable {
  member: string
  state: 'active' | 'unconfirmed' | 'suspended' | 'removed'
  since: Instant
  /** Whether this is the member to which this node belongs. */
  own: Generated<boolean>
}

export interface MemberKeyTable {
  member: string
  key_id: string
  public_key: Buffer
  valid_from: Instant
  valid_until: Maybe
  /** Objects that were signed with this key after this time are flagged. */
  compromised_since: Maybe
}

export interface AgreementTable {
  id: string
  version: number
  /** The signed object without its signatures. */
  body: Json<Omit<Agreement, 'signatures'>>
  /** The member that drafted the version. */
  made_by: string
  created_at: Instant
  offered_at: Maybe
  members: string[]
  receivers: string[]
  contributors: string[]
  /** Members with a valid signature. The database updates this list with each signature. */
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

/** The approval of a version by one person of this member. */
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
  /** Whether the signature is that of this node's member, which requires two people. The database sets it. */
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
  /** The owner's signed approval, to be sent to the destination. */
  body: MaybeJson<OnwardApproval>
}

export interface TransferSignOffTable {
  agreement_id: string
  member: string
  /** The member that gives signals to `member`. */
  giver: string
  ended: Generated<boolean>
  reference: string
  /** The person who acted; null if the row is another member's statement about this member. */
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
  token_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
  reason: string
  asked_by: string
  asked_at: Instant
  agreed_by: ColumnType<string | null, string | null | undefined, string | null>
  agreed_at: Maybe
}

/** A match between a stored signal and an entry of a list that was found after the signal was created. */
export interface FalsePositiveFindingTable {
  signal_id: string
  list_id: string
  entry: string
  list_version: number
  found_at: Instant
}

/** The version of a list in this release against which the stored signals were last checked. */
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
