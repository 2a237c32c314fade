import { z } from 'zod'
import { Clause } from './api/audit.ts'
import { Purpose, Role, Signature } from './core.ts'
import { Instant } from './ids.ts'
import { Pap, SignalKind, Tlp, WithdrawalReason } from './signal.ts'

/** A member by its host-like name, `border.example`. */
export const MemberId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/)
export type MemberId = z.infer<typeof MemberId>
/** First 16 hex digits of the SHA-256 of the raw public key (exchange.md 3.1). */
export const KeyId = z.string().regex(/^[0-9a-f]{16}$/)
/** Standard base64 of a 32-byte Ed25519 public key. */
export const PublicKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
/** Standard base64 of a SHA-256. */
export const HashText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
const Country = z.string().regex(/^[A-Z]{3}$/)

/** What is asked of a signal (exchange.md 3.4). */
export const SignalAct = z.enum(['list', 'count', 'read', 'match', 'release', 'onward', 'export', 'blind-check', 'act'])
export type SignalAct = z.infer<typeof SignalAct>

export const AgreementParty = z.strictObject({
  member: MemberId,
  country: Country.nullable(),
  type: z.enum(['state', 'platform', 'ngo', 'body']),
  contribute: z.boolean(),
  receive: z.boolean(),
})
export type AgreementParty = z.infer<typeof AgreementParty>

/** A party's signature under one version; the signed bytes are those of the agreement without its signatures. */
export const PartySignature = Signature.extend({ member: MemberId })
export type PartySignature = z.infer<typeof PartySignature>

/** Who may hold and use which kinds of signal, for which purposes, until when (exchange.md 5). Signed by every party; a change is a new version. */
export const Agreement = z.strictObject({
  schema: z.literal('entente/agreement/v1'),
  id: z.uuid(),
  version: z.int().min(1).max(2_147_483_647),
  title: z.string().min(3).max(200),
  parties: z.array(AgreementParty).min(2).max(500),
  legalBasis: z.string().min(3).max(2000),
  kinds: z.array(SignalKind).min(1),
  purposes: z.array(Purpose).min(1),
  maxTlp: Tlp,
  maxPap: Pap,
  onward: z.enum(['none', 'with-approval', 'same-terms']),
  /** Countries to which nothing is released without a recorded legal sign-off; ISO 3166 alpha-3. */
  riskCountries: z.array(Country),
  children: z.enum(['excluded', 'allowed']),
  validFrom: Instant,
  /** At most five years after `validFrom`. */
  validUntil: Instant,
  retention: z.strictObject({
    maxDays: z.int().min(1).max(1830),
    afterEnd: z.enum(['erase', 'keep-until-retain-until']),
  }),
  review: z.strictObject({ everyMonths: z.int().min(1).max(60), nextDue: Instant }),
  withdrawal: z.strictObject({
    stopWithinMinutes: z.int().min(1).max(1440),
    eraseWithinHours: z.int().min(1).max(720),
  }),
  feedback: z.strictObject({ dueHours: z.int().min(1).max(8760) }).nullable(),
  blindCheck: z
    .strictObject({
      kinds: z.array(SignalKind).min(1),
      /** Members that may ask. */
      learns: z.array(MemberId).min(1),
      tellCount: z.boolean(),
      quotaPerDay: z.strictObject({ single: z.int().min(0), batch: z.int().min(0) }),
    })
    .nullable(),
  /** The version this one takes the place of; null for the first. */
  replaces: z.int().min(1).nullable(),
  signatures: z.array(PartySignature),
})
export type Agreement = z.infer<typeof Agreement>
/** What an officer writes: an agreement without what the node says (schema, id, version, signatures). With `id`: the next version of that agreement. */
export const AgreementDraft = Agreement.omit({
  schema: true,
  id: true,
  version: true,
  replaces: true,
  signatures: true,
}).extend({
  id: z.uuid().optional(),
})
export type AgreementDraft = z.infer<typeof AgreementDraft>

export const AgreementStatus = z.enum(['draft', 'offered', 'active', 'suspended', 'ended'])
export type AgreementStatus = z.infer<typeof AgreementStatus>
/**
 * `inForceVersion`: the version that binds now, which may be an earlier one than `agreement.version`; null when none does. `offered`: this version was offered,
 * so its text stands. `yes`: people of this member who said yes to it; two are needed, one of them a supervisor.
 */
export const AgreementView = z.object({
  agreement: Agreement,
  status: AgreementStatus,
  missingSignatures: z.array(z.string()),
  inForceVersion: z.int().nullable(),
  offered: z.boolean(),
  yes: z.array(z.object({ person: z.string(), name: z.string(), role: Role, at: Instant })),
})
export type AgreementView = z.infer<typeof AgreementView>

