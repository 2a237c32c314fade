import type { CargoLane } from '@entente/contracts'
import type { ComparedSubject } from '../../../pipeline/gateway/compared-subject.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { chooseLane } from '../select/choose-lane.ts'
import type { DayDraws } from '../select/draw.ts'
import { addCounts, type CountChange } from '../select/lane-counts.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import { type Assessing, assessingOf } from './assessing.ts'
import { readBefore } from './read-before.ts'
import { selectFirst } from './select-first.ts'
import { storeAssessments } from './store-assessments.ts'

type Compared = ComparedSubject<CargoSubject>

/** An assessment that was stored. */
export interface AssessedConsignment {
  assessmentId: string
  subject: CargoSubject
  lane: CargoLane
  selectedBy: string[]
  /** The lanes of the rules that selected it. */
  lanes: Assessing['lanes']
  /** Its selection without suspicion (random, exploration, expected rate), also if an earlier assessment made it. */
  selection: Assessing['selection']
  /** The lane before this assessment; null if it is the first one. */
  laneBefore: CargoLane | null
}

/** Runs in the transaction of the assessments, after they are stored. */
export type AfterAssessment = (tx: Tx, assessed: readonly AssessedConsignment[]) => Promise<void>

/**
 * Returns the step that assesses compared consignments at the end of their transaction: selection, a row for each version or
 * each changed outcome, lane counts. Five statements for any number of consignments, and three more where one is promoted. The
 * first assessment of a consignment decides about its draw; later ones keep it, so no amendment draws anew. Masked and
 * cancelled consignments are not assessed.
 */
export const assessConsignments =
  (draws: DayDraws, after: readonly AfterAssessment[] = []) =>
  async (tx: Tx, compared: readonly Compared[]): Promise<void> => {
    const found = compared.filter(({ context }) => context.value !== null && !context.removed)
    if (found.length === 0) return
    // The last step, so that other transactions wait for its locks as briefly as possible.
    tx.lastly(async () => {
      const assessed = await assess(tx, draws, found)
      if (assessed.length > 0) for (const step of after) await step(tx, assessed)
    })
  }

async function assess(tx: Tx, draws: DayDraws, compared: readonly Compared[]): Promise<AssessedConsignment[]> {
  const ids = compared.map(({ context }) => context.subject.id)
  const befores = await readBefore(tx, ids)
  const assessing = compared.flatMap((one) => {
    const before = befores.get(one.context.subject.id)
    return before === undefined ? [] : (assessingOf(tx, one, before) ?? [])
  })
  if (assessing.length === 0) return []
  await selectFirst(tx, draws, assessing)
  for (const one of assessing) Object.assign(one, chooseLane(one.criteria, one.selection, one.selectionLane, one.score))
  const stored = await storeAssessments(tx, assessing)
  const changes = stored.flatMap(({ one }) => countsOf(one))
  if (changes.length > 0) tx.later(addCounts(changes))
  return stored.map(({ one, id }) => ({
    ...{ assessmentId: id, subject: one.context, lane: one.lane, selectedBy: one.selectedBy },
    ...{ lanes: one.lanes, selection: one.selection },
    laneBefore: one.before.last?.lane ?? null,
  }))
}

/** Returns how the counts of the day change: a consignment counts once, in the lane of its newest assessment. */
function countsOf({ before: { last }, day, lane, stratum, drawn, selection }: Assessing): CountChange[] {
  if (last === null) {
    const selected = selection === 'random' || selection === 'exploration'
    return [{ ...{ day, lane, stratum, count: 1 }, drawn: Number(drawn), selected: Number(selected) }]
  }
  if (last.lane === lane) return []
  const moved = { day: last.day, stratum: last.stratum, drawn: 0, selected: 0 }
  return [
    { ...moved, lane: last.lane, count: -1 },
    { ...moved, lane, count: 1 },
  ]
}
