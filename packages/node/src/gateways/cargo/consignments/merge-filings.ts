import type { CargoConsignment, CargoFormat, CargoLoad, CargoParty } from '@entente/contracts'
import type { Difference, FiledContent, LeftOut, MergedConsignment } from '../classes/content-classes.ts'
import { correctedIn } from './corrected-in.ts'

/** A filing with what orders it. `position` is different for every filing. */
export interface OrderedFiling {
  id: string
  /** The sender of its message. */
  filer: string
  /** It is about a carrier for which its filer may not speak. */
  foreign: boolean
  messageId: string
  format: CargoFormat
  receivedAt: Date
  preparedAt: Date | null
  position: string
  content: FiledContent
}

/** The kinds of statements about a consignment, strongest first: the first kind that states a value wins. */
const kinds = ['bill', 'house-list', 'manifest', 'stowage'] as const
type Kind = (typeof kinds)[number]

/** Formats whose amendments carry the whole document, so that an amendment replaces what was filed before. */
const wholeAmendments: ReadonlySet<CargoFormat> = new Set(['xfwb', 'xfzb', 'xffm', 'fwb', 'fhl', 'ffm', 'ens'])

/**
 * Merges the filings of one consignment into the version that they state together. Pure, and the same for any order of
 * the filings: they are ordered by preparation, then receipt, then position. A filing cannot be prepared after its receipt.
 *
 * A filer's filings of one kind follow each other: a later whole document replaces the earlier one, an amendment
 * overwrites the fields that it carries, and a cancellation ends those before it. Of different filers the newest bill gives
 * a single value, and `differences` has both; parties and code lists of all filers are united. Beside other filings, one for
 * a foreign carrier gives only its parties and codes: a wrong setting of a filer must not hide them. `leftOut` is what
 * filings above the limit stated. Returns the ids of the filings in force, and of those of them whose defects others corrected.
 */
export function mergeFilings(
  filings: readonly OrderedFiling[],
  leftOut: LeftOut | null = null,
): { merged: MergedConsignment; inForce: Set<string>; corrected: Set<string> } {
  const own = filings.filter(({ foreign }) => !foreign)
  const groups = groupsInForce(own.length > 0 ? own : filings)
  const inForce = new Set(groups.flatMap((group) => group.map(({ id }) => id)))
  const corrected = new Set(groups.flatMap(correctedIn))
  if (groups.length === 0 && filings.length > 0)
    return { merged: lastStated(own.length > 0 ? own : filings), inForce, corrected }
  const aside = own.length > 0 ? groupsInForce(filings.filter(({ foreign }) => foreign)).map(overlay) : []
  const merged = combine(groups.map(overlay).sort(byRank), aside, arrivalsOf(filings))
  return { merged: leftOut === null ? merged : withLeftOut(merged, leftOut), inForce, corrected }
}

const groupsInForce = (filings: readonly OrderedFiling[]): OrderedFiling[][] =>
  [...groupBy(filings, seriesOf).values()].flatMap(inForceOf).filter((group) => group.length > 0)

/** The times at which each series began. */
type Arrivals = ReadonlyMap<string, number>
const arrivalsOf = (filings: readonly OrderedFiling[]): Arrivals =>
  new Map(
    [...groupBy(filings, seriesOf)].map(([series, all]) => [
      series,
      all.reduce((least, { receivedAt }) => Math.min(least, receivedAt.getTime()), Number.POSITIVE_INFINITY),
    ]),
  )

const kindOf = ({ format, content }: OrderedFiling): Kind => {
  if (format === 'ffm' || format === 'xffm') return 'manifest'
  if (format === 'baplie') return 'stowage'
  if ((format === 'xfzb' || format === 'fhl') && content.consignment.level === 'master') return 'house-list'
  return 'bill'
}

export const isCancelling = ({ format, content }: OrderedFiling): boolean =>
  functionOf(format, content) === 'cancellation'

/** If everything is cancelled, the earlier filings stay readable: a cancellation says little about the goods. */
function lastStated(filings: readonly OrderedFiling[]): MergedConsignment {
  const before = filings.filter((filing) => !isCancelling(filing))
  const stated = before.length > 0 ? before : [...filings].sort(inOrder).slice(-1)
  const groups = [...groupBy(stated, seriesOf).values()].flatMap(inForceOf)
  return combine((before.length > 0 ? groups : [stated]).map(overlay).sort(byRank), [], arrivalsOf(filings))
}

/** Filings with one key replace each other. A split goes on several flights, and a manifest has pages. */
export function seriesOf(filing: OrderedFiling): string {
  const kind = kindOf(filing)
  const { header, conveyance } = filing.content
  const journey =
    kind === 'manifest' ? [conveyance?.reference, conveyance?.departureAt?.slice(0, 10), header.page ?? 1] : []
  return JSON.stringify([filing.filer, kind, ...journey])
}

