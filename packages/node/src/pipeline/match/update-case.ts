import { isDeepStrictEqual } from 'node:util'
import type { CasePart, Party } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { nextVersion } from '../cases/case-parts.ts'
import type { CaseBody, CaseFile, HitRow } from '../cases/case-record.ts'
import { distinct } from '../cases/reasons.ts'
import { caseClasses } from '../cases/record-classes.ts'
import { type ComparedSubject, type FoundHit, makerOf } from '../gateway/compared-subject.ts'
import type { AppliedHits, CaseChange } from '../gateway/pipeline-steps.ts'
import type { ApplyContext } from './apply-hits.ts'
import { caseBody, hitColumns, insertHits, rankColumns, rankOf, rankWritten, strongestOf } from './open-case.ts'

interface ExistingCase {
  row: CaseFile
  body: CaseBody
  hits: HitRow[]
  /** Hits on earlier data that nothing supports any more (see `unsupportedHits`). */
  ended: ReadonlySet<string>
}

/** Updates a locked case to the hits of this comparison. Returns null if nothing changed. */
export async function updateCase(
  tx: Tx,
  context: ApplyContext,
  existing: ExistingCase,
  subject: ComparedSubject,
): Promise<AppliedHits | null> {
  const { row } = existing
  const plan = planHits(context, existing, subject)
  const hitsChanged = plan.added.length + plan.renewed.length + plan.withdrawn.length > 0
  const due = isPutFirst(row) ? row.due_at : subject.context.dueAt
  const dueChanged = (due?.getTime() ?? null) !== (row.due_at?.getTime() ?? null)
  const subjectChanged = subject.context.subject.recordVersion > existing.body.subject.recordVersion
  const clocks = clocksOf(row, subject)
  if (!hitsChanged && !dueChanged && !subjectChanged) {
    if (clocks !== null) await tx.db.updateTable('case_file').set(clocks).where('id', '=', row.id).execute()
    return null
  }

  const law = { ...row, ...clocks }
  insertHits(tx, law, plan.added)
  for (const { row: hit, found } of plan.renewed) {
    const renewed = tx.db
      .updateTable('hit')
      .set(hitColumns(tx, hit.id, found, law))
      .where('id', '=', hit.id)
    tx.later(renewed)
  }
  if (plan.withdrawn.length > 0) {
    const ids = plan.withdrawn.map((hit) => hit.id)
    await tx.db.updateTable('hit').set({ withdrawn_at: tx.now }).where('id', 'in', ids).execute()
  }

  const { change, state } = await changeState(tx, row, plan)
  const found = [...plan.added, ...plan.renewed.map((hit) => hit.found)]
  const live = [...plan.kept, ...found.map(rankColumns)]
  // A case without live hits keeps its rank, because people still have to review why its hits ended.
  const rank = rankOf(live.length > 0 ? live : [row])
  const body =
    live.length > 0
      ? mergedBody(context, existing, subject, plan)
      : { ...existing.body, subject: freshSubject(existing, subject) }
  const parts = changedParts(existing, subject, plan, { due: dueChanged, state: state !== row.state })
  const next = nextVersion(row, parts)
  const sealed = tx.seal(row.id, body, caseClasses, law)
  // Masked columns were not decrypted, so they are not written: an unmasking that the law allows still finds them.
  const masked = row.mask_at !== null && row.mask_at <= tx.now
  const columns = masked && !subject.comparable ? { b: sealed.b } : sealed
  await tx.db
    .updateTable('case_file')
    .set({ ...rankWritten(rank), ...columns, ...clocks, due_at: due, context_id: subject.context.contextId, ...next })
    .where('id', '=', row.id)
    .execute()
  const details = {
    added: plan.added.length,
    changed: plan.renewed.length,
    withdrawn: plan.withdrawn.length,
    cause: context.cause,
    became: change,
    ...(plan.ruleEnded ? { ruleEnded: true } : {}),
  }
  if (hitsChanged) await tx.log({ type: 'signal.match', ref: `case:${row.id}`, count: 1, details })
  await tx.announce('case.changed', row.id, next.version, parts)
  const hitsReevaluated = plan.added.length + plan.renewed.length + plan.withdrawn.length
  return { subjectId: row.subject_id, caseId: row.id, change, hitsReevaluated }
}