/** A party's signed word that it leaves an agreement; effective for it when received. */
export const AgreementEnd = z.strictObject({
  schema: z.literal('entente/agreement-end/v1'),
  agreement: z.uuid(),
  member: MemberId,
  reason: z.string().min(3).max(500),
  at: Instant,
  signature: Signature,
})
export type AgreementEnd = z.infer<typeof AgreementEnd>

/** Whether an act on a signal is allowed, with every clause (exchange.md 3.4). */
export const AccessDecision = z.object({
  decision: z.enum(['allow', 'deny']),
  at: Instant,
  actor: z.object({ member: z.string(), role: z.string() }),
  action: SignalAct,
  purpose: Purpose.nullable(),
  resource: z.object({ kind: z.enum(['signal', 'record', 'case']), id: z.string(), version: z.int() }),
  /** `id@version` of the agreement that allowed; null on deny, or where the owner needs none. */
  agreement: z.string().nullable(),
  clauses: z.array(Clause),
  /** Base64 SHA-256 of the canonical JSON of what was decided upon. */
  inputsHash: z.string(),
})
export type AccessDecision = z.infer<typeof AccessDecision>

export const FeedEntryType = z.enum(['signal', 'withdrawal', 'access-ended', 'agreement', 'feedback', 'key'])
export type FeedEntryType = z.infer<typeof FeedEntryType>
/**
 * One entry of a recipient's log. `prev` and `hash`: base64 SHA-256; `hash` over the entry without `hash` and with the digest of its object in place of it,
 * `prev` of the entry before (32 zero bytes first). A signal travels as `{ signal, salt }`, its digest being that of the salt and the signal without signature;
 * what is not to be handed out any more as `{ omitted, signalId, version, digest }`.
 */
export const FeedEntry = z.strictObject({
  seq: z.int().min(1),
  entryId: z.uuid(),
  at: Instant,
  type: FeedEntryType,
  object: z.record(z.string(), z.unknown()),
  prev: HashText,
  hash: HashText,
})
export type FeedEntry = z.infer<typeof FeedEntry>
/** A page of one recipient's log after a position, signed by the node. `next`: the position after this page; `head`: the log's last number. */
export const FeedPage = z.strictObject({
  epoch: z.uuid(),
  entries: z.array(FeedEntry).max(1000),
  next: z.int().min(0),
  more: z.boolean(),
  head: z.int().min(0),
  signature: Signature,
})
export type FeedPage = z.infer<typeof FeedPage>

/** What a recipient is to hold now, for a log that begins anew: ascending by id, 10,000 a page. `next`: the id after which the next page goes on. */
export const FeedSummary = z.strictObject({
  epoch: z.uuid(),
  head: z.int().min(0),
  items: z.array(z.strictObject({ id: z.uuid(), version: z.int().min(1), digest: HashText })).max(10_000),
  next: z.uuid().nullable(),
  signature: Signature,
})
export type FeedSummary = z.infer<typeof FeedSummary>
/** Signals of a summary that its recipient lacks: put into its log again. */
export const FeedWanted = z.strictObject({ ids: z.array(z.uuid()).min(1).max(10_000) })

/** The object of an entry `withdrawal`. `stopBy` and `eraseBy`: until when the holder is to have stopped, and erased. */
export const WithdrawalNotice = z.strictObject({
  signalId: z.uuid(),
  version: z.int().min(1),
  owner: MemberId,
  at: Instant,
  reason: WithdrawalReason,
  stopBy: Instant,
  eraseBy: Instant,
})
export type WithdrawalNotice = z.infer<typeof WithdrawalNotice>
/** The object of an entry `access-ended`. */
export const AccessEnded = z.strictObject({ signalId: z.uuid(), reason: z.string().max(100), eraseBy: Instant })
export type AccessEnded = z.infer<typeof AccessEnded>
/** The object of an entry `signal` that is still to be had. */
export const SignalEntry = z.strictObject({
  signal: z.record(z.string(), z.unknown()),
  salt: z.string().regex(/^[A-Za-z0-9+/]{22}==$/),
})
export const OmittedEntry = z.strictObject({
  omitted: z.enum(['superseded', 'ended', 'withdrawn']),
  signalId: z.uuid(),
  version: z.int().min(1),
  digest: HashText,
})

/** What a node says of itself to another that it knows. `state`: how the asked one sees the asker. */
export const PeerHello = z.strictObject({
  member: MemberId,
  node: z.string().max(200),
  now: Instant,
  state: z.string(),
  epoch: z.uuid().nullable(),
  head: z.int().min(0),
})
export type PeerHello = z.infer<typeof PeerHello>
/** Answer to an invitation. Signed by the request's own header with the key that it names. */
export const PeerJoin = z.strictObject({
  invitation: z.uuid(),
  code: z.string().max(100),
  member: MemberId,
  node: z.string().max(200),
  url: z.url().max(500),
  publicKey: PublicKey,
})
export type PeerJoin = z.infer<typeof PeerJoin>

