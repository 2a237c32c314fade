import { asText, oneOf, type Search } from '../../../app/search.ts'

/** The queue of uploads: how it is listed, and its filters. */
export const uploadsSearch = (search: Search) => ({
  view: oneOf(search, 'view', ['tiles', 'list']),
  with: oneOf(search, 'with', ['all', 'me', 'none']),
  incident: asText(search, 'incident'),
  label: asText(search, 'label'),
  sel: asText(search, 'sel'),
})

/** Items that are added for an incident. */
export const addItemsSearch = (search: Search) => ({ incident: asText(search, 'incident') })
