import type { DisparityReport, DisparityReports } from '@entente/contracts'
import { simulatePeriods } from '@entente/matching'
import { CommandFailure } from '../command/failure.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'

export interface DisparityOptions {
  from?: string
  to?: string
  measure?: string
  attribute?: string
  json?: boolean
}
interface PowerOptions extends DisparityOptions {
  ratio: number
  runs: number
  seed: number
  /** Equal groups, in place of those of the node. */
  equal?: { groups: number; people: number; share: number }
}

/** Prints the reports of closed months. Fails with the node's code, such as `attribute-forbidden`. */
export async function printReports(options: DisparityOptions): Promise<void> {
  const answer = await readReports(options)
  printResult(options.json, answer, () => [
    ...(answer.items.length === 0 ? ['no month has been evaluated'] : []),
    ...answer.items.flatMap((report) => [titleOf(report), ...linesOf(report)]),
    ...answer.open.map((one) => `${one.gateway} ${one.period}: counted, evaluated from ${one.evaluatedFrom}`),
  ])
}

async function readReports({ from, to, measure, attribute }: DisparityOptions): Promise<DisparityReports> {
  const asked = Object.entries({ from, to, measure, attribute }).filter((one): one is [string, string] => !!one[1])
  const query = new URLSearchParams(asked).toString()
  return nodeClient({ impersonal: true }).call<DisparityReports>('GET', `/v1/disparity${query && `?${query}`}`)
}

const titleOf = ({ period, gateway, source, measure, attribute, groupsTested }: DisparityReport): string =>
  `${period.to} ${gateway} ${measure} by ${attribute}, ${source ?? 'all sources'}, ${groupsTested} groups compared`

function linesOf({ groups }: DisparityReport): string[] {
  const figure = (value: number | null) => (value === null ? '-' : value.toFixed(2))
  return table(
    groups.map((one) => [
      `  ${one.group}`,
      `${one.events} of ${one.subjects}`,
      `ratio ${figure(one.ratio)}`,
      `95 % ${figure(one.low95)} to ${figure(one.high95)}`,
      one.status,
      one.smallestDetectable === null ? 'nothing would be noticed' : `noticed from ${figure(one.smallestDetectable)}`,
    ]),
  )
}

interface Power {
  runs: number
  /** The share of periods in which a planted ratio raises an alarm about its group, in the group in which it does so least. */
  power: number
  /** The share of periods without any difference in which an alarm is raised. */
  falseAlarms: number
  /** The people of the group of `power`. */
  n: number
}

/**
 * Plants a ratio into drawn periods and counts the alarms: with the groups of the newest closed month, or with equal groups that are
 * given. Nothing at the node changes.
 */
export async function testPower(options: PowerOptions): Promise<void> {
  const { runs, seed, ratio, equal } = options
  const sets = equal === undefined ? await setsOfNode(options) : [equalGroups(equal)]
  const results = sets.map(({ name, sizes, base, tested }) => {
    const powers = tested.map((group) => ({
      n: sizes[group] as number,
      power: simulatePeriods({ sizes, base }, { runs, seed, planted: { group, ratio } }),
    }))
    const least = powers.reduce((one, other) => (other.power < one.power ? other : one))
    const result: Power = { runs, ...least, falseAlarms: simulatePeriods({ sizes, base }, { runs, seed: seed + 1 }) }
    return { name, result }
  })
  const [only] = results
  printResult(
    options.json,
    results.length === 1 ? only?.result : results.map(({ name, result }) => ({ name, ...result })),
    () =>
      results.map(
        ({ name, result: { power, n, falseAlarms } }) =>
          `${name}: × ${ratio} is noticed in ${percent(power)} of ${runs} periods (${n} people), false alarms in ${percent(falseAlarms)}`,
      ),
  )
}

interface Groups {
  name: string
  sizes: number[]
  base: number
  /** The places of the groups with enough data. */
  tested: number[]
}

async function setsOfNode(options: PowerOptions): Promise<Groups[]> {
  const { items } = await readReports({ ...options, measure: options.measure ?? 'hitRate' })
  const sets = items
    .filter(({ source }) => source === null)
    .flatMap((report): Groups[] => {
      const { groups } = report
      const known = groups.find(({ otherEvents }) => otherEvents !== null)
      const tested = groups.flatMap(({ status }, place) => (status === 'not-enough-data' ? [] : [place]))
      if (known === undefined || typeof known.events !== 'number' || tested.length === 0) return []
      const events = known.events + (known.otherEvents ?? 0)
      const base = events / (known.subjects + known.otherSubjects)
      return [{ name: titleOf(report), sizes: groups.map(({ subjects }) => subjects), base, tested }]
    })
  if (sets.length === 0)
    throw new CommandFailure(
      'not-enough-data',
      'No closed month has groups with enough data. Give --groups, --people and --share.',
    )
  return sets
}

const equalGroups = ({ groups, people, share }: NonNullable<PowerOptions['equal']>): Groups => ({
  name: `${groups} groups of ${people} people, ${percent(share)} with a hit`,
  sizes: Array.from({ length: groups }, () => people),
  ...{ base: share, tested: [0] },
})

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