/** A filer states the preparation itself: a date in the future must not outlast every later filing. */
const timeOf = ({ preparedAt, receivedAt }: OrderedFiling): number =>
  Math.min((preparedAt ?? receivedAt).getTime(), receivedAt.getTime())
export const inOrder = (one: OrderedFiling, other: OrderedFiling): number =>
  timeOf(one) - timeOf(other) ||
  one.receivedAt.getTime() - other.receivedAt.getTime() ||
  (one.position < other.position ? -1 : Number(one.position > other.position))

/** The function that a filing states: its consignment's own, else that of its message. */
export const statedFunction = ({ consignment, header }: FiledContent): string =>
  consignment.purpose === 'unknown' ? header.function : consignment.purpose

function functionOf(format: CargoFormat, content: FiledContent): string {
  const stated = statedFunction(content)
  return stated === 'amendment' && wholeAmendments.has(format) ? 'replacement' : stated
}

/**
 * Returns the filings of one series that are in force, in order: the newest document with its amendments. Documents of one
 * message do not replace each other, so each further one stands beside it.
 */
export function inForceOf(series: readonly OrderedFiling[]): OrderedFiling[][] {
  const ordered = [...series].sort(inOrder)
  const functions = ordered.map(({ format, content }) => functionOf(format, content))
  const after = ordered.slice(functions.lastIndexOf('cancellation') + 1)
  const isWhole = ({ format, content }: OrderedFiling) => functionOf(format, content) !== 'amendment'
  const whole = after.findLastIndex(isWhole)
  const beside = after
    .slice(0, Math.max(0, whole))
    .filter((one) => isWhole(one) && one.messageId === after[whole]?.messageId)
  return [...beside.map((one) => [one]), after.slice(Math.max(0, whole))]
}

/** Lays the amendments of a series over its document. */
function overlay(series: OrderedFiling[]): OrderedFiling {
  const last = series.at(-1) as OrderedFiling
  const [first, ...amendments] = series.map(({ content }) => content)
  let content = first as FiledContent
  for (const { consignment, conveyance, loads, ...rest } of amendments)
    content = {
      ...rest,
      consignment: overwritten(content.consignment, consignment),
      conveyance: conveyance ?? content.conveyance,
      loads: loads.length > 0 ? loads : content.loads,
    }
  return { ...last, content }
}

const isStated = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0)

function overwritten(before: CargoConsignment, amendment: CargoConsignment): CargoConsignment {
  const carried = Object.entries(amendment).filter(([, value]) => isStated(value))
  return { ...before, ...Object.fromEntries(carried) }
}

/** Bills first, then by time, newest first. */
const byRank = (one: OrderedFiling, other: OrderedFiling): number =>
  kinds.indexOf(kindOf(one)) - kinds.indexOf(kindOf(other)) || inOrder(other, one)

/** Code lists of a consignment: the union over its filings. */
const codeLists = ['routeCountries', 'equipmentIds', 'specialHandling', 'hsCodes', 'unNumbers'] as const
/** Values that different filers should state alike. */
const compared = [
  ...['consolidation', 'nature', 'origin', 'destination', 'portOfLoading', 'portOfDischarge'],
  ...['pieces', 'packages', 'grossKg', 'volumeM3', 'description'],
] as readonly (keyof CargoConsignment)[]

function combine(
  stated: readonly OrderedFiling[],
  aside: readonly OrderedFiling[],
  arrivals: Arrivals,
): MergedConsignment {
  const [first] = stated as [OrderedFiling]
  const all = stated.map(({ content }) => content)
  // Each filing has a purpose of its own; their merge has none.
  const consignment: CargoConsignment = { ...first.content.consignment, purpose: 'unknown' }
  for (const { consignment: other } of all.slice(1)) {
    const missing = Object.entries(other).filter(
      ([name, value]) => isStated(value) && !isStated(consignment[name as keyof CargoConsignment]),
    )
    Object.assign(consignment, Object.fromEntries(missing))
  }
  const united = [...stated, ...aside].sort(
    (one, other) => sinceOf(one, arrivals) - sinceOf(other, arrivals) || inOrder(one, other),
  )
  for (const name of codeLists)
    consignment[name] = [...new Set(united.flatMap(({ content }) => content.consignment[name]))].sort()
  consignment.consolidation = all.some(({ consignment: one }) => one.consolidation)
  const shown = all.find(({ consignment: one }) => one.items.length > 0)
  consignment.parties = partiesOf(
    united.map(({ content }) => content),
    shown,
  )
  // A manifest states the pieces that it carries, and the shipment's as a total.
  if (kindOf(first) === 'manifest') consignment.pieces = consignment.totalPieces ?? consignment.pieces
  return {
    consignment,
    conveyance: conveyanceOf(stated),
    loads: stated.flatMap(({ content }) => content.loads).sort(byText),
    differences: differencesOf(stated),
  }
}

