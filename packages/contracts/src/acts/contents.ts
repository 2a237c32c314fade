import type { Hit } from '../cases/case.ts'
import { hexOf, utf8 } from '../log/bytes.ts'
import type { Signal } from '../signals/signal.ts'
import { canonicalJson } from '../terms/canonical.ts'
import { sha256 } from './act.ts'

/** A hit as it was read: what made it, in which version, and the hash of the explanation that was shown. */
export interface ReadHit {
  id: string
  of: 'signal' | 'rule'
  ref: string
  version: number
  explanationSha256: string
}
/** The case that was read. */
export interface ReadCase {
  case: string
  version: number
  hits: ReadHit[]
}
export interface ProposalContent {
  proposal: {
    outcome: string
    act: string
    reasons: string[]
    text: string
    hits: string[]
    alternatives: string[]
    details: Record<string, unknown> | null
  }
  read: ReadCase
}
export interface ConfirmationContent {
  answer: { agree: boolean; reasons: string[]; text: string; act: string }
  read: ReadCase
}

type ShownHit = Pick<
  Hit,
  'id' | 'of' | 'signalId' | 'signalVersion' | 'rule' | 'explanation' | 'reasons' | 'evidence' | 'comparison'
>

/**
 * Returns what a person read about a case: its version, and each hit with the hash of its sentences, evidence and compared
 * fields. Node and browser call it with the hits as the case shows them, so both get the same bytes.
 */
export async function readingOf(caseId: string, version: number, hits: readonly ShownHit[]): Promise<ReadCase> {
  const read = await Promise.all(
    hits.map(async (hit): Promise<ReadHit> => {
      const { id, of, rule } = hit
      const ref = rule?.id ?? hit.signalId ?? ''
      const explanationSha256 = hexOf(await sha256(utf8(canonicalJson(shownOf(hit), undefined, true))))
      return { id, of, ref, version: rule?.version ?? hit.signalVersion ?? 1, explanationSha256 }
    }),
  )
  return { case: caseId, version, hits: read.sort((one, other) => (one.id < other.id ? -1 : 1)) }
}

/** The parts of a hit that its explanation shows. Fields are named one by one: a later release may add others. */
const shownOf = ({ explanation, reasons, evidence, comparison }: ShownHit) => ({
  explanation,
  reasons: reasons.map(({ key, values, text }) => ({ key, values, text })),
  evidence: evidence.map(({ kind, key, values, text, weight, a, b }) => ({ kind, key, values, text, weight, a, b })),
  comparison: comparison.map(({ field, a, b, relation, places }) => ({ field, a, b, relation, places })),
})

/** Returns the content that a first person signs for an adverse proposal. */
export const proposalContent = (
  given: {
    outcome: string
    act: string
    reasons: readonly string[]
    text: string
    hits: readonly string[]
    alternativesConsidered: readonly string[]
    details: Record<string, unknown> | null
  },
  read: ReadCase,
): ProposalContent => ({
  proposal: {
    ...{ outcome: given.outcome, act: given.act, reasons: [...given.reasons], text: given.text },
    ...{ hits: [...given.hits], alternatives: [...given.alternativesConsidered], details: given.details },
  },
  read,
})

/** Returns the content that a second person signs. `act` is the act that they were asked to confirm. */
export const confirmationContent = (
  given: { agree: boolean; reasons: readonly string[]; text: string },
  act: string,
  read: ReadCase,
): ConfirmationContent => ({
  answer: { agree: given.agree, reasons: [...given.reasons], text: given.text, act },
  read,
})

/** Returns the content that a person signs to reopen an adverse decision. */
export const reversalContent = (decision: string, reason: string) => ({ reversal: { decision, reason } })

/**
 * Returns the content that an officer signs to release a signal about a person: its version, the hash of the value that was
 * read, and the agreements under which it will be shared.
 */
