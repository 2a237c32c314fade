import { type Clause, type GatewayErrorCode, gatewayVocabularies } from '@entente/contracts'

/**
 * The table of errors: code, HTTP status and title. If a finding ends a request, the error has the same code as the
 * finding.
 */
const sharedErrors = {
  'account-suspended': [403, 'Sign-in to this account is suspended'],
  'agreement-ended': [409, 'This agreement has ended'],
  'agreement-invalid': [422, 'The agreement is not complete'],
  'agreement-not-offered': [409, 'This version was not offered yet'],
  'agreement-signed': [409, 'This version is signed already'],
  'agreement-state': [409, 'The state of this agreement does not allow that'],
  'agreement-unknown': [422, 'This agreement is not known here'],
  'assertion-invalid': [401, 'The answer of the passkey is not valid'],
  'attachment-exists': [409, 'This file is attached to the signal already'],
  'attachment-format': [422, 'Files of this format cannot be attached'],
  'attachment-invalid': [422, 'The file is damaged or incomplete'],
  'attachment-too-many': [409, 'The signal has the most attachments allowed'],
  'attribute-forbidden': [422, 'People are not grouped by this'],
  'audit-details': [422, 'The details cannot be logged, so the request was refused'],
  'audit-unavailable': [503, 'The log cannot be written, so nothing can be read'],
  'already-confirmed': [409, 'A second person has answered this proposal already'],
  'approver-kind': [403, 'The law of this record asks for another kind of approval'],
  'asked-too-fast': [429, 'Too many requests in this minute'],
  'bad-element': [400, 'An element of the request does not belong to its group'],
  'bank-exists': [409, 'A bank with this name exists'],
  'bank-of-member': [409, 'This bank follows the signals of a member: only its matching settings can be changed'],
  'bank-name-invalid': [400, 'A bank name consists of capital letters, digits and _'],
  'birth-date-implausible': [422, 'A birth date is before 1880 or in the future'],
  'birth-date-invalid': [422, 'A birth date does not exist in the calendar'],
  'blind-epoch-over': [409, 'The key of this blind check has been replaced'],
  'blind-items-invalid': [422, 'An item cannot be checked blindly'],
  'blind-not-agreed': [403, 'No agreement allows a blind check with this member'],
  'blind-nothing-found': [409, 'This check found nothing that can still be requested'],
  'blind-proof-invalid': [502, 'The other member answered with a different key than announced'],
  'blind-set-not-ready': [503, 'The other member is still preparing its set for blind checks'],
  'body-invalid': [422, 'The request does not have the expected shape'],
  'budget-spent': [429, 'The daily allowance is used up'],
  'case-changed': [409, 'This case changed since you opened it'],
  'case-edited': [409, 'You wrote in this case, so you cannot be its second person'],
  'case-not-decided': [409, 'This case is not decided yet'],
  'case-decided': [409, 'This case is already decided'],
  'change-state': [409, 'The state of this change does not allow that'],
  'case-closed': [409, 'The hits of this case were withdrawn: there is nothing to decide'],
  'csv-quote': [422, 'A quote in the file is never closed'],
  'code-wrong': [422, 'The code is wrong or too old'],
  'credential-foreign': [403, 'This passkey belongs to another account'],
  'credential-known': [409, 'This passkey is registered at this node already'],
  'code-unknown': [404, 'This code is wrong, not usable yet or no longer usable'],
  concerned: [409, 'You are the person concerned, so somebody else must do this'],
  'consent-missing': [403, 'Another oversight account must consent'],
  'consent-too-new': [409, 'One of the two people got a role from the other too recently'],
  'csrf-missing': [403, 'The request lacks the token of its session'],
  'decisions-paused': [409, 'Adverse decisions are paused while matching is stopped'],
  deleted: [410, 'These values were deleted: nothing is left to unmask'],
  'document-differs': [422, 'This is not the document whose SHA-256 was recorded'],
  'document-exists': [409, 'The document of this approval is sealed already'],
  'draft-limit': [409, 'You have the most drafts allowed'],
  'draft-newer': [409, 'Another tab kept a newer draft'],
  'draft-too-large': [413, 'The draft is too large'],
  'duplicate-signal': [409, 'You already own a signal with this value'],
  'evidence-ground': [422, 'Evidence needs a known ground. A hit alone is not one'],
  'file-not-opened': [409, 'Nobody has opened this file yet'],
  'evidence-changed': [409, 'The evidence changed since it was seen'],
  'empty-body': [400, 'The message is empty'],
  'false-positive-list': [422, 'The value is a known placeholder'],
  'filter-limit': [422, 'You keep as many filters as one person can keep'],
  'host-unknown': [400, 'The desk of this node has another address'],
  'idempotency-conflict': [409, 'This idempotency key was used for another request'],
  'handover-over': [409, 'This note was accepted or replaced already'],
  'hold-needless': [409, 'A legal hold is not needed or no longer possible'],
  'hold-open': [409, 'This signal already has an open legal hold'],
  'hold-until': [422, 'A legal hold must end within the next twelve months'],
  'identity-invalid': [422, 'This identity cannot be compared'],
  'index-not-ready': [503, 'The match index is still being loaded'],
  'import-empty': [422, 'The file has nothing to import'],
  'incompatible-roles': [422, 'One account cannot have these roles together'],
  'input-too-large': [413, 'The input is too large'],
  'viewing-limited': [409, 'You have reached your limit of viewing for now'],
  'kind-not-blind-checkable': [422, 'Signals of this kind cannot be checked blindly'],
  'last-credential': [409, 'The last second factor stays until you add another one'],
  'last-of-role': [409, 'Too few people would have this role'],
  'logout-invalid': [400, 'The logout token is not valid'],
  'lawful-basis-missing': [422, 'A signal needs a lawful basis'],
  'list-busy': [409, 'Another import or rollback of this list is not finished'],
  'list-empty': [422, 'The file has no readable entry'],
  'matching-stopped': [503, 'Matching is stopped here'],
  'limit-out-of-range': [400, 'A limit is a whole number from 1 to 1,000'],
  'list-changed': [409, 'The list changed since this preview'],
  'list-version-unknown': [404, 'The list has no such version'],
  'locked-out': [429, 'Too many tries'],
  'false-positive-list-invalid': [422, 'The list cannot be used'],
  'foreign-not-adoptable': [409, 'This object was adopted already, or contains a signal of its own'],
  'file-unreadable': [422, 'The file cannot be read'],
  'media-decode-timeout': [422, 'Decoding the file took longer than allowed'],
  'media-decoder-failed': [422, 'The decoder failed on this file'],
  'media-empty': [422, 'The file is empty'],
  'media-playlist-refused': [422, 'The file is a list of other files and is not decoded'],
  'media-too-large': [422, 'The file is too large to be decoded'],
  'media-undecodable': [422, 'No part of the file could be decoded'],
  'minor-missing': [422, 'Whether the person is a minor must be stated'],
  'name-empty': [422, 'No name has a word that can be compared'],
  'necessity-missing': [409, 'This cannot be switched on without a record of necessity'],
  'impact-assessment-expired': [409, 'The validity of the impact assessment is over'],
  'name-taken': [409, 'This name is in use'],
  'certificate-taken': [409, 'Another client signs in with this certificate'],
  'name-too-long': [422, 'A name is longer than 500 characters or 60 words'],
  'names-too-many': [422, 'More than 200 names'],
  'no-acknowledgement': [404, 'This sender is not sent acknowledgements'],
  'not-masked': [409, 'This record is not masked'],
  'nothing-to-show': [404, 'This case has no media to show'],
  'not-durable': [503, 'The message could not be stored durably; nothing was acknowledged'],
  'not-found': [404, 'Nothing here that you may know of'],
  'not-owner': [403, 'Only the owner can change this signal'],
  'not-viewed': [409, 'The case was never opened'],
  overloaded: [503, 'The node has too much to do'],
  'passkeys-off': [409, 'Passkeys do not work at this address of the node'],
  'password-change-needed': [403, 'Choose a password of your own first'],
  'passkey-needed': [409, 'One of the two people must sign with a passkey'],
  'password-weak': [422, 'The password is too short or too common'],
  'preview-expired': [409, 'This preview is over 30 minutes old'],
  'provider-unavailable': [503, 'The sign-in of your agency does not answer'],
  'proposal-open': [409, 'Another proposal waits for a second person'],
  'purpose-missing': [400, 'State the purpose of this request'],
  'purpose-unknown': [400, 'This is not a purpose'],
  'query-too-short': [422, 'The text is too short for a search by part'],
  'purpose-not-agreed': [422, 'No agreement covers this'],
  'radius-out-of-range': [400, 'A radius is a whole number from 0 to 31'],
  'probing-suspected': [429, 'Many slightly different hashes were requested: this looks like copying the list'],
  'quota-exhausted': [429, 'The quota of blind checks for this day is used up'],
  'rate-exceeded': [429, 'Too many decisions in this hour'],
  'recently-recovered': [409, 'This account was reset less than seven days ago'],
  'passkey-too-new': [409, 'This passkey does not sign yet'],
  'passkey-synced': [409, 'This passkey can be copied to other devices, so it signs nothing at this node'],
  'human-not-known': [422, 'Both people must state that they know the human who gets the account'],
  'staff-reference-missing': [422, 'A new person needs a staff reference'],
  'staff-reference-taken': [409, 'Another person has this staff reference'],
  'grant-unsigned': [409, 'The people who must agree did not grant this role'],
  'reading-empty': [422, 'There is nothing of your own to copy from this case'],
  'reading-other-person': [422, 'The other case is not known to be about the same person'],
  'redress-full': [429, 'This node takes no more requests now'],
  'redress-outcome': [422, 'This request cannot end with this outcome'],
  'redress-state': [409, 'The state of this request does not allow that'],
  'not-independent': [409, 'The reviewer is not independent of this request'],
  'reason-too-short': [422, 'The reason is too short'],
  'record-unreadable': [500, 'A stored record cannot be read'],
  'recipient-missing': [503, 'This node cannot seal anything for oversight yet'],
  'recipient-state': [409, 'The state of this recipient does not allow that'],
  'red-needs-recipients': [422, 'TLP:RED needs named recipients'],
  'release-changed': [409, 'The node was updated, and this request changed since'],
  'remind-limit': [429, 'They were reminded as often as allowed'],
  'release-not-needed': [409, 'Nothing waits for a second officer'],
  refused: [403, 'You may not do this now'],
  'report-empty': [409, 'No month of this year is over yet'],
  'reports-full': [503, 'No further report can be taken now'],
  'request-aborted': [400, 'The client broke the request off'],
  'retain-before-valid': [422, 'A signal cannot be erased before its use ends'],
  role: [403, 'Your role may not do this'],
  'same-person': [409, 'You cannot be your own second person'],
  'second-person-required': [409, 'A second person is required'],
  'single-operator': [409, 'One person uses every account of one of the two nodes, and not of the other'],
  'sample-planted': [409, 'The node invented this case, so nobody reads it'],
  'sample-state': [409, 'The state of this question does not allow that'],
  'sender-unknown': [403, 'This key belongs to no sender'],
  'session-needed': [403, 'A key may not do this: sign in with your password'],
  'scope-forbidden': [422, 'A key cannot be made for this'],
  'second-factor-needed': [403, 'Add a second factor to your account first'],
  'fresh-sign-in-needed': [403, 'Show once more that it is you'],
  'signature-needed': [401, 'This act needs your signature'],
  'sign-in-failed': [401, 'Name or password is not right'],
  'sign-in-needed': [401, 'Sign in first'],
  'regime-invalid': [422, 'A file of a legal regime cannot be used'],
  'signal-invalid': [422, 'The signal is not complete'],
  'signal-type-unknown': [400, 'There is no such type of signal'],
  'signal-withdrawn': [409, 'This signal is withdrawn'],
  'no-proposal': [409, 'Nothing waits for a second person'],
  'subject-tied': [409, 'This subject is tied to an account already'],
  'suspension-repeated': [409, 'You suspended this account already'],
  'task-finished': [409, 'This work has ended already'],
  'task-expired': [409, 'This work waited for too long'],
  'task-interrupted': [409, 'The node stopped several times during this work'],
  'third-person-required': [409, 'Two people disagreed: a third person must decide this case'],
  'stop-lifted': [409, 'This stop was lifted already'],
  'stop-scope-unknown': [422, 'This node has nothing of this kind to stop'],
  'stop-set': [409, 'This is stopped already'],
  'threshold-invalid': [422, 'A threshold must be from 0.20 to 0.99, in hundredths'],
  'threshold-unchanged': [409, 'This threshold is already in force'],
  'too-many-keys': [409, 'This account has the most keys allowed'],
  'too-large': [413, 'The message is too large'],
  'too-many-requests': [429, 'Too many requests'],
  'too-soon': [409, 'Read the evidence first'],
  'unknown-field': [422, 'The request has an unknown field'],
  'unmask-never': [403, 'The law of this record allows no unmasking'],
  'unmask-state': [409, 'The state of this request does not allow that'],
  'url-forbidden': [400, 'This address is not allowed'],
  'clock-differs': [503, 'The clocks of the node and of its database differ, so nothing can be logged'],
  unavailable: [503, 'The node cannot reach its database, or has no room left'],
  unexpected: [500, 'The node made an error'],
  'video-no-stream': [422, 'The file has no video stream'],
  'xml-limit': [422, 'The XML exceeds the limits'],
  'xml-unsafe': [422, 'The XML has forbidden parts'],
  'bad-signature': [401, 'The signature is invalid'],
  'clock-skew': [401, 'The clocks of the two nodes differ too much'],
  'feed-diverged': [409, 'This log differs from the one read before'],
  'free-text-personal-data': [422, 'Feedback may contain only codes and counts, no free text'],
  'invitation-expired': [410, 'The invitation has expired'],
  'invitation-invalid': [422, 'This is not an invitation to this node'],
  'invitation-used': [409, 'The invitation was used already'],
  'pass-on-own': [409, 'The owner shares this signal itself'],
  'pass-on-back': [409, 'A signal cannot be passed back to the member that gave it'],
  'peer-exists': [409, 'This member already takes part'],
  'peer-refused': [502, 'The other node refused'],
  'peer-state': [409, 'The state of this member does not allow that'],
  'peer-unknown': [401, 'No member with that name is known here'],
  'peer-unreachable': [502, 'The other node does not answer'],
  'permission-given': [409, 'This permission was given already'],
  'permission-invalid': [422, 'This permission cannot be given as requested'],
  replayed: [401, 'This request was seen before'],
  'words-differ': [422, 'The words are not those of the two keys'],
  'verification-missing': [401, 'The passkey must ask for a PIN or a fingerprint'],
  'version-conflict': [412, 'This was changed by someone else'],
} as const satisfies Record<string, readonly [number, string]>
export type ErrorCode = keyof typeof sharedErrors | GatewayErrorCode

