import { type Identity, readSubjects, Screener, type ScreenHit, type SubjectRow } from '@entente/matching'
import { CommandFailure } from '../../command/failure.ts'
import { readInputFile } from '../../command/input-file.ts'
import { printResult, progressBar } from '../../command/output.ts'
import { dropUnusable, type Skip, type Skipped } from '../input/drop-unusable.ts'
import { loadTables } from '../input/load-tables.ts'
import { readThreshold } from '../input/threshold.ts'
import { type Group, groupCounter } from './count-groups.ts'
import { describeScreening } from './describe-screening.ts'
import { drawSample, measureRecall, type Recall, type SampledSubject } from './measure-recall.ts'
import { entryName, type ListSummary, type ReadLists, readLists } from './read-lists.ts'

export interface ScreenOptions {
  list: string[]
  threshold?: string
  groupBy?: string[]
  weak?: boolean
  exhaustive?: boolean
  sampleRecall?: string
  namesOnly?: boolean
  json?: boolean
}

export type ListedHit = ScreenHit & { list: string; entryName: string; reference: string | null }
export interface ScreenedSubject {
  id: string
  names: string[]
  hits: ListedHit[]
  truncated: boolean
}
/** The output of `entente screen --json`. */
export interface Screening {
  lists: ListSummary[]
  threshold: number
  screened: number
  alerted: number
  skipped: Skipped[]
  subjects: ScreenedSubject[]
  groups: Record<string, Record<string, Group>> | null
  recall: Recall | null
  stats: {
    buildSeconds: number
    seconds: number
    subjectsPerSecond: number
    candidatesPerSubject: number
    p50Ms: number
    p99Ms: number
    peakRssBytes: number
  }
}
/** The most hits that are kept for a subject; these are the best ones. */
const mostHits = 50

/**
 * Screens the rows of a file against lists. The exit status is 1 if rows or birth dates were skipped or a list had errors. Fails before printing
 * with `threshold-invalid`, `sample-invalid`, `column-unknown`, `no-names`, `csv-quote`, `csv-header`, and the codes of `readLists`.
 */
export function screenFile(file: string, options: ScreenOptions): 0 | 1 {
  const threshold = readThreshold(options.threshold)
  const sample = readSample(options.sampleRecall)
  const bytes = readInputFile(file)
  const lists = readLists(options.list)
  loadTables()
  const started = performance.now()
  const screener = Screener.build(
    [...lists.entries].map(([id, { entry }]) => (id === entry.id ? entry : { ...entry, id })),
    { threshold },
  )
  const buildSeconds = (performance.now() - started) / 1000
  const run = screenRows(file, bytes, screener, lists, options, sample ?? 0)
  const recall =
    sample === null ? null : measureRecall(screener, run.sample, options.weak === true, (id) => ownId(lists, id))
  const { alerted, skipped, subjects, groups, times } = run
  const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000
  const screening: Screening = {
    lists: lists.lists,
    threshold,
    screened: times.length,
    alerted,
    skipped,
    subjects,
    groups,
    recall,
    stats: {
      buildSeconds,
      seconds,
      subjectsPerSecond: seconds > 0 ? times.length / seconds : 0,
      candidatesPerSubject: times.length > 0 ? run.scored / times.length : 0,
      ...percentiles(times),
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
    },
  }
  printResult(options.json, screening, () => describeScreening(file, screening))
  return skipped.length > 0 || lists.errors ? 1 : 0
}

const ownId = ({ entries }: ReadLists, id: string): string => entries.get(id)?.entry.id ?? id

function readSample(text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new CommandFailure('sample-invalid', `A sample is a number of rows, 1 or more, not ${text}.`)
  return Number(text)
}

/** Chooses the format by the file's extension, or else by its first character. */
function formatOf(file: string, bytes: Uint8Array): 'jsonl' | 'csv' {
  if (/\.csv$|\.tsv$/i.test(file)) return 'csv'
  if (/\.(?:jsonl|ndjson|json)$/i.test(file)) return 'jsonl'
  const head = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart()
  return head.startsWith('{') ? 'jsonl' : 'csv'
}

interface Run {
  sample: SampledSubject[]
  alerted: number
  skipped: Skipped[]
  subjects: ScreenedSubject[]
  groups: Screening['groups']
  times: Float64Array
  /** The number of pairs that were scored. */
  scored: number
}

const namesOf = ({ kind, names, parts }: Identity): Identity => ({
  names,
  ...(kind === undefined ? {} : { kind }),
  ...(parts === undefined ? {} : { parts }),
})

function screenRows(
  file: string,
  bytes: Uint8Array,
  screener: Screener,
  lists: ReadLists,
  options: ScreenOptions,
  sampleSize: number,
): Run {
  const today = new Date().toISOString().slice(0, 10)
  const asked = { limit: mostHits + 1, today, weak: options.weak === true, exhaustive: options.exhaustive === true }
  const counter = groupCounter(options.groupBy)
  const sample = drawSample(sampleSize)
  const skipped: Skipped[] = []
  const subjects: ScreenedSubject[] = []
  const times: number[] = []
  let alerted = 0
  let done = 0
  const lines = countLines(bytes)
  const bar = progressBar('screening', options.json !== true)
  // Rows are read one at a time, because a file may not fit in memory.
  for (const row of readSubjects(bytes, formatOf(file, bytes))) {
    done += 1
    if (done % 200 === 0) bar.update(done, Math.max(done, lines))
    const skip: Skip = (code, message) => skipped.push({ line: row.line, code, message })
    if ('code' in row) {
      if (row.ends) throw new CommandFailure(row.code, row.message)
      skip(row.code, row.message)
      continue
    }
    const stated = options.namesOnly === true ? namesOf(row.identity) : row.identity
    const screened = dropUnusable([stated], [''], today, skip, ([identity]) => {
      const start = performance.now()
      const hits = screener.screen(identity!, asked)
      return { hits, identity: identity!, ms: performance.now() - start }
    })
    if (screened === null) continue
    times.push(screened.ms)
    sample.offer({ id: row.id, identity: screened.identity })
    const alert = screened.hits.some(({ verdict }) => verdict === 'match')
    if (alert) alerted += 1
    counter.count(row, alert)
    if (screened.hits.length > 0) subjects.push(subjectOf(row, screened.hits, lists))
  }
  bar.end()
  if (done === 0) throw new CommandFailure('no-names', `There is no person to screen in ${file}.`)
  return {
    sample: sample.drawn(),
    alerted,
    skipped,
    subjects,
    groups: counter.groups(),
    times: Float64Array.from(times),
    scored: screener.stats.scored,
  }
}

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1
  return count
}

function subjectOf(row: SubjectRow, hits: readonly ScreenHit[], lists: ReadLists): ScreenedSubject {
  return {
    id: row.id,
    names: row.identity.names,
    hits: hits.slice(0, mostHits).map((hit): ListedHit => {
      const { list, entry } = lists.entries.get(hit.entryId)!
      return { ...hit, entryId: entry.id, list, entryName: entryName(entry), reference: entry.reference ?? null }
    }),
    truncated: hits.length > mostHits,
  }
}

/** Computes percentiles by nearest rank. */
function percentiles(times: Float64Array): { p50Ms: number; p99Ms: number } {
  const sorted = times.slice().sort()
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { p50Ms: at(0.5), p99Ms: at(0.99) }
}
