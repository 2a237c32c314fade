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
 * each changed outcome, lane counts. Five statements for any number of consignments, three more where one is promoted, and as many
 * again where another transaction assessed one of them at the same time. The
 * first assessment that meets no criterion decides about the draw of a consignment; later ones keep it, so no amendment draws anew. Masked and
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

/** Each further pass needs another transaction that assessed the same consignment in between. */
const mostPasses = 10

/**
 * Assesses consignments. Another transaction may assess one of them at the same time. The later transaction begins again with the
 * assessment of the earlier one, so that no version stays without one.
 */
async function assess(tx: Tx, draws: DayDraws, compared: readonly Compared[]): Promise<AssessedConsignment[]> {
  const assessed: AssessedConsignment[] = []
  // The counts of all passes are added at the end of the transaction, because another one may need their rows.
  const counted: CountChange[] = []
  let left = compared
  for (let pass = 0; left.length > 0; pass += 1) {
    if (pass >= mostPasses) throw new Error('other transactions assess the same consignments without end')
    const once = await assessOnce(tx, draws, left, counted)
    assessed.push(...once.stored)
    counted.push(...once.changes)
    left = left.filter(({ context }) => once.overtaken.has(context.subject.id))
  }
  if (counted.length > 0) tx.later(addCounts(counted))
  return assessed
}

async function assessOnce(
  tx: Tx,
  draws: DayDraws,
  compared: readonly Compared[],
  counted: readonly CountChange[],
): Promise<{ stored: AssessedConsignment[]; overtaken: ReadonlySet<string>; changes: CountChange[] }> {
  const ids = compared.map(({ context }) => context.subject.id)
  const befores = await readBefore(tx, ids)
  const assessing = compared.flatMap((one) => {
    const before = befores.get(one.context.subject.id)
    // A job that compared an older version comes too late: the newer one is assessed.
    const isLate = (before?.last?.version ?? 0) > one.context.version
    return before === undefined || isLate ? [] : (assessingOf(tx, one, before) ?? [])
  })
  if (assessing.length === 0) return { stored: [], overtaken: new Set(), changes: [] }
  await selectFirst(tx, draws, assessing, counted)
  for (const one of assessing) Object.assign(one, chooseLane(one.criteria, one.selection, one.selectionLane, one.score))
  const { stored, overtaken } = await storeAssessments(tx, assessing)
  return {
    changes: stored.flatMap(({ one }) => countsOf(one)),
    stored: stored.map(({ one, id }) => ({
      ...{ assessmentId: id, subject: one.context, lane: one.lane, selectedBy: one.selectedBy },
      ...{ lanes: one.lanes, selection: one.selection },
      laneBefore: one.before.last?.lane ?? null,
    })),
    overtaken,
  }
}

/** Returns how the counts of the day change: a consignment counts once, in the lane of its newest assessment. */
function countsOf({ before: { last }, day, lane, stratum, drawn, selection, takesTurn }: Assessing): CountChange[] {
  const isSelected = takesTurn && (selection === 'random' || selection === 'exploration')
  const own = { day, stratum, lane, drawn: Number(drawn), selected: Number(isSelected) }
  if (last === null) return [{ ...own, count: 1 }]
  if (last.lane === lane) return drawn ? [{ ...own, count: 0 }] : []
  return [
    { day, stratum, lane: last.lane, count: -1, drawn: 0, selected: 0 },
    { ...own, count: 1 },
  ]
}
