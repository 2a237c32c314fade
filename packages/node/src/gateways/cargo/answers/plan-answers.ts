import type { CargoAnswer, CargoContact, CargoQuestion } from '@entente/contracts'
import { type FiledFact, isClearing, type ReferralFact, type SentFact, type Standing } from './standing.ts'

/** The part of a decision that its filer gets, from the details of its proposal. */
export interface DecisionContents {
  questions: CargoQuestion[]
  method: string | null
  deadline: string | null
  contact: CargoContact | null
  /** The digest of the question to this filer. */
  hashFor(senderId: string): string
}
/** The corrections that a filer must make in its own messages, with the digest of the questions. */
export interface Defects {
  questions: CargoQuestion[]
  hash: string
}
/** The sealed contents that the plan needs beside the standing. They are opened only if an answer may be sent. */
export interface AnswerContents {
  decision: DecisionContents | null
  /** The defects of each filer's messages in force. */
  defects: ReadonlyMap<string, Defects>
  /** The filers to whom a refusal is not sent. They get no clearance either. */
  notRefused?: ReadonlySet<string>
}

/** A filer with its newest message about the goods, and how many it sent. */
interface Filer {
  senderId: string
  messageId: string
  ownVersion: number
}
interface Base extends Filer {
  event: CargoAnswer['event']
  result: CargoAnswer['result']
  decisionId: string | null
}
/** A referral that is to be asked. */
export interface PlannedReferral {
  kind: 'RFI' | 'RFS'
  origin: 'officer' | 'data'
  hash: string
  questions: CargoQuestion[]
  method: string | null
  deadline: string | null
}
export type PlannedAnswer = Base & {
  contact: CargoContact | null
  /** A new referral that the answer asks, or the id of an earlier one. */
  referral: PlannedReferral | { id: string } | null
}
export interface Plan {
  answers: PlannedAnswer[]
  /** Referrals that end, with their new state and the message that answered them. */
  ended: { id: string; state: 'answered' | 'withdrawn'; by: string | null }[]
  /** Answers that the new ones replace before they were delivered. */
  replaced: string[]
  /** The consignment is cleared or cancelled, so its master may be cleared too. */
  freesMaster: boolean
}

/** Tests whether people review the consignment: its filers get no answer meanwhile. */
export const isUnderReview = ({ case_state, decision_id }: Standing): boolean =>
  case_state !== null && case_state !== 'closed' && decision_id === null

const manifests: ReadonlySet<string> = new Set(['ffm', 'xffm', 'baplie'])

/**
 * Plans the answers about a consignment that its filers lack. It is pure, does not depend on the order of the events before,
 * and plans no answer again that was sent. While people review the consignment it plans nothing, and drops an AC that did
 * not reach its filer.
 */
export function planAnswers(standing: Standing, contents: AnswerContents): Plan {
  if (isUnderReview(standing)) {
    const dropped = standing.answers.filter(({ result, delivered }) => result === 'AC' && !delivered)
    return { answers: [], ended: [], replaced: dropped.map(({ id }) => id), freesMaster: false }
  }
  const { adverse, act } = standing
  const plan =
    adverse === true
      ? planRefusal(standing, contents)
      : act === 'RFI' || act === 'RFS'
        ? planRequest(standing, contents, act)
        : planClearance(standing, contents)
  const ends = new Set(plan.ended.map(({ id }) => id))
  const replaced = standing.answers.filter(
    (old) => !old.delivered && plan.answers.some((newer) => replaces(newer, old, standing, ends)),
  )
  return { ...plan, replaced: replaced.map(({ id }) => id) }
}

type Planned = Omit<Plan, 'replaced'>

/** Sends a refusal to every filer, again for each of its later messages, and ends the open questions. */
function planRefusal(standing: Standing, { decision, notRefused }: AnswerContents): Planned {
  const event = standing.act === 'hold' ? 'held' : 'do-not-load'
  const answers = filersOf(standing).flatMap((filer) => {
    if (notRefused?.has(filer.senderId) === true) return []
    const last = lastTo(standing, filer.senderId)
    if (last?.decision_id === standing.decision_id && last?.message_id === filer.messageId) return []
    const result = event === 'held' ? ('HOLD' as const) : ('DNL' as const)
    return [{ ...answerTo(standing, filer, event, result), contact: decision?.contact ?? null }]
  })
  return { answers, ended: openReferrals(standing).map(withdrawn), freesMaster: false }
}

