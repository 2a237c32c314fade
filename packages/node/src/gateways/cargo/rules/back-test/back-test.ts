import type { CargoRuleFault, CargoRuleReport, CargoRulesReport } from '@entente/contracts'
import { TagTables } from '../../tables/find-tags.ts'
import { goodsTexts, readInput } from '../input/read-input.ts'
import { fieldsOf } from '../language/rule-node.ts'
import { type CompiledRule, compileRule, type RuleVersion } from '../set/compile-rule.ts'
import { RuleSet } from '../set/rule-set.ts'
import { isBuiltIn } from '../tables/built-in-rules.ts'
import type { HistoryEntry } from './history-line.ts'
import { emptyReport, RuleTally, type SavedTally, type Span } from './rule-tally.ts'

/** The time of this many first consignments is measured, then of one in eight: the clock itself costs time. */
const measuredFirst = 256
const measuredEach = 8

/** The state of a back-test of its first rule, as JSON. */
export interface SavedBackTest {
  counts: [count: number, inspected: number, positives: number, union: number]
  from: string | null
  to: string | null
  /** Consignments that the first rule and each rule hit. */
  both: number[]
  tally: SavedTally
}

/**
 * Tests rules on consignments of the past: call `take` for each, in any order, and then `report`. The rules see each other, so
 * a rule of effect `tag` feeds the others. Rules with faults are reported and not evaluated.
 */
export class BackTest {
  readonly #rules: readonly (CompiledRule | { faults: CargoRuleFault[] })[]
  readonly #versions: readonly RuleVersion[]
  readonly #set: RuleSet
  readonly #tallies: readonly RuleTally[]
  readonly #tables: TagTables
  /** How many consignments two rules of the set hit, at `place * rules + other`. */
  readonly #both: Uint32Array
  #count = 0
  #inspected = 0
  #positives = 0
  #union = 0
  /** When the first and the last consignment were received. */
  #from: string | null = null
  #to: string | null = null

  constructor(versions: readonly RuleVersion[], tables = new TagTables()) {
    this.#versions = versions
    this.#rules = versions.map(compileRule)
    const usable = this.#rules.filter((rule) => 'step' in rule)
    this.#set = new RuleSet(usable)
    this.#tallies = usable.map(() => new RuleTally())
    this.#tables = tables
    this.#both = new Uint32Array(usable.length ** 2)
  }

  /** Evaluates every rule on one consignment. Throws ConsignmentFault if its data have another form. */
  take(entry: HistoryEntry): void {
    const { consignment, example, receivedAt, outcome } = entry
    const at = momentOf(receivedAt)
    const day = at.slice(0, 10)
    const tableTags = entry.tags ?? this.#tagsOf(consignment, day)
    const input = readInput(consignment, { ...entry.context, now: at, tableTags })
    const isMeasured = this.#count < measuredFirst || this.#count % measuredEach === 0
    const time = (place: number, milliseconds: number) => this.#tallies[place]?.addTime(milliseconds * 1000)
    const { hits, undetermined } = this.#set.evaluate(input, isMeasured ? time : null)

    this.#count += 1
    const isInspected = outcome !== null && outcome !== 'not-inspected'
    if (isInspected) this.#inspected += 1
    if (outcome === 'found') this.#positives += 1
    if (this.#from === null || timeOf(receivedAt) < timeOf(this.#from)) this.#from = receivedAt
    if (this.#to === null || timeOf(receivedAt) > timeOf(this.#to)) this.#to = receivedAt
    for (const { rule } of undetermined) this.#tallies[rule]!.undetermined += 1
    const opening = hits.filter((place) => this.#set.rules[place]?.body.effect !== 'tag')
    if (opening.length > 0) this.#union += 1
    for (const place of hits) {
      const others = opening.length - (opening.includes(place) ? 1 : 0)
      this.#tallies[place]!.addHit({
        key: example ?? consignment.key ?? consignment.id ?? '',
        day,
        outcome,
        isInspected,
        isOnly: others === 0,
      })
      for (const other of hits) this.#both[place * this.#tallies.length + other]! += 1
    }
  }

  #tagsOf(consignment: HistoryEntry['consignment'], day: string): ReadonlySet<string> {
    const texts = goodsTexts(consignment).map(({ text }) => text)
    const hs = (consignment.hsCodes ?? []).filter((code) => typeof code === 'string')
    return this.#tables.tagsOf({ hs, texts, day })
  }

  /** Tests whether a written rule reads this field. What only a rule of every node reads is not worth a slower test. */
  reads(path: string): boolean {
    return this.#set.rules.some(({ id, node }) => !isBuiltIn(id) && [...fieldsOf(node)].includes(path))
  }

  /** Returns the state of the first rule, for a back-test of the same rules that another job continues. */
  save(): SavedBackTest {
    return {
      counts: [this.#count, this.#inspected, this.#positives, this.#union],
      ...{ from: this.#from, to: this.#to, both: [...this.#both.subarray(0, this.#tallies.length)] },
      tally: (this.#tallies[0] ?? new RuleTally()).save(),
    }
  }

  /** Continues from a saved state. The report is then right for the first rule alone. */
  restore({ counts, from, to, both, tally }: SavedBackTest): void {
    ;[this.#count, this.#inspected, this.#positives, this.#union] = counts
    this.#from = from
    this.#to = to
    this.#both.set(both)
    this.#tallies[0]?.restore(tally)
  }

  report(): CargoRulesReport {
    const [from, to] = [this.#from, this.#to]
    const span: Span = { count: this.#count, days: from === null || to === null ? 0 : daysOf(from, to) }
    return {
      history: { count: this.#count, from, to, inspected: this.#inspected, positives: this.#positives },
      rules: this.#rules.map((rule, n) => this.#reportOf(rule, this.#versions[n]!, span)),
      union: { hits: this.#union, rate: this.#count === 0 ? 0 : this.#union / this.#count },
    }
  }

  #reportOf(rule: CompiledRule | { faults: CargoRuleFault[] }, version: RuleVersion, span: Span): CargoRuleReport {
    if ('faults' in rule) return emptyReport(version, rule.faults)
    const place = this.#set.rules.indexOf(rule)
    const overlap = this.#set.rules.flatMap(({ id }, other) =>
      other === place ? [] : [{ ruleId: id, both: this.#both[place * this.#tallies.length + other] ?? 0 }],
    )
    return this.#tallies[place]!.report(rule, span, overlap)
  }
}

const dayMs = 86_400_000
const timeOf = (receivedAt: string): number => Date.parse(momentOf(receivedAt))
const daysOf = (from: string, to: string): number =>
  Math.floor(Date.parse(momentOf(to)) / dayMs) - Math.floor(Date.parse(momentOf(from)) / dayMs) + 1

/** Returns a moment in UTC to the second. A time without a zone is taken as UTC. */
function momentOf(receivedAt: string): string {
  const zoned = /(?:Z|[+-]\d\d:\d\d|^\d{4}-\d\d-\d\d)$/.test(receivedAt) ? receivedAt : `${receivedAt}Z`
  return `${new Date(zoned).toISOString().slice(0, 19)}Z`
}
