import type { CaseDetail } from '@entente/contracts'

const neighbours = 5

/**
 * Guesses for each of as many planted as real cases which they are, by the nearest others, from what its page shows: which fields it has and
 * how many, lengths of texts, scores, times and digits of ids. Returns the share of right guesses; half are right by chance.
 */
export function guessedRight(
  planted: readonly CaseDetail[],
  real: readonly CaseDetail[],
): { share: number; telling: string[] } {
  const size = Math.min(planted.length, real.length)
  const cases = [...planted.slice(0, size), ...real.slice(0, size)].map(featuresOf)
  const names = [...new Set(cases.flatMap((one) => [...one.keys()]))]
  const columns = names.map((name) => scaled(cases.map((one) => one.get(name) ?? 0)))
  const rows = cases.map((_, row) => columns.map((column) => column[row] as number))
  const isPlanted = (row: number) => row < size
  const right = rows.filter((row, place) => {
    const near = rows
      .map((other, at) => ({ at, far: at === place ? Number.POSITIVE_INFINITY : distance(row, other) }))
      .sort((one, other) => one.far - other.far)
      .slice(0, neighbours)
    return near.filter(({ at }) => isPlanted(at)).length * 2 > neighbours === isPlanted(place)
  })
  const gap = (column: readonly number[]) => Math.abs(mean(column.slice(0, size)) - mean(column.slice(size)))
  const telling = names
    .map((name, place) => ({ name, gap: gap(columns[place] as number[]) }))
    .sort((one, other) => other.gap - one.gap)
    .slice(0, 8)
    .map(({ name, gap }) => `${name} ${gap.toFixed(2)}`)
  return { share: right.length / rows.length, telling }
}

/** Leaves out the version of the index: the tests plant with an index of their own. */
function featuresOf(page: CaseDetail): Map<string, number> {
  const found = new Map<string, number>()
  const add = (name: string, value: number) => found.set(name, (found.get(name) ?? 0) + value)
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      add(`${path} count`, value.length)
      for (const one of value.slice(0, 3)) walk(one, `${path}[]`)
    } else if (value !== null && typeof value === 'object') {
      for (const [key, one] of Object.entries(value)) {
        if (key !== 'engine') walk(one, `${path}.${key}`)
      }
    } else if (typeof value === 'number') add(path, value)
    else if (typeof value === 'boolean') add(path, value ? 1 : 0)
    else if (typeof value === 'string') {
      add(`${path} length`, value.length)
      if (/^[\da-f]{8}-/.test(value)) add(`${path} parity`, Number.parseInt(value.slice(-1), 16) % 2)
    } else add(`${path} null`, 1)
  }
  const { record, hits, subject, history, answers, feedback, otherExplanations, signals, rank, track } = page
  walk({ hits, subject, history, answers, feedback, otherExplanations, signals, rank, track, record }, '')
  const opened = Date.parse(page.openedAt)
  add('due after', page.dueAt === null ? -1 : (Date.parse(page.dueAt) - opened) / 60_000)
  add('milliseconds of opening', opened % 1000)
  return found
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)

/** Scales a column to a mean of 0 and a deviation of 1. A column of equal values is 0. */
function scaled(values: readonly number[]): number[] {
  const middle = mean(values)
  const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
  return values.map((value) => (deviation === 0 ? 0 : (value - middle) / deviation))
}

const distance = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, place) => sum + (value - (other[place] as number)) ** 2, 0)
