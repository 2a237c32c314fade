import { z } from 'zod'
import { Pap, SignalKind, Tlp } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { Clause, Purpose, Role, Signature } from '../terms/terms.ts'
import { MemberId } from './members.ts'

const Country = z.string().regex(/^[A-Z]{3}$/)

/** Actions on a signal. */
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

/** The signature of a party under one version. The signed bytes are those of the agreement without its signatures. */
export const PartySignature = Signature.extend({ member: MemberId })
export type PartySignature = z.infer<typeof PartySignature>

/**
 * An agreement says which members may have and use which kinds of signals, for which purposes and until when. Every
 * party signs it. A change is a new version.
 */
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
  /** Countries to which nothing is released without a recorded legal sign-off (ISO 3166 alpha-3). */
  riskCountries: z.array(Country),
  children: z.enum(['excluded', 'allowed']),
  validFrom: Instant,
  /** The end of the agreement, at most five years after `validFrom`. */
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
      /** The members that may run blind checks. */
      learns: z.array(MemberId).min(1),
      tellCount: z.boolean(),
      quotaPerDay: z.strictObject({ single: z.int().min(0), batch: z.int().min(0) }),
    })
    .nullable(),
  /** The version that this one replaces; null for the first version. */
  replaces: z.int().min(1).nullable(),
  signatures: z.array(PartySignature),
})
export type Agreement = z.infer<typeof Agreement>
/**
 * An officer's draft: an agreement without the fields that the node sets (schema, id, version, signatures). With `id`,
 * it is the next version of that agreement.
 */
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
 * An agreement with its state at this node. `inForceVersion` is the version in force, which may be earlier than
 * `agreement.version`; null if there is none. `offered` means that this version was offered, so its text is final.
 * `digest` identifies the text that a person read (`AgreementSignRequest`). `yes` lists the people of this member who
 * approved it; two are needed, one of them a supervisor.
 */
export const AgreementView = z.object({
  agreement: Agreement,
  status: AgreementStatus,
  missingSignatures: z.array(z.string()),
  inForceVersion: z.int().nullable(),
  offered: z.boolean(),
  digest: z.string(),
  yes: z.array(z.object({ person: z.string(), name: z.string(), role: Role, at: Instant })),
})
export type AgreementView = z.infer<typeof AgreementView>

/** The signed statement of a party that it leaves an agreement. It takes effect at each member on receipt. */
export const AgreementEnd = z.strictObject({
  schema: z.literal('entente/agreement-end/v1'),
  agreement: z.uuid(),
  member: MemberId,
  reason: z.string().min(3).max(500),
  at: Instant,
  signature: Signature,
})
export type AgreementEnd = z.infer<typeof AgreementEnd>

/** Says whether an action on a signal is allowed, with the result of every clause. */
export const AccessDecision = z.object({
  decision: z.enum(['allow', 'deny']),
  at: Instant,
  actor: z.object({ member: z.string(), role: z.string() }),
  action: SignalAct,
  purpose: Purpose.nullable(),
  resource: z.object({ kind: z.enum(['signal', 'record', 'case']), id: z.string(), version: z.int() }),
  /**
   * The agreement that allowed the action, as `id@version`. Null if the action is denied, or if the owner needs no
   * agreement.
   */
  agreement: z.string().nullable(),
  clauses: z.array(Clause),
  /** The SHA-256 in base64 of the canonical JSON of the decision's inputs. */
  inputsHash: z.string(),
})
export type AccessDecision = z.infer<typeof AccessDecision>