/** Sends a request to one filer, and lifts an earlier refusal for all filers. */
function planRequest(standing: Standing, { decision, defects }: AnswerContents, kind: 'RFI' | 'RFS'): Planned {
  const lifted = liftedFor(standing)
  const asked = addressee(standing)
  if (asked === undefined || decision === null) return { answers: lifted, ended: [], freesMaster: false }
  const hash = decision.hashFor(asked.senderId)
  const known = standing.referrals.some(
    (one) =>
      one.decision_id === standing.decision_id ||
      (one.state === 'open' && one.kind === kind && one.question_hash === hash),
  )
  const others = openReferrals(standing).filter(
    (one) => one.origin === 'officer' && one.question_hash !== hash && one.decision_id !== standing.decision_id,
  )
  const { questions, method, deadline } = decision
  const referral = { kind, origin: 'officer' as const, hash, questions, method, deadline }
  return {
    answers: [
      ...lifted,
      ...withdrawalsOf(standing, others),
      ...(known ? [] : [{ ...answerTo(standing, asked, 'referral', kind), referral }]),
    ],
    ended: [...others.map(withdrawn), ...corrected(standing, defects)],
    freesMaster: false,
  }
}

function planClearance(standing: Standing, { defects }: AnswerContents): Planned {
  // A decision clears the version that people saw, and no later one that is defective or incomplete.
  const byDecision = isClearing(standing.act) && isOfNewest(standing)
  const referrals = openReferrals(standing)
  const isCancelled = standing.state === 'cancelled'
  const officers = referrals.filter(({ origin }) => origin === 'officer')
  const ended = byDecision || isCancelled ? referrals.map(withdrawn) : corrected(standing, defects)
  const corrections = byDecision || isCancelled ? [] : correctionsOf(standing, defects)
  // Defects are their filer's own: another one, whose bill describes the goods without any, does not wait for the correction.
  const mustCorrect = (senderId: string) => !byDecision && defects.has(senderId)
  const isClear =
    !isCancelled &&
    (byDecision || officers.length === 0) &&
    standing.houses_clear &&
    standing.compared &&
    (byDecision ||
      (isComplete(standing, defects) && standing.houses_complete && !standing.not_judged && !standing.found))
  const waits = ({ senderId }: PlannedAnswer) => !isClear || mustCorrect(senderId)
  const clearances = [
    ...clearancesOf(standing).filter((one) => !waits(one)),
    ...liftedFor(standing).filter((one) => waits(one)),
  ]
  const withdrawals = byDecision || isCancelled ? withdrawalsOf(standing, officers) : []
  return {
    answers: [...withdrawals, ...clearances, ...corrections],
    ended,
    // A house with a defect keeps its master from clearance, also if another filer sent it.
    freesMaster: (isClear && (byDecision || defects.size === 0)) || isCancelled,
  }
}

/** Tests whether the decision is about the newest version. A message may begin before the decision and be stored after it. */
const isOfNewest = ({ version, version_at, decided_version, decided_at }: Standing): boolean =>
  decided_version === null ? version_at <= (decided_at ?? version_at) : version <= decided_version

/**
 * A consignment is complete if its counterpart is in, and the bills of a filer without defects describe the goods: a manifest
 * names no parties.
 */
const isComplete = ({ state, filings }: Standing, defects: AnswerContents['defects']): boolean =>
  state === 'complete' &&
  filings.some(({ in_force, format, sender_id }) => in_force && !manifests.has(format) && !defects.has(sender_id))

function clearancesOf(standing: Standing): PlannedAnswer[] {
  return filersOf(standing).flatMap((filer) => {
    const last = lastTo(standing, filer.senderId)
    if (last?.result === 'AC' && last.message_id === filer.messageId) return []
    const event = isRefused(standing, filer.senderId) ? 'lifted' : 'assessed'
    return [answerTo(standing, filer, event, 'AC')]
  })
}

/** Notifies filers of the end of a refusal that does not end in an AC. Only a decision ends a refusal. */
function liftedFor(standing: Standing): PlannedAnswer[] {
  if (standing.decision_id === null) return []
  return filersOf(standing)
    .filter(({ senderId }) => isRefused(standing, senderId))
    .map((filer) => answerTo(standing, filer, 'lifted', null))
}

/** A filer is asked once for each set of defects of its own messages. */
function correctionsOf(standing: Standing, defects: AnswerContents['defects']): PlannedAnswer[] {
  return filersOf(standing).flatMap((filer) => {
    const found = defects.get(filer.senderId)
    if (found === undefined) return []
    if (openReferrals(standing).some(({ question_hash }) => question_hash === found.hash)) return []
    const { questions, hash } = found
    const referral = { ...({ kind: 'RFI', origin: 'data', method: null, deadline: null } as const), hash, questions }
    return [{ ...answerTo(standing, filer, 'correction-asked', 'RFI'), referral }]
  })
}