export const ReceiptStep = z.enum(['received', 'stopped', 'erased', 'refused'])
export type ReceiptStep = z.infer<typeof ReceiptStep>
export interface SignalReceipt {
  schema: 'entente/receipt/v1'
  id: string
  entryId: string
  signalId: string
  version: number
  step: ReceiptStep
  at: string
  member: string
  node: string
  counts: { copies: number; indexEntries: number; casesReopened: number } | null
  onward: SignalReceipt[]
  backupsUntil: string | null
  refusal: { reason: string; basis: string; until: string } | null
  signature: z.infer<typeof Signature>
}
/** What a holder signs about a signal it was told of: received, stopped, erased, or refused with its basis. */
export const SignalReceipt: z.ZodType<SignalReceipt> = z.strictObject({
  schema: z.literal('entente/receipt/v1'),
  id: z.uuid(),
  entryId: z.uuid(),
  signalId: z.uuid(),
  version: z.int().min(1),
  step: ReceiptStep,
  at: Instant,
  member: MemberId,
  node: z.string().max(200),
  counts: z
    .strictObject({ copies: z.int().min(0), indexEntries: z.int().min(0), casesReopened: z.int().min(0) })
    .nullable(),
  get onward() {
    return z.array(SignalReceipt).max(500)
  },
  backupsUntil: Instant.nullable(),
  refusal: z.strictObject({ reason: z.string().max(500), basis: z.string().max(500), until: Instant }).nullable(),
  signature: Signature,
})

/** Who was ever given a withdrawn signal, and how far each has come; times are those of the signed receipts. */
export const WithdrawalHolder = z.object({
  member: z.string(),
  received: Instant.nullable(),
  stopped: Instant.nullable(),
  erased: Instant.nullable(),
  refused: SignalReceipt.nullable(),
  overdue: z.array(z.enum(['received', 'stopped', 'erased'])),
  /** Members that this holder passed it on to. `proven`: their own signature was checked here; else the holder's word counts. */
  onward: z.array(
    z.object({
      member: z.string(),
      received: Instant.nullable(),
      stopped: Instant.nullable(),
      erased: Instant.nullable(),
      refused: z.boolean(),
      proven: z.boolean(),
    }),
  ),
})

export const WithdrawalState = z.object({
  signalId: z.uuid(),
  withdrawnAt: Instant,
  reason: WithdrawalReason,
  holders: z.array(WithdrawalHolder),
  /** Every holder, and everyone it passed it on to, has signed that it erased, or why it may not. */
  complete: z.boolean(),
})
export type WithdrawalState = z.infer<typeof WithdrawalState>

/** The file by which a new member joins (exchange.md 3.13). `code`: 16 random bytes, base64url, used once. */
export const Invitation = z.strictObject({
  schema: z.literal('entente/invitation/v1'),
  id: z.uuid(),
  coalition: z.string().min(1).max(200),
  inviter: z.strictObject({ member: MemberId, node: z.string().max(200), url: z.url(), publicKey: PublicKey }),
  invitee: z.strictObject({ member: MemberId }),
  agreements: z.array(z.uuid()),
  code: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  expiresAt: Instant,
  signature: Signature,
})
export type Invitation = z.infer<typeof Invitation>

/** A node's statement that a new key takes the place of an old one; signed by both (exchange.md 3.13). */
export const KeyRotation = z.strictObject({
  schema: z.literal('entente/key/v1'),
  member: MemberId,
  node: z.string().max(200),
  oldKeyId: KeyId,
  newKey: PublicKey,
  validFrom: Instant,
  overlapUntil: Instant,
  signatures: z.array(Signature).length(2),
})
export type KeyRotation = z.infer<typeof KeyRotation>

/** Whom to invite, and the drafts of agreements that it is about. */
export const InvitationRequest = z.strictObject({
  member: MemberId,
  agreements: z.array(z.uuid()).max(50).default([]),
  coalition: z.string().min(1).max(200).optional(),
  days: z.int().min(1).max(14).default(14),
})
/** The six words that both sides compared by telephone. */
export const PeerConfirmRequest = z.strictObject({ words: z.string().min(1).max(200) })
/** Why a peer is suspended or leaves. */
export const PeerReasonRequest = z.strictObject({ reason: z.string().min(3).max(500) })
export const KeyRotationRequest = z.strictObject({ overlapDays: z.int().min(1).max(90).default(7) })