/** The parties and codes of filings that are merged no more come last, so they move no other party. */
function withLeftOut(merged: MergedConsignment, leftOut: LeftOut): MergedConsignment {
  const consignment = { ...merged.consignment, parties: eachOnce([...merged.consignment.parties, ...leftOut.parties]) }
  for (const name of codeLists) consignment[name] = [...new Set([...consignment[name], ...leftOut[name]])].sort()
  return { ...merged, consignment, leftOut }
}

/** The most parties, and the most entries of each list of codes, that are kept of filings above the limit. */
export const mostLeftOut = 1_000

/** Adds what further filings above the limit state. Returns null while there are none. */
export function addLeftOut(before: LeftOut | null, filings: readonly OrderedFiling[]): LeftOut | null {
  if (filings.length === 0) return before
  const stated = filings.map(({ content }) => content)
  const parties = eachOnce([...(before?.parties ?? []), ...partiesOf(stated, undefined)]).slice(0, mostLeftOut)
  const sum = { parties } as LeftOut
  for (const name of codeLists) {
    const codes = stated.flatMap(({ consignment }) => consignment[name])
    sum[name] = [...new Set([...(before?.[name] ?? []), ...codes])].slice(0, mostLeftOut)
  }
  return sum
}

const sinceOf = (filing: OrderedFiling, arrivals: Arrivals): number =>
  arrivals.get(seriesOf(filing)) ?? filing.receivedAt.getTime()

/**
 * The parties of all filings, each once, so that no filer hides those of another. A hit names its party by the place, so the
 * filings come in the order in which their filers first spoke: a later filing does not move the parties of an earlier one.
 * The items of one filing are shown for all, so the parties of other items count as parties of the consignment.
 */
function partiesOf(all: readonly FiledContent[], shown: FiledContent | undefined): CargoParty[] {
  const stated = all.flatMap(({ consignment }) => consignment.parties)
  const ofItems = all.flatMap((one) => (one === shown ? [] : one.consignment.items.flatMap(({ parties }) => parties)))
  return eachOnce([...stated, ...ofItems])
}

const eachOnce = (parties: readonly CargoParty[]): CargoParty[] => [
  ...new Map(parties.map((party) => [JSON.stringify(party), party])).values(),
]

/** A manifest says on which conveyance the goods are; a bill says on which they were booked. */
function conveyanceOf(stated: readonly OrderedFiling[]): MergedConsignment['conveyance'] {
  const manifest = stated.find((one) => kindOf(one) === 'manifest' && one.content.conveyance !== null)
  return (manifest ?? stated.find(({ content }) => content.conveyance !== null))?.content.conveyance ?? null
}

const byText = (one: CargoLoad, other: CargoLoad): number => {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)]
  return a < b ? -1 : Number(a > b)
}

/** Compares the bills of different filers. A list of houses or a manifest states only a part. */
function differencesOf(stated: readonly OrderedFiling[]): Difference[] {
  const bills = stated.filter((one) => kindOf(one) === 'bill')
  if (new Set(bills.map(({ filer }) => filer)).size < 2) return []
  const fields = compared.flatMap((path) => {
    const values = bills.flatMap(({ filer, content }) => {
      const value = content.consignment[path]
      return value === null ? [] : [{ filer, value: String(value) }]
    })
    return new Set(values.map(({ value }) => value)).size > 1 ? [{ path, values }] : []
  })
  return [...fields, ...partyDifferences(bills)]
}

/** Compares the names of each role that several bills state. */
function partyDifferences(bills: readonly OrderedFiling[]): Difference[] {
  const roles = new Set(bills.flatMap(({ content }) => content.consignment.parties.map(({ role }) => role)))
  return [...roles].sort().flatMap((role) => {
    const values = bills.flatMap(({ filer, content }) => {
      const named = content.consignment.parties.filter((party) => party.role === role && party.name !== null)
      return named.length === 0
        ? []
        : [
            {
              filer,
              value: `${role}: ${named
                .map(({ name }) => name)
                .sort()
                .join(', ')}`,
            },
          ]
    })
    return new Set(values.map(({ value }) => value)).size > 1 ? [{ path: 'parties', values }] : []
  })
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** Returns the names of the fields that differ between two versions. */
export function changedPaths(before: MergedConsignment | null, after: MergedConsignment): string[] {
  if (before === null) return []
  const fields = Object.keys(after.consignment) as (keyof CargoConsignment)[]
  const others = (['conveyance', 'loads', 'differences', 'findingCodes'] as const).filter((name) =>
    differ(before[name], after[name]),
  )
  return [...fields.filter((name) => differ(before.consignment[name], after.consignment[name])), ...others]
}

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other)
