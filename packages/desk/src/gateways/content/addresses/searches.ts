import { asText, oneOf, type Search } from '../../../app/search.ts'

/** Search parameters of the queue of uploads: its view and its filters. */
export const uploadsSearch = (search: Search) => ({
  view: oneOf(search, 'view', ['tiles', 'list']),
  with: oneOf(search, 'with', ['all', 'me', 'none']),
  incident: asText(search, 'incident'),
  label: asText(search, 'label'),
  sel: asText(search, 'sel'),
})

/** Search parameters of the page that adds items: the incident that they belong to. */
export const addItemsSearch = (search: Search) => ({ incident: asText(search, 'incident') })