/**
 * Returns whether the case was put first in the queue (see `reopenForCause`). A new version of the subject must not move it back
 * before people decide.
 */
const isPutFirst = ({ state, due_at: due, put_first_at: at }: CaseFile): boolean =>
  due !== null && due.getTime() === at?.getTime() && state !== 'decided' && state !== 'closed'

/** Returns the retention times of the record if they changed. A case lives exactly as long as the record of its subject. */
function clocksOf(
  row: CaseFile,
  { comparable, context }: ComparedSubject,
): Pick<CaseFile, 'received_at' | 'mask_at' | 'delete_at'> | null {
  const { received_at, mask_at, delete_at } = context.row
  const same =
    delete_at.getTime() === row.delete_at.getTime() && (mask_at?.getTime() ?? null) === (row.mask_at?.getTime() ?? null)
  return same || !comparable ? null : { received_at, mask_at, delete_at }
}

interface Plan {
  kept: HitRow[]
  added: FoundHit[]
  renewed: { row: HitRow; found: FoundHit }[]
  withdrawn: HitRow[]
  /** Whether one of the withdrawn hits was made by a version of a rule that is in force no more. */
  ruleEnded: boolean
  /** Whether a hit of a rule on earlier data was withdrawn: the sender changed the data that the rule met. */
  hidden: boolean
}

function planHits(context: ApplyContext, { hits: rows, ended }: ExistingCase, subject: ComparedSubject): Plan {
  const found = new Map(subject.hits.map((hit) => [`${hit.party} ${makerOf(hit)}`, hit]))
  const plan: Plan = { kept: [], added: [], renewed: [], withdrawn: [], ruleEnded: false, hidden: false }
  for (const row of rows) {
    const key = `${row.party} ${makerOf(row)}`
    const hit = found.get(key)
    found.delete(key)
    const wasLive = row.withdrawn_at === null
    const signalId = row.signal_id
    // Signals were compared, so a rule was asked only if everything was.
    const mayAsk = context.stopped?.has(makerOf(row)) !== true
    const asked = mayAsk && (context.only === undefined || (signalId !== null && context.only.has(signalId)))
    if (hit === undefined) {
      const isUnreadable = signalId !== null && subject.isUnreadable?.(signalId) === true
      // A masked record can meet no rule any more; its hits of rules in force stay.
      const mayStay = signalId === null ? isRuleInForce(subject, row) : subject.isUsable?.(signalId) === true
      const isOfEarlierData = (row.subject_version ?? 0) < subject.context.subject.recordVersion
      const outlivesData = context.keepsHits === true && isOfEarlierData
      const isCleared = subject.cleared?.has(key) === true
      const staysWithout = (!subject.comparable || outlivesData) && mayStay && !ended.has(row.id)
      const remains = !isCleared && (!asked || isUnreadable || staysWithout)
      if (!wasLive) continue
      if (remains) plan.kept.push(row)
      else {
        plan.withdrawn.push(row)
        plan.ruleEnded ||= signalId === null && !isRuleInForce(subject, row)
        plan.hidden ||= signalId === null && outlivesData
      }
      continue
    }
    // A subject that left the traffic gets no new hits; its existing ones are kept unchanged.
    const moved = !wasLive || isOtherVersion(row, hit) || (hit.signal !== null && hasOtherEvidence(row, hit))
    if (wasLive && (!moved || subject.context.removed)) plan.kept.push(row)
    else if (!subject.context.removed) plan.renewed.push({ row, found: hit })
  }
  if (!subject.context.removed) plan.added.push(...found.values())
  return plan
}

