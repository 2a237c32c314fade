import {
  type DisparityGroup,
  type DisparityReport,
  type GroupAttribute,
  groupAttributes,
  isHiddenCount,
  publishGroups,
  smallestCount,
} from '@entente/contracts'
import { judgeGroups } from '@entente/matching'

/** The counts of one group in a month. An empty source: hits of every source. */
export interface GroupRow {
  attribute: string
  grp: string
  source: string
  subjects: number
  with_hit: number
  mistaken: number
  confirmed: number
}

/** Sources beyond these, by their hits, and those with fewer hits have no reports of their own. */
const mostSources = 50
const fewestHits = 10

/** Makes the reports of a closed month from its counts. */
export function makeReports(gateway: string, period: string, rows: readonly GroupRow[]): DisparityReport[] {
  const reports: DisparityReport[] = []
  const all = rows.filter(({ source }) => source === '')
  for (const attribute of groupAttributes) {
    const people = all.filter((row) => row.attribute === attribute)
    if (people.length === 0) continue
    for (const source of ['', ...sourcesOf(rows, attribute)]) {
      const own = new Map(
        rows.flatMap((row) => (row.source === source && row.attribute === attribute ? [[row.grp, row] as const] : [])),
      )
      const head = { period: { from: period, to: period }, gateway, source: source === '' ? null : source, attribute }
      const groups = people.map(({ grp, subjects }) => ({ grp, subjects, found: own.get(grp) }))
      reports.push(
        reportOf(
          { ...head, measure: 'hitRate' },
          groups.map(({ grp, subjects, found }) => ({ group: grp, n: subjects, count: found?.with_hit ?? 0 })),
        ),
        reportOf(
          { ...head, measure: 'falsePositiveRate' },
          groups.map(({ grp, subjects, found }) => ({
            ...{ group: grp, count: found?.mistaken ?? 0 },
            // The difference to the people of the other measure would show a small count.
            n: subjects - ((found?.confirmed ?? 0) < smallestCount ? 0 : (found?.confirmed ?? 0)),
          })),
        ),
      )
    }
  }
  return reports
}

function sourcesOf(rows: readonly GroupRow[], attribute: GroupAttribute): string[] {
  const hits = new Map<string, number>()
  for (const row of rows)
    if (row.source !== '' && row.attribute === attribute)
      hits.set(row.source, (hits.get(row.source) ?? 0) + row.with_hit)
  return [...hits]
    .filter(([, count]) => count >= fewestHits)
    .sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1))
    .slice(0, mostSources)
    .map(([source]) => source)
}

type Head = Omit<DisparityReport, 'groupsTested' | 'groups' | 'gateway'> & { gateway: string }

/** Judges the groups by their exact counts, and shows what may be shown of them. */
function reportOf(head: Head, counted: readonly { group: string; n: number; count: number }[]): DisparityReport {
  // A person whose record was corrected has their hit in the group of the correction.
  const groups = publishGroups(counted.map((group) => ({ ...group, count: Math.min(group.count, group.n) })))
  const { groupsTested, groups: judged } = judgeGroups(groups)
  const n = groups.reduce((sum, group) => sum + group.n, 0)
  const events = groups.reduce((sum, group) => sum + group.count, 0)
  return {
    ...(head as Head & { gateway: DisparityReport['gateway'] }),
    groupsTested,
    groups: groups.map((group, place): DisparityGroup => {
      const { status, smallestDetectable, ...ratio } = judged[place] as (typeof judged)[number]
      const isHidden = isHiddenCount(group.shown)
      const figure = (value: number | null) => (isHidden || value === null ? null : round4(value))
      return {
        ...{ group: group.group, events: group.shown, subjects: group.n },
        ...{ otherEvents: isHidden ? null : events - group.count, otherSubjects: n - group.n },
        ...{ ratio: figure(ratio.ratio), low95: figure(ratio.low95), high95: figure(ratio.high95) },
        ...{ lowAdjusted: figure(ratio.lowAdjusted), highAdjusted: figure(ratio.highAdjusted) },
        smallestDetectable: smallestDetectable === null ? null : round4(smallestDetectable),
        status,
      }
    }),
  }
}

const round4 = (value: number): number => Math.round(value * 1e4) / 1e4
