import { asCount, asText, oneOf, type Search } from '../../../app/search.ts'

export const flightsSearch = (search: Search) => ({
  day: asText(search, 'day'),
  state: oneOf(search, 'state', ['expected', 'incomplete', 'check', 'complete', 'late', 'closed', 'cancelled']),
  carrier: asText(search, 'carrier'),
  sel: asText(search, 'sel'),
})
export const messagesSearch = (search: Search) => ({
  status: oneOf(search, 'status', ['received', 'read', 'partly-read', 'quarantined']),
  sender: asText(search, 'sender'),
  sel: asText(search, 'sel'),
})
export const messageSearch = (search: Search) => ({
  view: oneOf(search, 'view', ['raw', 'read', 'answer']),
  segment: asCount(search, 'segment'),
  case: asText(search, 'case'),
})