export async function signalReleaseContent({
  id,
  version,
  value,
  agreements,
}: Pick<Signal, 'id' | 'version' | 'value' | 'agreements'>): Promise<{
  release: { signal: string; version: number; valueSha256: string; agreements: string[] }
}> {
  const valueSha256 = hexOf(await sha256(utf8(canonicalJson(value, undefined, true))))
  return { release: { signal: id, version, valueSha256, agreements: [...agreements].sort() } }
}

/** Returns the content that a person signs with a passkey of theirs to add another one: the hash of its public key (COSE). */
export const enrolmentContent = (account: string, keySha256: string) => ({
  enrolment: { account, kind: 'passkey', keySha256 },
})

/** A change of accounts and roles, as it is shown to those who propose it and consent to it. */
interface ShownChange {
  id: string
  kind: string
  account: { id: string; person: string }
  role: string | null
  teams: readonly string[] | null
  personName: string | null
  subject: { issuer: string; subject: string } | null
  reason: string
  proposedBy: { person: string }
}
const changeContent = (change: ShownChange) => ({
  ...{ change: change.id, kind: change.kind, account: change.account.id, person: change.account.person },
  ...{ role: change.role, teams: change.teams === null ? null : [...change.teams], name: change.personName },
  subject: change.subject === null ? null : { issuer: change.subject.issuer, subject: change.subject.subject },
  ...{ reason: change.reason, proposedBy: change.proposedBy.person },
})

/** Returns the content that a person signs to consent to a change of accounts and roles, as the change is shown. */
export const consentContent = (change: ShownChange, knowsHuman: boolean) => ({
  consent: { ...changeContent(change), knowsHuman },
})

/** Returns the content that a person signs to propose a change of accounts and roles, as the change is shown. */
export const peopleProposalContent = (change: ShownChange) => ({ proposal: changeContent(change) })

/**
 * Returns the content that a person signs to agree to a proposed threshold: the values in force and proposed, in hundredths, the trial
 * whose figures were shown, and the person's words.
 */
export const thresholdContent = (
  proposal: { id: string; threshold: number; trial: string | null },
  from: number,
  reason: string,
) => ({
  threshold: {
    ...{ proposal: proposal.id, from: Math.round(from * 100), to: Math.round(proposal.threshold * 100) },
    ...{ trial: proposal.trial, reason },
  },
})

/**
 * Returns the content that an officer signs to release the people of a list: its version, and the number of signals that wait with the
 * hash of their ids and versions (`hashOfReleased`).
 */
export const listReleaseContent = (list: string, version: number, waiting: { count: number; sha256: string }) => ({
  release: { list, version, count: waiting.count, signalsSha256: waiting.sha256 },
})
/** Returns the SHA-256 (hex) of the ids and versions of signals, in the order of the ids. */
export async function hashOfReleased(signals: readonly { id: string; version: number }[]): Promise<string> {
  const lines = signals.map(({ id, version }) => `${id}@${version}`).sort()
  return hexOf(await sha256(utf8(lines.join('\n'))))
}

/** Returns the content that an officer signs to return a list from its version to an earlier one, with the reason. */
export const rollbackContent = (list: string, from: number, { to, reason }: { to: number; reason: string }) => ({
  rollback: { list, from, to, reason },
})

/** Returns the content that a person signs to lift a stop: its scope, its reason and when it was set. */
export const stopOffContent = (stop: {
  id: string
  scope: { type: string; id: string | null }
  reason: string
  at: string
}) => ({ lift: { stop: stop.id, type: stop.scope.type, id: stop.scope.id, reason: stop.reason, at: stop.at } })

/** Returns the content that a person signs to approve a legal hold on another member's signal, as its page shows it. */
export const holdContent = ({
  id,
  signalId,
  reason,
  basis,
  until,
}: {
  id: string
  signalId: string
  reason: string
  basis: string
  until: string
}) => ({ hold: { id, signal: signalId, reason, basis, until } })

