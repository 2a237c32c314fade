import { type CargoTableKind, type CargoTableRow, rateOfStratum } from '@entente/contracts'
import { type GoodsRow, TagTables, type TermRow } from './find-tags.ts'
import { shippedTable } from './shipped-tables.ts'
import type { CargoDeadline } from './table-columns.ts'

/** The kinds of tables that an assessment reads. It names the hash of each. */
export const assessedKinds = [
  'strategic-goods',
  'text-terms',
  'rates',
  'un-numbers',
  'deadlines',
  'capacity',
] as const satisfies readonly CargoTableKind[]
type AssessedKind = (typeof assessedKinds)[number]

/** The capacity and the rates of a day of inspections, as two people set them. Shares are from 0 to 1. */
interface DayCapacity {
  /** How many goods the inspectors can examine: nothing is promoted to red above it. */
  inspections: number
  /** The share of the expected red ones that is chosen uniformly and not by score. */
  explorationShare: number
  expected: { red: number; yellow: number; blue: number }
  /** The random rates, by strata such as `air/import/*`. */
  random: { stratum: string; rate: number }[]
  /** Returns the random rate of a stratum such as `air/import/known`: that of the last row that fits it, else 0. */
  randomRateOf(stratum: string): number
}

/** The values of a consignment that the tables read. */
interface Goods {
  hsCodes: readonly string[] | null
  description: string | null
  handlingText: readonly string[] | null
  items: readonly { description: string | null }[] | null
}

/** The tables that an assessment reads, as they are in force. */
export class TableSet {
  readonly hashes: Readonly<Record<string, string>>
  readonly #tags: TagTables
  readonly #rates = new Map<string, { from: string; until: string; rate: number }[]>()
  readonly #base: string | null
  readonly #unClasses: ReadonlyMap<string, string[]> | null
  readonly #deadlines: ReadonlyMap<string, number>
  readonly #capacity: readonly CargoTableRow[]

  constructor(tables: Readonly<Record<AssessedKind, { hash: string; rows: readonly CargoTableRow[] }>>) {
    this.hashes = Object.fromEntries(assessedKinds.map((kind) => [kind, tables[kind].hash]))
    this.#tags = new TagTables({
      goods: tables['strategic-goods'].rows as unknown as GoodsRow[],
      terms: tables['text-terms'].rows as unknown as TermRow[],
    })
    const rates = tables.rates.rows
    this.#base = rates[0] === undefined ? null : String(rates[0].base)
    for (const { currency, rate, validFrom, validUntil } of rates) {
      const span = { from: String(validFrom), until: String(validUntil), rate: Number(rate) }
      this.#rates.set(String(currency), [...(this.#rates.get(String(currency)) ?? []), span])
    }
    const numbers = tables['un-numbers'].rows
    const classes = (row: CargoTableRow) => [row.class, ...String(row.subsidiary ?? '').split(' ')].map(String)
    this.#unClasses =
      numbers.length === 0
        ? null
        : new Map(numbers.map((row) => [String(row.un), classes(row).filter((one) => one !== '')]))
    const deadlines = [...shippedTable('deadlines').rows, ...tables.deadlines.rows]
    this.#deadlines = new Map(deadlines.map(({ deadline, minutes }) => [String(deadline), Number(minutes)]))
    this.#capacity = tables.capacity.rows
  }

  /** Returns the tags of a consignment on a day, `2026-03-01`. See `TagTables.tagsOf`. Masked fields give none. */
  tagsOf({ hsCodes, description, handlingText, items }: Goods, day: string): ReadonlySet<string> {
    const stated = [description, ...(handlingText ?? []), ...(items ?? []).map((item) => item.description)]
    const texts = [...new Set(stated.filter((text) => text !== null && text !== undefined))]
    return this.#tags.tagsOf({ hs: hsCodes ?? [], texts, day })
  }

  /** Returns how much of the node's currency one unit of a currency is on a day; undefined without a rate of that day. */
  rateOf(currency: string | null, day: string): number | undefined {
    if (currency === null || this.#base === null) return undefined
    if (currency === this.#base) return 1
    return this.#rates.get(currency)?.find(({ from, until }) => from <= day && day < until)?.rate
  }

  /** Returns the classes of UN numbers, each once; undefined without a table. A number that is not in the table has none. */
  unClassesOf(numbers: readonly string[]): string[] | undefined {
    const classes = this.#unClasses
    return classes === null ? undefined : [...new Set(numbers.flatMap((number) => classes.get(number) ?? []))].sort()
  }

  /** Returns a period in minutes. One that the table leaves out is that of the release, else `otherwise`. */
  deadlineOf(deadline: CargoDeadline, otherwise = 0): number {
    return this.#deadlines.get(deadline) ?? otherwise
  }

  /** Returns the capacity of a day, `2026-03-01`. Of several rows about one thing, the last one that fits the day counts. */
  capacityOf(day: string): DayCapacity {
    // ISO 8601: Monday is 1, Sunday is 7.
    const weekday = String(new Date(`${day}T00:00:00Z`).getUTCDay() || 7)
    const rows = this.#capacity.filter(
      ({ weekdays, from, until }) =>
        (weekdays === null || String(weekdays).includes(weekday)) &&
        (from === null || String(from) <= day) &&
        (until === null || day < String(until)),
    )
    const value = (setting: string, of: string | null = null): number =>
      Number(rows.findLast((row) => row.setting === setting && row.of === of)?.value ?? 0)
    const random = rows
      .filter(({ setting }) => setting === 'random-rate')
      .map((row) => ({ stratum: String(row.of), rate: Number(row.value) }))
    return {
      inspections: value('inspections'),
      explorationShare: value('exploration-share'),
      expected: {
        red: value('expected-rate', 'red'),
        yellow: value('expected-rate', 'yellow'),
        blue: value('expected-rate', 'blue'),
      },
      random,
      randomRateOf: (stratum) => rateOfStratum(random, stratum),
    }
  }
}
