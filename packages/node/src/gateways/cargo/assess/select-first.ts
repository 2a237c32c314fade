import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { DayDraw, DayDraws } from '../select/draw.ts'
import { type CountChange, type DayState, lockPromotions, readDays } from '../select/lane-counts.ts'
import { ratesOf, ratesWithoutCommitment } from '../select/rates-of-day.ts'
import { decideShares, lockRuns, type SharedHit, storeRuns } from '../select/rule-shares.ts'
import { type Selection, selectLanes } from '../select/select-lanes.ts'
import { type Assessing, addLanes } from './assessing.ts'

/** The draw of a consignment that is not drawn: never selected. */
const noDraw = 1

/**
 * Decides which rules with a share select each consignment, and gives the consignments that no criterion selects their random,
 * exploration and rate selection, once: at the first assessment that leaves them to the draw. The day is that of the first receipt. Consignments that were received before the
 * commitment of their day are not drawn, and neither is any if the key does not fit the commitment. `counted` are changes of the counts
 * that this transaction has yet to store.
 */
export async function selectFirst(
  tx: Tx,
  draws: DayDraws,
  assessing: readonly Assessing[],
  counted: readonly CountChange[],
): Promise<void> {
  const daysNow = (days: readonly string[]) => readDays(tx, days, counted)
  const days = await daysNow(assessing.map(({ day }) => day))
  for (const one of assessing) one.isDrawable = isDrawable(days.get(one.day), draws, one)
  await decideLanes(tx, draws, assessing)
  const first = assessing.filter(({ takesTurn }) => takesTurn)
  if (first.length === 0) return
  const selected = selectDays(first, days, draws)
  if (!isPromoting(selected)) return keep(selected)
  // Others may have promoted since: their counts are read again, one transaction after the other.
  const promoting = [...days.keys()].filter((day) => isPromoting(selected.filter(({ one }) => one.day === day)))
  await lockPromotions(tx, promoting)
  keep(selectDays(first, await daysNow([...days.keys()]), draws))
}

function isDrawable(state: DayState | undefined, draws: DayDraws, { day, context }: Assessing): boolean {
  const committed = state?.committed ?? null
  return (
    committed !== null &&
    context.row.first_received_at >= committed.since &&
    draws.of(day).commitment === committed.commitment
  )
}

/** Adds the lanes of rules. A rule with a share decides once about a consignment. */
async function decideLanes(tx: Tx, draws: DayDraws, assessing: readonly Assessing[]): Promise<void> {
  const shared: (SharedHit & { one: Assessing; ruleVersion: number })[] = []
  for (const one of assessing) {
    const lanes = one.context.assessed.lanes.filter(({ selectShare }) => selectShare !== null)
    if (lanes.length > 0) one.shares = one.before.open(tx)?.inputs.shares ?? []
    for (const { ruleId, ruleVersion, selectShare, mostUnselected } of lanes) {
      if (selectShare === null || one.shares.some((known) => known.ruleId === ruleId)) continue
      const draw = one.isDrawable ? draws.of(one.day) : null
      shared.push({ one, ruleVersion, ruleId, key: one.key, share: selectShare, mostUnselected, draw })
    }
  }
  if (shared.length > 0) {
    const ruleIds = shared.map(({ ruleId }) => ruleId)
    const { selected, unselected } = decideShares(shared, await lockRuns(tx, ruleIds))
    for (const [place, { one, ruleId, ruleVersion }] of shared.entries())
      one.shares = [...one.shares, { ruleId, ruleVersion, selected: selected[place] ?? true }]
    // The rows are locked already, and a further pass reads them.
    await storeRuns(unselected).execute(tx.db)
  }
  for (const one of assessing) {
    const decided = new Map(one.shares.map(({ ruleId, selected }) => [ruleId, selected]))
    addLanes(one, (ruleId) => decided.get(ruleId) ?? true)
  }
}

type Selected = { one: Assessing; selection: Selection }[]

function selectDays(first: readonly Assessing[], days: ReadonlyMap<string, DayState>, draws: DayDraws): Selected {
  return [...days.values()].flatMap((state) => {
    const own = first.filter(({ day }) => day === state.day)
    if (own.length === 0) return []
    const candidates = own.map(({ key, stratum, criteria: { lane }, score }) => ({ key, stratum, lane, score }))
    const rates = ratesOf(state.rates ?? ratesWithoutCommitment)
    const counts = { ...state.counts }
    // They count in the lane of the criterion that they no longer meet.
    for (const { before } of own) if (before.last !== null) counts[before.last.lane] -= 1
    const { selections } = selectLanes(candidates, rates, counts, drawOf(own, draws.of(state.day)))
    return own.map((one, place) => ({ one, selection: selections[place] as Selection }))
  })
}

/** Returns the draw of a day in which only those that may be drawn can be selected. */
function drawOf(own: readonly Assessing[], draw: DayDraw): DayDraw {
  const drawable = new Set(own.filter((one) => one.isDrawable).map(({ key }) => key))
  return {
    ...draw,
    random: (key) => (drawable.has(key) ? draw.random(key) : noDraw),
    explore: (key) => (drawable.has(key) ? draw.explore(key) : noDraw),
  }
}

const isPromoting = (selected: Selected): boolean =>
  selected.some(({ selection: { by } }) => by === 'exploration' || by === 'expected-rate')

function keep(selected: Selected): void {
  for (const { one, selection } of selected) {
    const isFree = selection.by !== null && selection.by !== 'criteria'
    one.drawn = one.isDrawable && selection.by !== 'criteria'
    one.selection = isFree ? (selection.by as Assessing['selection']) : null
    one.selectionLane = isFree ? selection.lane : null
  }
}