/** Returns the content that a person signs to approve a legal hold on a record. */
export const recordHoldContent = (hold: {
  id: string
  recordId: string
  reason: string
  basis: string
  until: string
}) => ({
  hold: { id: hold.id, record: hold.recordId, reason: hold.reason, basis: hold.basis, until: hold.until },
})

/**
 * Returns the content that a person signs to approve a record of necessity: all its words, with rates in millionths, because an act has
 * integers only.
 */
export const necessityContent = (record: {
  id: string
  subject: { type: string; id: string }
  aim: string
  legalBasis: string
  necessity: string
  alternatives: readonly { what: string; whyNot: string }[]
  proportionality: string
  affectedGroups: readonly string[]
  impactAssessment: { reference: string; date: string; validUntil: string }
  errorBudget: { falseMatchRate: number; falseNonMatchRate: number } | null
  validUntil: string
}) => ({
  record: {
    ...{ id: record.id, type: record.subject.type, subject: record.subject.id, aim: record.aim },
    ...{ legalBasis: record.legalBasis, necessity: record.necessity, proportionality: record.proportionality },
    alternatives: record.alternatives.map(({ what, whyNot }) => ({ what, whyNot })),
    affectedGroups: [...record.affectedGroups],
    impactAssessment: {
      reference: record.impactAssessment.reference,
      date: record.impactAssessment.date,
      validUntil: record.impactAssessment.validUntil,
    },
    errorBudget: record.errorBudget && {
      falseMatchMillionths: Math.round(record.errorBudget.falseMatchRate * 1e6),
      falseNonMatchMillionths: Math.round(record.errorBudget.falseNonMatchRate * 1e6),
    },
    validUntil: record.validUntil,
  },
})

/** Returns the content that a person signs to approve evidence that keeps a subject beyond masking. */
export const evidenceContent = (evidence: { id: string; recordId: string; ground: string; reference: string }) => ({
  evidence: { id: evidence.id, record: evidence.recordId, ground: evidence.ground, reference: evidence.reference },
})

/**
 * Returns the content that a person signs to approve an unmasking: the request with the hash of its reason, the kind of approval with its
 * document, and for how many hours it counts.
 */
export async function unmaskContent(
  request: { id: string; recordId: string; caseId: string; fields: readonly string[]; ground: string; reason: string },
  approval: { kind: string; reference?: string | undefined; documentSha256?: string | undefined; hours: number },
) {
  const { id, recordId: record, caseId, fields, ground, reason } = request
  const reasonSha256 = hexOf(await sha256(utf8(reason)))
  const { kind, reference = null, documentSha256 = null, hours } = approval
  return {
    unmask: { id, record, case: caseId, fields: [...fields].sort(), ground, reasonSha256 },
    approval: { kind, reference, documentSha256, hours },
  }
}

/** Returns the content that a person signs to end an agreement: the digest of its newest version, and the reason. */
export const agreementEndContent = (agreement: string, version: number, digest: string, reason: string) => ({
  end: { id: agreement, version, digest, reason },
})

/** Returns the content that a person signs to approve an agreement: the digest of the bytes that the member will sign. */
export const agreementContent = (agreement: string, version: number, digest: string) => ({
  agreement: { id: agreement, version, digest },
})

/** Returns the content that a person of oversight signs to propose its recipient, or to consent to it. */
export const recipientContent = (n: number, recipient: string) => ({ recipient: { n, recipient } })

/** Returns the ids of files in the order in which an opening has them, and the id of that opening. */
export async function openingOf(files: readonly string[]): Promise<{ id: string; files: string[] }> {
  const sorted = [...new Set(files)].sort()
  return { id: hexOf(await sha256(utf8(sorted.join(',')))), files: sorted }
}

/** Returns the content that a person of oversight signs to open files. */
export const openingContent = (files: readonly string[]) => ({ opening: { files: [...files] } })
