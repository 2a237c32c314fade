import { table } from '../../command/output.ts'
import { skippedLines } from '../input/skipped-lines.ts'
import type { Group } from './count-groups.ts'
import type { Screening } from './screen-file.ts'

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
/** The smallest group that is compared. In a smaller group the interval is too wide. */
const enough = 200
const mostSubjects = 40
const mostGroups = 40
const mostMissed = 20

/** Describes a screening as tables: lists, hits, rates by group with their intervals, speed. */
export function describeScreening(file: string, result: Screening): string[] {
  const { screened, alerted, subjects, recall, stats } = result
  const rate = screened === 0 ? 0 : alerted / screened
  return [
    ...result.lists.map((list) => {
      const found = Object.entries(list.findings).map(([code, count]) => `${count} ${code}`)
      const made = list.generatedAt === null ? '' : ` of ${list.generatedAt}`
      return `${list.file}: ${list.format}${made}, ${list.entries} entries, ${list.names} names${found.length === 0 ? '' : `; ${found.join(', ')}`}`
    }),
    `${file}: ${screened} screened at threshold ${result.threshold}, ${alerted} alert (${percent(rate)}), ${result.skipped.length} skipped`,
    ...hitLines(subjects),
    ...Object.entries(result.groups ?? {}).flatMap(([column, groups]) => groupLines(column, groups, rate)),
    ...(recall === null
      ? []
      : [
          '',
          `index: found ${recall.found} of the ${recall.exhaustiveHits} hits of an exhaustive comparison of ${recall.sampled} of them`,
          ...recall.missed.slice(0, mostMissed).map(({ id, entryId }) => `  missed ${id} / ${entryId}`),
        ]),
    '',
    `index built in ${stats.buildSeconds.toFixed(2)} s; ${Math.round(stats.subjectsPerSecond)} a second, ${stats.candidatesPerSubject.toFixed(2)} candidates each, ` +
      `half within ${stats.p50Ms.toFixed(2)} ms, 99 % within ${stats.p99Ms.toFixed(2)} ms; at most ${Math.round(stats.peakRssBytes / 1e6)} MB`,
    ...skippedLines(result.skipped),
  ]
}

function hitLines(subjects: Screening['subjects']): string[] {
  if (subjects.length === 0) return []
  const rows = subjects.slice(0, mostSubjects).flatMap(({ id, names, hits, truncated }) =>
    hits.map((hit, place) => [
      place === 0 ? id : '',
      hit.score.toFixed(3),
      hit.verdict,
      hit.reference ?? hit.entryId,
      hit.entryName + (truncated && place === hits.length - 1 ? ' (and more)' : ''),
      // This is the last column, because letters of some scripts are wider than one column.
      place === 0 ? (names[0] ?? '') : '',
    ]),
  )
  const more = subjects.length - mostSubjects
  return [
    '',
    ...table([['who', 'score', '', 'entry', 'listed as', 'name'], ...rows]),
    ...(more > 0 ? [`and ${more} more: see --json`] : []),
  ]
}

/** Lists rates from high to low. If some groups are large enough for a comparison, smaller groups are only counted. */
function groupLines(column: string, groups: Record<string, Group>, mean: number): string[] {
  const all = Object.entries(groups).sort(([, x], [, y]) => y.rate - x.rate || y.n - x.n)
  const large = all.filter(([, { n }]) => n >= enough)
  const comparable = large.length > 0 ? large : all
  const shown = comparable.slice(0, mostGroups)
  const lower = comparable.length - shown.length
  const small = all.length - comparable.length
  const [highest] = large
  return [
    '',
    ...table([
      [`alerts by ${column}`, 'n', 'alerted', 'rate', '95 % interval', 'of the mean'],
      ...shown.map(([value, { n, alerted, rate, low, high }]) => [
        value === '' ? '(not stated)' : value,
        String(n),
        String(alerted),
        percent(rate),
        `${percent(low)} to ${percent(high)}`,
        mean === 0 ? '-' : `${(rate / mean).toFixed(1)} x`,
      ]),
    ]),
    ...(lower > 0 ? [`${lower} with lower rates are not shown: see --json`] : []),
    ...(small > 0 ? [`${small} with fewer than ${enough} people are not shown: see --json`] : []),
    ...(highest === undefined || mean === 0
      ? []
      : [
          `highest of those with at least ${enough}: ${highest[0] || '(not stated)'}, ${(highest[1].rate / mean).toFixed(1)} times the mean`,
        ]),
  ]
}
