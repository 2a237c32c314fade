import type { Me, Role } from '@entente/contracts'
import type { IconName, IconShape } from '../parts/icon.tsx'
import { number } from '../texts/numbers.ts'
import { text } from '../texts/text.ts'
import type { DeskGateway } from './gateway.ts'
import { paths } from './paths.ts'

/** Counts of a person's open work, by name, for the navigation. `GET /v1/badges` returns them. */
export type Badges = Readonly<Record<string, number>>
type Group = 'work' | 'records' | 'cooperation' | 'oversight' | 'administration'

/** An entry of the navigation. */
export interface Entry {
  id: string
  name: () => string
  to: string
  icon: IconName | IconShape
  group: Group
  /** Position in the group; entries are sorted in ascending order. */
  place: number
  roles: readonly Role[]
  /** The teams of the page. Analysts and supervisors of other teams do not see the entry. */
  teams?: readonly string[]
  /** The key that opens the page when pressed after `G`. */
  key?: string
  /** True if the entry stands in the bar at the bottom of a phone. */
  phone?: boolean
  /** Returns the count to show after the name, or null to show none. */
  badge?: (badges: Badges) => string | null
  /** Returns the count alone, if the words of `badge` are too long for the bar of a phone. */
  count?: (badges: Badges) => string | null
  /** The list that the count counts, if it is not the page of the entry. */
  badgeTo?: string
  /** Tests whether a page belongs to the entry. By default these are the pages at and under the entry's address. */
  isHere?: (pathname: string) => boolean
}

export const reviewers: readonly Role[] = ['analyst', 'supervisor']
export const readers: readonly Role[] = ['analyst', 'supervisor', 'oversight']
export const signalReaders: readonly Role[] = ['analyst', 'supervisor', 'signal-officer', 'oversight']
/** The roles that may search the records of the node. */
export const mayFind = (role: Role): boolean => signalReaders.includes(role)
const everyone: readonly Role[] = ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator']

const groups: readonly Group[] = ['work', 'records', 'oversight', 'administration', 'cooperation']
const isUnder = (pathname: string, path: string): boolean => pathname === path || pathname.startsWith(`${path}/`)
/** Tests whether a page belongs to the exchange between members, which has one entry. */
const ofExchange = (pathname: string): boolean =>
  [paths.network(), paths.agreements(), paths.withdrawals(), paths.blind()].some((path) => isUnder(pathname, path))
/** Tests whether a person belongs to one of these teams. Only analysts and supervisors work in teams, so other roles belong to each. */
export const isOfTeam = ({ role, teams }: { role: Role; teams: readonly string[] }, of: readonly string[]): boolean =>
  !reviewers.includes(role) || of.some((team) => teams.includes(team))
/** Formats a count; returns null for zero. */
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
    phone: true,
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
    phone: true,
    badge: ({ second }) => counted(second),
  },
  {
    id: 'shift',
    name: () => text('shell.pages.shift'),
    to: paths.shift(),
    icon: 'threshold',
    group: 'work',
    place: 25,
    roles: ['supervisor'],
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
    id: 'unmaskings',
    name: () => text('shell.pages.unmaskings'),
    to: paths.unmaskings(),
    icon: 'hatched',
    group: 'records',
    place: 60,
    roles: readers,
  },
  {
    id: 'questions',
    name: () => text('shell.pages.questions'),
    to: paths.questions(),
    icon: 'oversight',
    group: 'records',
    place: 65,
    roles: ['supervisor'],
    badge: ({ sampleQuestions }) => counted(sampleQuestions),
  },
  {
    id: 'redress',
    name: () => text('shell.pages.redress'),
    to: paths.redress(),
    icon: 'second',
    group: 'oversight',
    place: 15,
    roles: ['supervisor', 'oversight'],
  },
  {
    id: 'retention',
    name: () => text('shell.pages.retention'),
    to: paths.retention(),
    icon: 'log',
    group: 'oversight',
    place: 20,
    roles: ['supervisor', 'oversight'],
  },
  {
    id: 'fairness',
    name: () => text('shell.pages.fairness'),
    to: paths.fairness(),
    icon: 'balance',
    group: 'oversight',
    place: 30,
    roles: ['supervisor', 'oversight'],
  },
  {
    id: 'oversight',
    name: () => text('shell.pages.oversight'),
    to: paths.oversight(),
    icon: 'oversight',
    group: 'oversight',
    place: 10,
    roles: ['oversight'],
    badge: ({ sampleUnread }) => counted(sampleUnread),
    badgeTo: paths.oversightSample(),
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
  // Analysts may not see the members, so their entry opens the agreements.
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
    id: 'stop',
    name: () => text('shell.pages.stop'),
    to: paths.stop(),
    icon: 'circledCross',
    group: 'cooperation',
    place: 30,
    roles: everyone,
  },
  {
    id: 'necessity',
    name: () => text('shell.pages.necessity'),
    to: paths.necessity(),
    icon: 'threshold',
    group: 'cooperation',
    place: 35,
    roles: ['supervisor', 'signal-officer', 'oversight'],
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

const allEntries = (gateways: readonly DeskGateway[]): Entry[] => [
  ...entries,
  ...gateways.flatMap((gateway) => gateway.entries ?? []),
]

/**
 * Returns the entries that a role may use, including those of the gateways, in display order. A gateway may limit people
 * who are only in its teams to some entries.
 */
export function entriesOf(role: Role, gateways: readonly DeskGateway[], teams: readonly string[] = []): Entry[] {
  const only = gateways.map((gateway) => gateway.entriesFor?.(teams) ?? null).find((ids) => ids !== null)
  return allEntries(gateways)
    .filter((entry) => entry.roles.includes(role) && (only === undefined || only.includes(entry.id)))
    .filter((entry) => entry.teams === undefined || isOfTeam({ role, teams }, entry.teams))
    .toSorted((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group) || one.place - other.place)
}

/** Returns the entries in the bar of a phone: those for phones, or the first four for a role that has none. */
export function phoneEntries(entries: readonly Entry[]): readonly Entry[] {
  const chosen = entries.filter(({ phone }) => phone)
  return chosen.length > 0 ? chosen : entries.slice(0, 4)
}

/** Returns the first page after signing in: the page that a gateway names, else the first entry of the role. */
export function homeOf(me: Pick<Me, 'role' | 'purpose' | 'teams'>, gateways: readonly DeskGateway[]): string {
  if (me.role === 'oversight') return paths.oversight()
  const own = gateways.map((gateway) => gateway.homeOf?.(me) ?? null).find((home) => home !== null)
  return own ?? entriesOf(me.role, gateways, me.teams)[0]?.to ?? paths.log()
}

/** Tests whether a page belongs to an entry. */
export const isHere = (entry: Entry, pathname: string): boolean =>
  entry.isHere ? entry.isHere(pathname) : isUnder(pathname, entry.to)

/** Returns the name of the navigation's entry for a page, or null if it has none. */
export const nameOfPage = (pathname: string, gateways: readonly DeskGateway[]): string | null =>
  allEntries(gateways)
    .find((entry) => isHere(entry, pathname))
    ?.name() ?? null

/** Tests whether a role can open a page. Pages without an entry in the navigation, such as a case, are opened from several lists. */
export function mayOpen(role: Role, pathname: string, gateways: readonly DeskGateway[]): boolean {
  const owners = allEntries(gateways).filter((entry) => isHere(entry, pathname))
  return owners.length === 0 || owners.some((entry) => entry.roles.includes(role))
}
