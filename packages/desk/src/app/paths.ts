import { addressOf } from './api.ts'

type Search = Record<string, string | number | null | undefined>

/** Addresses of pages. No name, number or free text ever stands in one: only ids and filters. */
export const paths = {
  signIn: (to?: string) => addressOf('/sign-in', { to }),
  queue: (search: Search = {}) => addressOf('/queue', search),
  second: () => '/second',
  case: (id: string, search: Search = {}) => addressOf(`/cases/${id}`, search),
  casePrint: (id: string) => `/cases/${id}/print`,
  flights: (search: Search = {}) => addressOf('/flights', search),
  flight: (key: string) => `/flights/${encodeURIComponent(key)}`,
  messages: (search: Search = {}) => addressOf('/messages', search),
  message: (id: string, search: Search = {}) => addressOf(`/messages/${id}`, search),
  record: (id: string) => `/records/${id}`,
  signals: (search: Search = {}) => addressOf('/signals', search),
  signal: (id: string) => `/signals/${id}`,
  signalNew: (search: Search = {}) => addressOf('/signals/new', search),
  signalEdit: (id: string) => `/signals/${id}/edit`,
  signalLists: () => '/signals/lists',
  signalListNew: () => '/signals/lists/new',
  signalList: (id: string) => `/signals/lists/${id}`,
  signalImport: (id: string, search: Search = {}) => addressOf(`/signals/import/${id}`, search),
  oversight: (search: Search = {}) => addressOf('/oversight', search),
  oversightLog: (search: Search = {}) => addressOf('/oversight/log', search),
  oversightOverdue: () => '/oversight/overdue',
  oversightAccounts: () => '/oversight/accounts',
  admin: () => '/admin',
  adminAccount: (id: string) => `/admin/accounts/${id}`,
  adminSenders: () => '/admin/senders',
  adminSender: (id: string) => `/admin/senders/${id}`,
  adminRegimes: () => '/admin/regimes',
  team: () => '/team',
  log: (search: Search = {}) => addressOf('/log', search),
  me: () => '/me',
  find: (id: string) => addressOf('/find', { find: id }),
}