export const PeerState = z.enum(['invited', 'joined-unconfirmed', 'active', 'suspended', 'removed'])
export type PeerState = z.infer<typeof PeerState>
/** A peer as its partner sees it. `lag`: entries of its feed not yet taken; `position`: the last one that was. `words`: the six to compare by telephone. */
export const Peer = z.object({
  member: z.string(),
  node: z.string(),
  url: z.string(),
  state: PeerState,
  lastPullAt: Instant.nullable(),
  position: z.int(),
  lag: z.int().nullable(),
  keyIds: z.array(z.string()),
  fingerprint: z.string(),
  /** How far its clock runs ahead of ours, in milliseconds; null before the first exchange. */
  skewMs: z.int().nullable(),
  /** What keeps its feed from being taken (`feed-broken`, `unreachable` ...); null when nothing does. */
  trouble: z.string().nullable(),
  /** When this peer last read our feed, how far, and how much it has not taken yet. */
  sent: z.object({ lastReadAt: Instant.nullable(), position: z.int(), waiting: z.int() }),
})
export type Peer = z.infer<typeof Peer>

/** What a blind check told (exchange.md 3.12). `asked` is known to the asker alone; the holder sees `padded`. */
export const BlindResult = z.object({
  agreement: z.uuid(),
  kind: SignalKind,
  mode: z.enum(['single', 'batch']),
  direction: z.enum(['ask', 'answer']),
  asked: z.int(),
  padded: z.int(),
  hits: z.int(),
  folded: z.int(),
  keyEpoch: z.int(),
  security: z.literal('semi-honest'),
  quota: z.object({ remaining: z.int(), resetAt: Instant }),
})
export type BlindResult = z.infer<typeof BlindResult>

/** What a holder signs of the set it gives to one asker: its key, size and SHA-256, so that askers can compare what they were given. */
export const BlindSetStatement = z.strictObject({
  schema: z.literal('entente/blind-set/v1'),
  holder: MemberId,
  asker: MemberId,
  agreement: z.uuid(),
  kind: SignalKind,
  epoch: z.int().min(1),
  publicKey: PublicKey,
  /** Tokens, a multiple of 1,024. */
  size: z.int().min(1),
  sha256: HashText,
  at: Instant,
  signature: Signature,
})
export type BlindSetStatement = z.infer<typeof BlindSetStatement>
/** A holder's announcement of the key of a new epoch, in each asker's log. */
export const BlindKeyAnnouncement = z.strictObject({
  schema: z.literal('entente/blind-key/v1'),
  holder: MemberId,
  agreement: z.uuid(),
  kind: SignalKind,
  epoch: z.int().min(1),
  publicKey: PublicKey,
  at: Instant,
  signature: Signature,
})
export type BlindKeyAnnouncement = z.infer<typeof BlindKeyAnnouncement>

/** Items of one kind to ask other members for blindly: the fields of the kind's value, or a text. `member`: only this holder. */
export const BlindCheckRequest = z.strictObject({
  agreement: z.uuid(),
  kind: SignalKind,
  items: z
    .array(z.union([z.string().min(1).max(8192), z.record(z.string(), z.unknown())]))
    .min(1)
    .max(10_000),
  member: MemberId.optional(),
})
export type BlindCheckRequest = z.infer<typeof BlindCheckRequest>
/** What each holder's answer told. `items`: in the order they were asked in. `id`: by which what was found can be asked for within a day. */
export const BlindCheckResult = BlindResult.extend({
  id: z.uuid(),
  holders: z.array(
    z.object({
      id: z.uuid(),
      member: z.string(),
      hits: z.int(),
      folded: z.int(),
      padded: z.int(),
      keyEpoch: z.int(),
      quota: z.object({ remaining: z.int(), resetAt: Instant }),
      items: z.array(z.enum(['exact', 'folded', 'none'])),
    }),
  ),
})
export type BlindCheckResult = z.infer<typeof BlindCheckResult>
/** Why a person wants to see the signals behind what was found. */
export const BlindRevealRequest = z.strictObject({ reason: z.string().min(20).max(500) })
/** One line of either side's log. */
export const BlindLogEntry = z.object({
  id: z.uuid(),
  direction: z.enum(['ask', 'answer']),
  member: z.string(),
  agreement: z.uuid(),
  kind: SignalKind,
  mode: z.enum(['single', 'batch']),
  keyEpoch: z.int(),
  asked: z.int().nullable(),
  padded: z.int(),
  hits: z.int().nullable(),
  folded: z.int().nullable(),
  quotaLeft: z.int(),
  at: Instant,
  revealedAt: Instant.nullable(),
  revealUntil: Instant.nullable(),
})
export type BlindLogEntry = z.infer<typeof BlindLogEntry>