/**
 * The codes with which a rule of two people refuses. Each such refusal leaves a log entry, so that oversight sees who
 * tried to act alone.
 */
export const twoPersonRules: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...([
    'same-person',
    'case-edited',
    'case-changed',
    'not-viewed',
    'too-soon',
    'rate-exceeded',
    'no-proposal',
  ] as const),
  ...(['second-person-required', 'third-person-required', 'not-owner', 'consent-missing', 'version-conflict'] as const),
  ...([
    'incompatible-roles',
    'concerned',
    'consent-too-new',
    'last-of-role',
    'recently-recovered',
    'grant-unsigned',
  ] as const),
  ...(['suspension-repeated', 'session-needed', 'already-confirmed', 'evidence-changed'] as const),
  ...(['signature-needed', 'passkey-needed', 'assertion-invalid', 'approver-kind', 'not-independent'] as const),
])

/** Maps the error codes of rules in the database to error codes of the node. */
export const databaseRules: Readonly<Record<string, ErrorCode>> = {
  EN001: 'same-person',
  EN002: 'role',
  EN003: 'body-invalid',
  EN004: 'not-viewed',
  EN005: 'second-person-required',
  EN006: 'second-person-required',
  EN010: 'already-confirmed',
  EN012: 'clock-differs',
  EN013: 'clock-differs',
  EN014: 'change-state',
  EN015: 'signature-needed',
  EN016: 'too-many-requests',
  EN020: 'necessity-missing',
  EN021: 'not-independent',
}

