import type { CargoLane, SelectedBy } from '@entente/contracts'
import { lanes } from './select-lanes.ts'

/** A selection without suspicion: it orders an inspection and opens no case. */
export type FreeSelection = 'random' | 'exploration' | 'expected-rate'

type Cause = Extract<SelectedBy, 'rule' | 'watchlist' | 'table'>
/** Criteria that a consignment meets, with the lane that they give. */
export interface Criteria {
  causes: Cause[]
  lane: CargoLane
}

export const noCriteria: Criteria = { causes: [], lane: 'green' }

/** A hit that opens a case, or an open case, asks for a look at the documents until an officer decides. */
export const laneOfCase: CargoLane = 'yellow'

/** Returns the lane with precedence: red, yellow, blue, green. */
export const strongest = (...given: readonly CargoLane[]): CargoLane =>
  lanes.find((lane) => given.includes(lane)) ?? 'green'

/** Joins criteria. The causes are in the order of the contract, each once. */
export function joinCriteria(...all: readonly Criteria[]): Criteria {
  const order: readonly Cause[] = ['rule', 'watchlist', 'table']
  return {
    causes: order.filter((cause) => all.some(({ causes }) => causes.includes(cause))),
    lane: strongest(...all.map(({ lane }) => lane)),
  }
}

/** Returns the lane of a consignment and its reasons, from its criteria and from the selection without suspicion. */
export function chooseLane(
  criteria: Criteria,
  selection: FreeSelection | null,
  selectionLane: CargoLane | null,
  score: number | null,
): { lane: CargoLane; selectedBy: SelectedBy[] } {
  const free: SelectedBy[] =
    selection === null ? [] : selection === 'expected-rate' && score !== null ? [selection, 'model'] : [selection]
  return { lane: strongest(criteria.lane, selectionLane ?? 'green'), selectedBy: [...criteria.causes, ...free] }
}
