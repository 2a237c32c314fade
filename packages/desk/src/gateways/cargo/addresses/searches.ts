import type { CargoLane } from '@entente/contracts'
import { asText, oneOf, type Search } from '../../../app/search.ts'

/** The states of the data of a consignment, by which the list can be filtered. */
export const dataStates = ['complete', 'partial', 'cancelled', 'closed'] as const
/** The means of transport, as the readers name them. */
export const modes = ['air', 'sea', 'road', 'rail', 'inland-waterway', 'mail', 'multimodal', 'fixed'] as const

/** The lanes of assessed goods. */
export const lanes = ['red', 'yellow', 'blue', 'green'] as const satisfies readonly CargoLane[]

export const consignmentsSearch = (search: Search) => ({
  status: oneOf(search, 'status', dataStates),
  mode: oneOf(search, 'mode', modes),
  filer: asText(search, 'filer'),
  lane: oneOf(search, 'lane', lanes),
  sel: asText(search, 'sel'),
})

/** The version of a table, of which 0 is that of the release, or of a rule. */
export const versionSearch = (search: Search) => {
  const version = Number(asText(search, 'version') ?? Number.NaN)
  return { version: Number.isInteger(version) && version >= 0 ? version : undefined }
}
/** The groups by which the list of rules can be filtered. */
export const ruleGroups = ['waits', 'active', 'draft', 'ended', 'built-in'] as const
export const rulesSearch = (search: Search) => ({
  group: oneOf(search, 'group', ruleGroups),
  sel: asText(search, 'sel'),
})
/** The lanes and the states of inspection orders. */
export const inspectionLanes = ['red', 'yellow', 'blue'] as const
export const inspectionStates = ['open', 'awaiting-second', 'closed'] as const
/** The states by which the list can be filtered. Without a choice it shows what is to be inspected. */
const shownStates = [...inspectionStates, 'all'] as const

export const inspectionsSearch = (search: Search) => ({
  day: asText(search, 'day'),
  place: asText(search, 'place'),
  lane: oneOf(search, 'lane', inspectionLanes),
  state: oneOf(search, 'state', shownStates) ?? 'open',
})

/** The byte to show, and the page from which the message was opened. */
export const cargoMessageSearch = (search: Search) => {
  const byte = Number(asText(search, 'byte') ?? Number.NaN)
  return {
    byte: Number.isInteger(byte) && byte >= 0 ? byte : undefined,
    consignment: asText(search, 'consignment'),
    case: asText(search, 'case'),
  }
}

/** A day of the capacity, such as `2026-11-24`. */
export const capacitySearch = (search: Search) => ({ day: asText(search, 'day') })