/** Ends a correction once the filer's messages in force no longer have its defects. */
const corrected = (standing: Standing, defects: AnswerContents['defects']): Plan['ended'] =>
  openReferrals(standing)
    .filter(
      ({ origin, sender_id, question_hash }) => origin === 'data' && defects.get(sender_id)?.hash !== question_hash,
    )
    .map(({ id, sender_id }) => ({ id, state: 'answered' as const, by: newestOf(standing, sender_id) }))

/** Notifies a filer of the end of a referral that it got. */
function withdrawalsOf(standing: Standing, referrals: readonly ReferralFact[]): PlannedAnswer[] {
  return referrals.flatMap(({ id, sender_id }) => {
    const wasReleased = standing.answers.some((answer) => answer.referral_id === id && answer.released)
    const filer = filerOf(standing, sender_id)
    if (!wasReleased || filer === undefined) return []
    return [{ ...answerTo(standing, filer, 'referral-withdrawn', null), referral: { id } }]
  })
}

const openReferrals = ({ referrals }: Standing) => referrals.filter(({ state }) => state === 'open')
const withdrawn = ({ id }: ReferralFact) => ({ id, state: 'withdrawn' as const, by: null })

const answerTo = (
  { decision_id: decisionId }: Standing,
  filer: Filer,
  event: PlannedAnswer['event'],
  result: PlannedAnswer['result'],
): PlannedAnswer => ({ ...filer, event, result, decisionId, contact: null, referral: null })

/** Returns the filers on whose messages the consignment rests. After a cancellation, those that were answered before. */
function filersOf(standing: Standing): Filer[] {
  const { filings, answers, filer } = standing
  const inForce = filings.filter(({ in_force }) => in_force)
  const before = new Set([filer, ...answers.map(({ sender_id }) => sender_id)])
  const counted = inForce.length > 0 ? inForce : filings.filter(({ sender_id }) => before.has(sender_id))
  return [...new Set(counted.map(({ sender_id }) => sender_id))].flatMap((id) => filerOf(standing, id) ?? [])
}

function filerOf({ filings }: Standing, senderId: string): Filer | undefined {
  const all = filings.filter(({ sender_id }) => sender_id === senderId)
  const bills = all.filter(({ format }) => !manifests.has(format))
  // A manifest that lists goods again says nothing new about a bill.
  const own = bills.length > 0 ? bills : all
  const newest = own.findLast(({ in_force }) => in_force) ?? own.at(-1)
  if (newest === undefined) return undefined
  return { senderId, messageId: newest.message_id, ownVersion: new Set(own.map(({ message_id }) => message_id)).size }
}

const newestOf = (standing: Standing, senderId: string): string | null => filerOf(standing, senderId)?.messageId ?? null

/** Questions go to the filer that first described the goods. */
function addressee(standing: Standing): Filer | undefined {
  const { filings } = standing
  const isBill = ({ format }: FiledFact) => !manifests.has(format)
  const counted = filings.filter(({ in_force }) => in_force)
  const stated = counted.length > 0 ? counted : filings
  const bills = stated.filter(isBill)
  // An amendment does not move its filer behind another.
  const filers = new Set((bills.length > 0 ? bills : stated).map(({ sender_id }) => sender_id))
  const ofThese = filings.filter(({ sender_id }) => filers.has(sender_id))
  const first = ofThese.find(isBill) ?? ofThese[0]
  return first === undefined ? undefined : filerOf(standing, first.sender_id)
}

const notes: ReadonlySet<string> = new Set(['referral-reminder', 'referral-withdrawn'])
const lastTo = ({ answers }: Standing, senderId: string): SentFact | undefined =>
  answers.find(({ sender_id, event }) => sender_id === senderId && !notes.has(event))

const refusals: ReadonlySet<string> = new Set(['do-not-load', 'held'])
/** Tests whether the last answer to a filer about loading is a refusal. */
function isRefused({ answers }: Standing, senderId: string): boolean {
  const last = answers.find(
    ({ sender_id, event }) =>
      sender_id === senderId && (refusals.has(event) || event === 'lifted' || event === 'assessed'),
  )
  return last !== undefined && refusals.has(last.event)
}

/** Tests whether a new answer takes the place of one that was not delivered yet. */
function replaces(newer: PlannedAnswer, old: SentFact, { referrals }: Standing, ends: ReadonlySet<string>): boolean {
  if (newer.senderId !== old.sender_id) return false
  if (newer.result === 'AC' || newer.result === 'DNL' || newer.result === 'HOLD') return true
  if (newer.event === 'lifted') return refusals.has(old.event)
  const isOpen = referrals.some(({ id, state }) => id === old.referral_id && state === 'open' && !ends.has(id))
  return old.event === 'assessed' || (old.referral_id !== null && !isOpen)
}