type ErrorRow = readonly [status: number, title: string]

const gatewayErrors: [code: string, row: ErrorRow][] = gatewayVocabularies.flatMap((vocabulary) =>
  'errors' in vocabulary ? Object.entries<ErrorRow>(vocabulary.errors) : [],
)
for (const [code] of gatewayErrors)
  if (code in sharedErrors) throw new Error(`a gateway defines the error ${code}, which every node has`)

/** All errors by code: the common ones, and those that gateways add. */
export const errorTable = { ...sharedErrors, ...Object.fromEntries(gatewayErrors) } as Readonly<
  Record<ErrorCode, ErrorRow>
>

export interface FailureFields {
  detail?: string
  at?: string | null
  clauses?: Clause[]
  errors?: { code: string; at: string; message: string; line?: number; column?: number }[]
  retryAfterMs?: number
  /** Replaces the status in the table. */
  status?: number
}

/**
 * An expected failure: a row of the table of errors with details of this occurrence. The error handler converts it to
 * problem+json.
 */
export class Failure extends Error {
  readonly code: ErrorCode
  readonly fields: FailureFields
  constructor(code: ErrorCode, fields: FailureFields = {}) {
    super(fields.detail ?? errorTable[code][1])
    this.name = 'Failure'
    this.code = code
    this.fields = fields
  }
  get status(): number {
    return this.fields.status ?? errorTable[this.code][0]
  }
}

/** Creates a failure. Use it as `throw fail('case-changed', { detail })`. */
export function fail(code: ErrorCode, fields: FailureFields = {}): Failure {
  return new Failure(code, fields)
}
