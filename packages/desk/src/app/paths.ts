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
  signalImport: (id: string) => `/signals/import/${id}`,
  oversight: () => '/oversight',
  admin: () => '/admin',
  log: () => '/log',
  me: () => '/me',
  find: (id: string) => addressOf('/find', { find: id }),
}