const isRuleInForce = (
  { isRuleInForce: inForce }: ComparedSubject,
  { rule_id: id, rule_version: version }: HitRow,
): boolean => inForce === undefined || inForce({ id: id ?? '', version: version ?? 0 })

const isOtherVersion = (row: HitRow, hit: FoundHit): boolean =>
  hit.signal === null ? row.rule_version !== hit.rule.version : row.signal_version !== hit.signal.version

/** Returns whether the evidence of a hit changed. The score is near its limit for strong evidence, so it does not show every change. */
const hasOtherEvidence = (row: HitRow, hit: FoundHit): boolean =>
  Math.abs(row.score - hit.score) > 1e-5 ||
  Math.abs(row.strength - hit.strength.value) > 1e-3 ||
  row.band !== hit.strength.band ||
  !isDeepStrictEqual(row.cells, hit.cells)

/**
 * Changes the case's state after its hits changed, and returns the new state. Nothing here makes the outcome worse for the person: a decision that lost
 * its support, or that a new signal questions, returns to review, and the sender receives "further check" meanwhile.
 */
async function changeState(tx: Tx, row: CaseFile, plan: Plan): Promise<{ change: CaseChange; state: string }> {
  const none = plan.kept.length + plan.added.length + plan.renewed.length === 0
  const fresh = plan.added.length > 0 || plan.renewed.some((hit) => hit.row.withdrawn_at !== null)
  const unchanged = { change: 'changed' as const, state: row.state }
  if (row.state === 'closed') {
    if (!fresh) return unchanged
    await setState(tx, row.id, 'open')
    return { change: 'changed', state: 'open' }
  }
  if (row.state === 'decided') {
    const decision = await tx.db
      .selectFrom('decision as d')
      .innerJoin('proposal as p', 'p.id', 'd.proposal_id')
      .select(['d.id', 'd.outcome', 'p.hits'])
      .where('d.case_id', '=', row.id)
      .where('d.reopened_at', 'is', null)
      .executeTakeFirst()
    if (decision === undefined) return unchanged
    const stopped = decision.outcome === 'adverse' || decision.outcome === 'further-check'
    const unsupported = (none && plan.withdrawn.length > 0) || lostItsHits(plan, decision.hits)
    if (!(unsupported && stopped) && !(fresh && decision.outcome !== 'adverse')) return unchanged
    await tx.db.updateTable('decision').set({ reopened_at: tx.now }).where('id', '=', decision.id).execute()
    await tx.db
      .updateTable('case_file')
      .set({ state: 'in-review', assigned_to: null })
      .where('id', '=', row.id)
      .execute()
    const details = { cause: unsupported && stopped ? 'hits-fell-away' : 'new-hit' }
    await tx.log({ type: 'decision.reverse', ref: `case:${row.id}`, count: 1, details })
    return { change: 'reopened', state: 'in-review' }
  }
  const asked = await tx.db
    .selectFrom('proposal')
    .select(['id', 'hits'])
    .where('case_id', '=', row.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  const gone = none && plan.withdrawn.length > 0
  let { state } = row
  if (asked !== undefined && (gone || lostItsHits(plan, asked.hits))) {
    // The first person's proposal can no longer be confirmed.
    await tx.db.updateTable('proposal').set({ state: 'disagreed' }).where('id', '=', asked.id).execute()
    state = 'in-review'
  }
  if (!gone) {
    if (state !== row.state) await setState(tx, row.id, state)
    return { change: 'changed', state }
  }
  const reopened = await tx.db.selectFrom('decision').select('id').where('case_id', '=', row.id).executeTakeFirst()
  // Only people close a case that was decided, one that they work on when its rule ends, and one whose sender changed the
  // data that the rule met: an end of a rule says nothing about the subject.
  const isTaken = row.state === 'in-review' || row.state === 'awaiting-second'
  const isForPeople = reopened !== undefined || plan.hidden || (plan.ruleEnded && isTaken)
  state = isForPeople ? 'in-review' : 'closed'
  await setState(tx, row.id, state)
  return { change: state === 'closed' ? 'closed' : 'changed', state }
}

/** Details of a person that no comparison of this node uses by itself. A hit that rests on one changes the evidence. */
const quietKinds: ReadonlySet<string> = new Set(['phone', 'email', 'address', 'card', 'locator', 'frequent-flyer'])

/**
 * Lists the parts of a case that this comparison changed. A change of a record is quiet unless it concerns compared details of
 * a party, or a hit.
 */
function changedParts(
  { body }: ExistingCase,
  { comparable, context }: ComparedSubject,
  plan: Plan,
  { due, state }: { due: boolean; state: boolean },
): CasePart[] {
  const otherSignal = plan.renewed.filter(({ row: hit, found }) => isOtherVersion(hit, found))
  const isEvidence =
    plan.added.length + plan.withdrawn.length > 0 ||
    plan.renewed.some(({ row: hit, found }) => hit.withdrawn_at !== null || hasOtherEvidence(hit, found))
  const isPerson = comparable && comparedDetails(context.subject.parties) !== comparedDetails(body.subject.parties)
  const isRecord = context.subject.recordVersion > body.subject.recordVersion
  return [
    ...(isEvidence ? (['evidence'] as const) : []),
    ...(otherSignal.length > 0 ? (['signal'] as const) : []),
    ...(isPerson ? (['person'] as const) : []),
    ...(isRecord ? (['record'] as const) : []),
    ...(due ? (['due'] as const) : []),
    ...(state ? (['state'] as const) : []),
  ]
}

/** Returns the compared details of the parties as one text. Their order and their place in the record do not count. */
const comparedDetails = (parties: readonly Party[]): string =>
  parties
    .flatMap(({ id, role, kind, selectors }) => [
      `${id}\0${role}\0${kind}`,
      ...selectors
        .filter((selector) => !quietKinds.has(selector.kind))
        .map((selector) => [id, selector.kind, selector.value, selector.issuer].join('\0')),
    ])
    .sort()
    .join('\u0001')

/** Returns whether every hit that a person named is gone. Hits that nobody named may remain. */
function lostItsHits(plan: Plan, named: readonly string[]): boolean {
  const remaining = new Set([...plan.kept, ...plan.renewed.map((hit) => hit.row)].map((hit) => hit.id))
  return plan.withdrawn.some((hit) => named.includes(hit.id)) && !named.some((id) => remaining.has(id))
}

async function setState(tx: Tx, id: string, state: string): Promise<void> {
  await tx.db.updateTable('case_file').set({ state }).where('id', '=', id).execute()
}

function mergedBody(context: ApplyContext, existing: ExistingCase, subject: ComparedSubject, plan: Plan): CaseBody {
  const fresh = caseBody(context, subject)
  const isPart = context.only !== undefined || (context.stopped?.size ?? 0) > 0
  const mayKeep = isPart || context.keepsHits === true
  const keepOld = subject.hits.length === 0 || (mayKeep && plan.kept.length > 0)
  if (!keepOld) return fresh
  // Only some signals or data were compared, so the sentences about all other hits still apply.
  const best = Math.max(Number.NEGATIVE_INFINITY, ...plan.kept.map((hit) => hit.strength))
  const strongest = strongestOf(subject.hits)
  const closer = strongest !== undefined && strongest.strength.value > best
  return {
    subject: freshSubject(existing, subject),
    because: closer ? [...fresh.because.slice(0, 1), ...existing.body.because.slice(0, 1)] : existing.body.because,
    otherExplanations: distinct([
      ...existing.body.otherExplanations,
      ...(subject.hits.length > 0 ? fresh.otherExplanations : []),
    ]),
    otherScript: subject.context.otherScript ?? existing.body.otherScript,
    signalFrom: closer ? fresh.signalFrom : existing.body.signalFrom,
  }
}

const freshSubject = (existing: ExistingCase, subject: ComparedSubject): CaseBody['subject'] =>
  subject.comparable ? subject.context.subject : existing.body.subject
