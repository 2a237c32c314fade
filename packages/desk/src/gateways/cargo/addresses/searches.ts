import { asText, oneOf, type Search } from '../../../app/search.ts'

/** The states of the data of a consignment, by which the list can be filtered. */
export const dataStates = ['complete', 'partial', 'cancelled'] as const
/** The means of transport, as the readers name them. */
export const modes = ['air', 'sea', 'road', 'rail', 'inland-waterway', 'mail', 'multimodal', 'fixed'] as const

export const consignmentsSearch = (search: Search) => ({
  status: oneOf(search, 'status', dataStates),
  mode: oneOf(search, 'mode', modes),
  filer: asText(search, 'filer'),
  sel: asText(search, 'sel'),
})
