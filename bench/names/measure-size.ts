import { compare, type Entry, type Identity, Screener } from '@entente/matching'
import { createRandom } from '@entente/testkit'
import MiniSearch from 'minisearch'
import type { Figure } from '../report/figure.ts'
import { cpuSeconds } from '../report/measure-cpu.ts'
import { percentile } from '../report/percentile.ts'
import { inventEntries, inventTravellers, meet } from './invent-identities.ts'
import { makeScan } from './jaro-winkler-scan.ts'
import { namePools } from './name-pools.ts'

interface SizeOptions {
  subjects: number
  exhaustive: number
  deep: number
  met: number
  flight: number
  warm: number
  peers: number
  seed: string
}
/** The goals of the requirements, in subjects per CPU second, by size of the list. */
const rates: readonly (readonly [names: number, rate: number])[] = [
  [20_000, 5000],
  [1_000_000, 500],
  [10_000_000, 50],
]
const exhaustiveUpTo = 20_000
const missesShown = 10
/** Formats a size: `20k names`. */
export const shortSize = (size: number): string =>
  size >= 1e6 ? `${size / 1e6}M names` : size >= 1000 ? `${size / 1000}k names` : `${size} names`
const rateOf = (count: number, work: () => void): number => count / Math.max(1e-6, cpuSeconds(work))
const nameOf = (entry: Entry): string => {
  const first = entry.names[0]
  return typeof first === 'string' ? first : (first?.name ?? '')
}

/** Builds a list of one size and screens travellers against it. */
export function measureSize(
  size: number,
  options: SizeOptions,
): { figures: Figure[]; faults: string[]; screener: Screener } {
  const { seed, subjects } = options
  const at = shortSize(size)
  // A list limited by the memory has the same goal as ten million names.
  const goal = rates.find(([names]) => names === size)?.[1] ?? (size > 1_000_000 ? 50 : undefined)
  // The list is generated while it is built, so the time for generating it is measured separately and subtracted.
  const inventing = cpuSeconds(() => {
    for (const _ of inventEntries(seed, size));
  })
  let screener = Screener.build([])
  const building = cpuSeconds(() => {
    screener = Screener.build(inventEntries(seed, size))
  })
  const peak = process.memoryUsage().rss
  globalThis.gc?.()
  const { names, entries, bytes, tokens } = screener.stats
  const million = size === 1_000_000
  const figures: Figure[] = [
    {
      name: `${at}: build`,
      value: Math.max(0, building - inventing),
      unit: 'CPU s',
      ...(million ? { goal: { is: 'at most' as const, value: 60 } } : {}),
      note: `${entries} entries, ${names} names read, ${tokens} different words: names of ${namePools.length} kinds, the commonest words real ones, the others of syllables, drawn by Zipf's law with its head levelled`,
    },
    {
      name: `${at}: memory`,
      value: peak / 1e6,
      unit: 'MB RSS',
      ...(million ? { goal: { is: 'at most' as const, value: 1000 } } : {}),
      note: `of the process after the build, including the caches of words; entries and index take ${(bytes / names).toFixed(0)} bytes a name`,
    },
  ]
  const travellers = inventTravellers(`${seed}/${size}`, subjects)
  const warm = inventTravellers(`${seed}/${size}/warm`, subjects)
  const bare = (list: readonly Identity[]): Identity[] => list.map((one) => ({ names: one.names }))
  const screen = (list: readonly Identity[]): number[] =>
    list.map((one) => {
      const from = performance.now()
      screener.screen(one)
      return performance.now() - from
    })
  screen(warm)
  const before = screener.stats.scored
  let times: number[] = []
  const rate = rateOf(subjects, () => {
    times = screen(travellers)
  })
  const peers = size <= options.peers ? measurePeers(seed, size, travellers) : null
  figures.push({
    name: `${at}: screen travellers`,
    value: rate,
    unit: 'subjects / CPU s',
    ...(peers ? { beside: { name: 'MiniSearch, fuzzy', value: peers.miniSearch } } : {}),
    ...(goal === undefined ? {} : { goal: { is: 'at least' as const, value: goal } }),
    note: `name, birth date, nationality, sex, passport; ${((screener.stats.scored - before) / subjects).toFixed(1)} pairs scored each; half within ${percentile(times, 0.5).toFixed(2)} ms, 99 of 100 within ${percentile(times, 0.99).toFixed(1)} ms`,
  })
  // These are other travellers, whose words have not been looked up yet.
  const onlyNames = bare(inventTravellers(`${seed}/${size}/names`, subjects))
  figures.push({
    name: `${at}: screen names only`,
    value: rateOf(subjects, () => {
      screen(onlyNames)
    }),
    unit: 'subjects / CPU s',
    ...(peers ? { beside: { name: 'plain Jaro-Winkler scan', value: peers.scan } } : {}),
  })
  // A node that has run for a day has looked up most words. Up to this size of list, a measurement of seconds reaches that state.
  if (size <= exhaustiveUpTo && options.warm > 0) {
    screen(inventTravellers(`${seed}/${size}/day`, options.warm))
    // The measurement is long enough to include garbage collection.
    const later = inventTravellers(`${seed}/${size}/later`, 5 * subjects)
    figures.push({
      name: `${at}: screen travellers, ${options.warm} later`,
      value: rateOf(later.length, () => {
        screen(later)
      }),
      unit: 'subjects / CPU s',
      note: 'other travellers; most of their words have been looked up before',
    })
  }
  const screening = process.memoryUsage().rss
  figures.push({
    name: `${at}: memory while screening`,
    value: screening / 1e6,
    unit: 'MB RSS',
    ...(million ? { goal: { is: 'at most' as const, value: 1000 } } : {}),
    note: `of the process after ${3 * subjects + (size <= exhaustiveUpTo ? options.warm + 5 * subjects : 0)} travellers${peers ? ', including the peers with their copies of the list' : ''}`,
  })
  const flight = inventTravellers(`${seed}/${size}/flight`, options.flight)
  figures.push({
    name: `${at}: a flight of ${options.flight}`,
    value: cpuSeconds(() => {
      screen(flight)
    }),
    unit: 'CPU s',
    ...(million ? { goal: { is: 'at most' as const, value: 1 } } : {}),
  })
  const recalls = [recallOfMet(screener, size, options)]
  const compared = somebodyMet(size, size <= exhaustiveUpTo ? options.exhaustive : options.deep, seed)
  if (compared.length > 0) recalls.push(recallOfAll(screener, compared, at))
  const faults: string[] = []
  for (const recall of recalls) {
    figures.push(recall.figure)
    // Below the goal, misses fail the run; above it, they are listed in the note.
    if ((recall.figure.value ?? 1) < 0.99) faults.push(`${recall.figure.name}: ${recall.figure.note}`)
  }
  return { figures, faults, screener }
}

