import type { Me, Role } from '@entente/contracts'
import type { IconName, IconShape } from '../parts/icon.tsx'
import { number } from '../texts/numbers.ts'
import { text } from '../texts/text.ts'
import type { DeskGateway } from './gateway.ts'
import { paths } from './paths.ts'

/** Counts of the node for the navigation, by name: open work of a person, not totals. `GET /v1/badges`. */
export type Badges = Readonly<Record<string, number>>
type Group = 'work' | 'records' | 'cooperation' | 'oversight' | 'administration'

/** A page in the navigation. */
export interface Entry {
  id: string
  name: () => string
  to: string
  icon: IconName | IconShape
  group: Group
  /** Its place in the group: entries stand in ascending order. */
  place: number
  roles: readonly Role[]
  /** Second key after `G`. */
  key?: string
  /** The count behind the name; null for none. */
  badge?: (badges: Badges) => string | null
  /** Whether a page belongs to the entry; else pages at and under its address do. */
  isHere?: (pathname: string) => boolean
}

export const reviewers: readonly Role[] = ['analyst', 'supervisor']
export const readers: readonly Role[] = ['analyst', 'supervisor', 'oversight']
export const signalReaders: readonly Role[] = ['analyst', 'supervisor', 'signal-officer', 'oversight']
const everyone: readonly Role[] = ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator']

const groups: readonly Group[] = ['work', 'records', 'oversight', 'administration', 'cooperation']
const isUnder = (pathname: string, path: string): boolean => pathname === path || pathname.startsWith(`${path}/`)
/** Pages of the exchange between members, under one entry. */
const ofExchange = (pathname: string): boolean =>
  [paths.network(), paths.agreements(), paths.withdrawals(), paths.blind()].some((path) => isUnder(pathname, path))
/** A count, or nothing for none. */
export const counted = (count: number | undefined): string | null => (count ? number(count) : null)

const entries: readonly Entry[] = [
  {
    id: 'queue',
    name: () => text('shell.pages.queue'),
    to: paths.queue(),
    icon: 'queue',
    group: 'work',
    place: 10,
    roles: reviewers,
    key: 'Q',
    badge: ({ queue }) => counted(queue),
  },
  {
    id: 'second',
    name: () => text('shell.pages.second'),
    to: paths.second(),
    icon: 'second',
    group: 'work',
    place: 20,
    roles: ['supervisor'],
    key: 'S',
    badge: ({ second }) => counted(second),
  },
  {
    id: 'signals',
    name: () => text('shell.pages.signals'),
    to: paths.signals(),
    icon: 'signals',
    group: 'records',
    place: 20,
    roles: signalReaders,
  },
  {
    id: 'try',
    name: () => text('shell.pages.try'),
    to: paths.matchingTry(),
    icon: 'tryName',
    group: 'records',
    place: 40,
    roles: ['analyst', 'supervisor', 'signal-officer'],
  },
  {
    id: 'threshold',
    name: () => text('shell.pages.threshold'),
    to: paths.threshold(),
    icon: 'threshold',
    group: 'records',
    place: 50,
    roles: signalReaders,
  },
  {
    id: 'oversight',
    name: () => text('shell.pages.oversight'),
    to: paths.oversight(),
    icon: 'oversight',
    group: 'oversight',
    place: 10,
    roles: ['oversight'],
  },
  {
    id: 'admin',
    name: () => text('shell.pages.admin'),
    to: paths.admin(),
    icon: 'admin',
    group: 'administration',
    place: 10,
    roles: ['administrator'],
  },
  {
    id: 'network',
    name: () => text('shell.pages.network'),
    to: paths.network(),
    icon: 'network',
    group: 'cooperation',
    place: 10,
    roles: ['supervisor', 'signal-officer', 'oversight', 'administrator'],
    key: 'N',
    isHere: ofExchange,
  },
  // A role that sees no members begins with the agreements.
  {
    id: 'agreements',
    name: () => text('shell.pages.agreements'),
    to: paths.agreements(),
    icon: 'network',
    group: 'cooperation',
    place: 20,
    roles: ['analyst'],
    key: 'N',
    isHere: ofExchange,
  },
  {
    id: 'team',
    name: () => text('shell.pages.team'),
    to: paths.team(),
    icon: 'person',
    group: 'cooperation',
    place: 30,
    roles: ['supervisor'],
  },
  {
    id: 'log',
    name: () => text('shell.pages.log'),
    to: paths.log(),
    icon: 'log',
    group: 'cooperation',
    place: 40,
    roles: everyone,
  },
]

/** The entries of a role in their order, those of the gateways among them. Entries that the role cannot use are absent. */
export function entriesOf(role: Role, gateways: readonly DeskGateway[]): Entry[] {
  return [...entries, ...gateways.flatMap((gateway) => gateway.entries ?? [])]
    .filter((entry) => entry.roles.includes(role))
    .toSorted((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group) || one.place - other.place)
}

/** The page where a person's day begins: that of a gateway which claims it, else the first entry of the role. */
export function homeOf(me: Pick<Me, 'role' | 'purpose'>, gateways: readonly DeskGateway[]): string {
  if (me.role === 'oversight') return paths.oversight()
  const own = gateways.map((gateway) => gateway.homeOf?.(me) ?? null).find((home) => home !== null)
  return own ?? entriesOf(me.role, gateways)[0]?.to ?? paths.log()
}

/** Whether a page belongs to an entry. */
export const isHere = (entry: Entry, pathname: string): boolean =>
  entry.isHere ? entry.isHere(pathname) : isUnder(pathname, entry.to)
