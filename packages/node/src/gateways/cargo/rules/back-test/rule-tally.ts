import type { CargoRuleFault, CargoRuleReport } from '@entente/contracts'
import { wilsonInterval } from '@entente/matching'
import type { RuleVersion } from '../set/compile-rule.ts'
import type { InspectionOutcome } from './history-line.ts'

const mostExamples = 10
const mostTimes = 4096

/** The totals of which the figures of a rule are shares. Days are those of the calendar from the first to the last consignment, in UTC. */
export interface Span {
  count: number
  days: number
}

interface Hit {
  key: string
  day: string
  outcome: InspectionOutcome | null
  isInspected: boolean
  /** No other rule opens or selects this consignment. */
  isOnly: boolean
}

/** The counts of a tally, as JSON. */
export interface SavedTally {
  counts: [undetermined: number, hits: number, inspected: number, positives: number, only: number, timed: number]
  longest: number
  byDay: [day: string, hits: number, only: number][]
  examples: string[]
  times: number[]
}

const roundMicros = (microseconds: number) => Math.round(microseconds * 100) / 100

/** Counts what one rule did on a history. */
export class RuleTally {
  undetermined = 0
  #hits = 0
  #inspected = 0
  #positives = 0
  #only = 0
  readonly #byDay = new Map<string, { hits: number; only: number }>()
  readonly #examples = new Set<string>()
  /** The microseconds of the latest measured evaluations. */
  readonly #times = new Float64Array(mostTimes)
  #timed = 0
  #longest = 0

  addHit({ key, day, outcome, isInspected, isOnly }: Hit): void {
    this.#hits += 1
    if (isInspected) this.#inspected += 1
    if (outcome === 'found') this.#positives += 1
    if (isOnly) this.#only += 1
    const ofDay = this.#byDay.get(day) ?? { hits: 0, only: 0 }
    this.#byDay.set(day, { hits: ofDay.hits + 1, only: ofDay.only + (isOnly ? 1 : 0) })
    if (this.#examples.size < mostExamples) this.#examples.add(key)
  }

  addTime(microseconds: number): void {
    this.#times[this.#timed % mostTimes] = microseconds
    this.#timed += 1
    this.#longest = Math.max(this.#longest, microseconds)
  }

  /** Returns the counts, for a tally that another job continues. */
  save(): SavedTally {
    return {
      counts: [this.undetermined, this.#hits, this.#inspected, this.#positives, this.#only, this.#timed],
      longest: this.#longest,
      byDay: [...this.#byDay].map(([day, { hits, only }]) => [day, hits, only]),
      examples: [...this.#examples],
      times: [...this.#times.subarray(0, Math.min(this.#timed, mostTimes))].map(roundMicros),
    }
  }

  /** Continues from saved counts. */
  restore({ counts, longest, byDay, examples, times }: SavedTally): void {
    ;[this.undetermined, this.#hits, this.#inspected, this.#positives, this.#only, this.#timed] = counts
    this.#longest = longest
    for (const [day, hits, only] of byDay) this.#byDay.set(day, { hits, only })
    for (const example of examples) this.#examples.add(example)
    this.#times.set(times)
  }

  report({ id, version, body }: RuleVersion, span: Span, overlap: CargoRuleReport['overlap']): CargoRuleReport {
    const days = [...this.#byDay].sort(([a], [b]) => (a < b ? -1 : 1))
    const [inspected, positives] = [this.#inspected, this.#positives]
    return {
      id,
      version,
      ok: true,
      errors: [],
      hits: this.#hits,
      rate: span.count === 0 ? 0 : this.#hits / span.count,
      undetermined: this.undetermined,
      inspected,
      positives,
      precision: inspected === 0 ? null : { value: positives / inspected, ...wilsonInterval(positives, inspected) },
      onlyThis: this.#only,
      // A tag opens nothing, so it adds no work.
      extraPerDay: body.effect === 'tag' ? { mean: 0, p95: 0 } : this.#extraPerDay(span.days),
      micros: this.#micros(),
      byDay: days.map(([day, { hits }]) => ({ day, hits })),
      overlap,
      examples: [...this.#examples],
    }
  }

  /** The 95th percentile is the nearest rank among all days, also those without hits. */
  #extraPerDay(days: number): { mean: number; p95: number } {
    if (days === 0) return { mean: 0, p95: 0 }
    const counts = [...this.#byDay.values()].map(({ only }) => only).sort((a, b) => b - a)
    return { mean: this.#only / days, p95: counts[days - Math.ceil(0.95 * days)] ?? 0 }
  }

  #micros(): { p50: number; max: number } | null {
    if (this.#timed === 0) return null
    const times = this.#times.subarray(0, Math.min(this.#timed, mostTimes)).slice().sort()
    return { p50: roundMicros(times[Math.floor((times.length - 1) / 2)] ?? 0), max: roundMicros(this.#longest) }
  }
}

/** Returns the report on a rule that was not evaluated. */
export const emptyReport = ({ id, version }: RuleVersion, errors: CargoRuleFault[]): CargoRuleReport => ({
  ...{ id, version, ok: false, errors, hits: null, rate: null, undetermined: null, inspected: null, positives: null },
  ...{ precision: null, onlyThis: null, extraPerDay: null, micros: null, byDay: [], overlap: [], examples: [] },
})