/** Measures the recall of listed people under another spelling. The index must find each person that `compare` matches. */
function recallOfMet(screener: Screener, size: number, { seed, met }: SizeOptions): { figure: Figure } {
  const random = createRandom(`${seed}/${size}/met`)
  const step = Math.max(1, Math.floor((size * 0.7) / met))
  let place = 0
  let sure = 0
  const missed: string[] = []
  for (const entry of inventEntries(seed, size)) {
    place += 1
    if (place % step !== 0) continue
    const subject = meet(random, entry)
    if (subject.names.every((name) => name.trim() === '')) continue
    if (compare(subject, entry).verdict !== 'match') continue
    sure += 1
    const hits = screener.screen(subject, { limit: Number.POSITIVE_INFINITY })
    if (!hits.some((hit) => hit.entryId === entry.id)) missed.push(`${subject.names[0]} / ${nameOf(entry)}`)
  }
  return { figure: recallFigure(`${shortSize(size)}: recall of people met`, sure - missed.length, sure, missed) }
}

/** Picks listed people from the whole list and changes their spelling. Travellers who are not listed have too few hits to measure recall. */
function somebodyMet(size: number, wanted: number, seed: string): Identity[] {
  const random = createRandom(`${seed}/${size}/deep`)
  const people: Identity[] = []
  for (const entry of inventEntries(seed, size)) {
    if (people.length >= wanted) break
    if (random.chance(Math.min(1, (wanted * 2) / size)) && entry.kind !== 'org') people.push(meet(random, entry))
  }
  return people
}

/** Measures the recall against an exhaustive comparison. The index must find every hit of the exhaustive comparison. */
function recallOfAll(screener: Screener, subjects: readonly Identity[], at: string): { figure: Figure } {
  const missed: string[] = []
  let sure = 0
  for (const one of subjects)
    for (const subject of one.birthDates ? [one, { names: one.names }] : [one]) {
      const all = screener.screen(subject, { exhaustive: true, limit: Number.POSITIVE_INFINITY })
      const found = new Set(screener.screen(subject, { limit: Number.POSITIVE_INFINITY }).map((hit) => hit.entryId))
      sure += all.length
      for (const hit of all)
        if (!found.has(hit.entryId)) missed.push(`${hit.matchedName?.a ?? subject.names[0]} / ${hit.matchedName?.b}`)
    }
  return { figure: recallFigure(`${at}: recall against every entry`, sure - missed.length, sure, missed) }
}

function recallFigure(name: string, found: number, sure: number, missed: readonly string[]): Figure {
  const list = missed.length === 0 ? 'none missed' : `missed ${missed.slice(0, missesShown).join('; ')}`
  return {
    name,
    // Without any hit, the measurement proves nothing.
    value: sure === 0 ? 0 : found / sure,
    unit: '',
    goal: { is: 'at least', value: 0.99 },
    note: `${found} of ${sure}; ${list}`,
  }
}

/** Measures the same list in MiniSearch (one edit from four letters on, all words) and by a plain scan. */
function measurePeers(
  seed: string,
  size: number,
  travellers: readonly Identity[],
): { miniSearch: number; scan: number } {
  const entries = [...inventEntries(seed, size)]
  const index = new MiniSearch<{ id: string; names: string }>({ fields: ['names'], storeFields: [] })
  index.addAll(
    entries.map((entry) => ({
      id: entry.id,
      names: entry.names.map((name) => (typeof name === 'string' ? name : name.name)).join(' ; '),
    })),
  )
  const search = { fuzzy: 0.2, combineWith: 'AND' } as const
  const some = travellers.slice(0, 500)
  const few = travellers.slice(0, 20)
  const scan = makeScan(entries)
  scan(few[0] ?? { names: [''] })
  return {
    miniSearch: rateOf(some.length, () => {
      for (const one of some) index.search(one.names[0] ?? '', search)
    }),
    scan: rateOf(few.length, () => {
      for (const one of few) scan(one)
    }),
  }
}
