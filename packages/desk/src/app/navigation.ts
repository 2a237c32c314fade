import type { Purpose, Role } from '@entente/contracts'
import type { IconName } from '../parts/icon.tsx'
import { paths } from './paths.ts'

/** What the node counts for the navigation: what needs a person, not totals. `GET /v1/badges`. */
export interface Badges {
  queue: number
  content: number
  second: number
  flightsLate: number
  messagesHeld: number
}
export type PageName =
  | 'queue'
  | 'second'
  | 'content'
  | 'flights'
  | 'messages'
  | 'signals'
  | 'banks'
  | 'try'
  | 'threshold'
  | 'network'
  | 'agreements'
  | 'team'
  | 'oversight'
  | 'admin'
  | 'log'
export interface Entry {
  page: PageName
  to: string
  icon: IconName
  group: 'work' | 'records' | 'cooperation' | 'oversight' | 'administration'
  roles: Role[]
  /** Second key after `G`. */
  key?: string
}

const reviewers: Role[] = ['analyst', 'supervisor']
const readers: Role[] = ['analyst', 'supervisor', 'oversight']
const everyone: Role[] = ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator']

/** Entries in their order. What a role cannot use is absent. */
export const entries: Entry[] = [
  { page: 'queue', to: paths.queue(), icon: 'queue', group: 'work', roles: reviewers, key: 'Q' },
  { page: 'second', to: paths.second(), icon: 'second', group: 'work', roles: ['supervisor'], key: 'S' },
  { page: 'content', to: paths.content(), icon: 'picture', group: 'work', roles: reviewers, key: 'C' },
  { page: 'flights', to: paths.flights(), icon: 'flights', group: 'work', roles: readers, key: 'F' },
  { page: 'messages', to: paths.messages(), icon: 'messages', group: 'records', roles: readers, key: 'M' },
  {
    page: 'signals',
    to: paths.signals(),
    icon: 'signals',
    group: 'records',
    roles: ['analyst', 'supervisor', 'signal-officer', 'oversight'],
  },
  {
    page: 'banks',
    to: paths.banks(),
    icon: 'bank',
    group: 'records',
    roles: ['analyst', 'supervisor', 'signal-officer', 'oversight'],
  },
  {
    page: 'try',
    to: paths.matchingTry(),
    icon: 'tryName',
    group: 'records',
    roles: ['analyst', 'supervisor', 'signal-officer'],
  },
  {
    page: 'threshold',
    to: paths.threshold(),
    icon: 'threshold',
    group: 'records',
    roles: ['analyst', 'supervisor', 'signal-officer', 'oversight'],
  },
  { page: 'oversight', to: paths.oversight(), icon: 'oversight', group: 'oversight', roles: ['oversight'] },
  { page: 'admin', to: paths.admin(), icon: 'admin', group: 'administration', roles: ['administrator'] },
  {
    page: 'network',
    to: paths.network(),
    icon: 'network',
    group: 'cooperation',
    roles: ['supervisor', 'signal-officer', 'oversight', 'administrator'],
    key: 'N',
  },
  // Who sees no members begins with what was agreed with them.
  { page: 'agreements', to: paths.agreements(), icon: 'network', group: 'cooperation', roles: ['analyst'], key: 'N' },
  { page: 'team', to: paths.team(), icon: 'person', group: 'cooperation', roles: ['supervisor'] },
  { page: 'log', to: paths.log(), icon: 'log', group: 'cooperation', roles: everyone },
]
export const entriesOf = (role: Role): Entry[] => entries.filter((entry) => entry.roles.includes(role))
/** Where a person starts their day: uploads, which are read for content safety, have a queue of their own. */
export function homeOf({ role, purpose }: { role: Role; purpose: Purpose | null }): string {
  if (role === 'oversight') return paths.oversight()
  if (purpose === 'content-safety' && reviewers.includes(role)) return paths.content()
  return entriesOf(role)[0]?.to ?? paths.log()
}
/** The count that stands after an entry, or 0 for none. */
export function badgeOf(page: PageName, badges: Badges | undefined): number {
  if (!badges) return 0
  if (page === 'queue') return badges.queue
  if (page === 'content') return badges.content
  if (page === 'second') return badges.second
  if (page === 'flights') return badges.flightsLate
  return page === 'messages' ? badges.messagesHeld : 0
}
/** Pages of what passes between members, under one entry. */
const ofNetwork = [paths.network(), paths.agreements(), paths.withdrawals(), paths.blind()]
/** Whether a page belongs to an entry. What stands beside the queue of uploads, `/content/…`, belongs to the banks. */
export function isHere({ page, to }: Entry, pathname: string): boolean {
  if (page === 'content') return pathname === to
  if (page === 'banks') return pathname.startsWith(`${paths.content()}/`)
  const under = (path: string) => pathname === path || pathname.startsWith(`${path}/`)
  if (page === 'network' || page === 'agreements') return ofNetwork.some(under)
  return under(to)
}
