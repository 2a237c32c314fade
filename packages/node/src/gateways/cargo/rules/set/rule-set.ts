import { evaluationBudget, overBudget, type Run, Undetermined } from '../evaluate/run.ts'
import type { RuleInput } from '../input/rule-input.ts'
import { slotOf } from '../language/fields.ts'
import { type CompiledRule, hashOf, type RuleVersion } from './compile-rule.ts'

/** The results of the rules of a set for one consignment. Rules are named by their place in the set. */
export interface RuleOutcomes {
  hits: number[]
  undetermined: { rule: number; reason: Undetermined }[]
}

const tagsSlot = slotOf('c.tags')

/**
 * Rules that are evaluated together. Rules of effect `tag` come first: they see the tags of the tables, and the other rules
 * also see theirs. The result depends on the rules and the input only.
 */
export class RuleSet {
  readonly rules: readonly CompiledRule[]
  /** Rules in force that this release cannot read. They judge no consignment, so no consignment counts as judged. */
  readonly unusable: readonly RuleVersion[]
  /** The SHA-256 of the canonical JSON of the id, version and hash of each rule, by id and version. */
  readonly hash: string
  readonly #tagging: readonly number[]
  readonly #others: readonly number[]
  readonly #run: Run = { values: [], tableTags: null, locals: [], left: 0 }

  constructor(rules: readonly CompiledRule[], unusable: readonly RuleVersion[] = []) {
    this.rules = rules
    this.unusable = unusable
    const versions = rules.map(({ id, version, hash }) => ({ id, version, hash }))
    versions.sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1))
    this.hash = hashOf(versions)
    const places = rules.map((_, place) => place)
    this.#tagging = places.filter((place) => rules[place]?.body.effect === 'tag')
    this.#others = places.filter((place) => rules[place]?.body.effect !== 'tag')
  }

  /** Evaluates every rule. Adds the tags of rules to the input. `time` is called around each evaluation, with its place. */
  evaluate(input: RuleInput, time: Timer | null = null): RuleOutcomes {
    const outcomes: RuleOutcomes = { hits: [], undetermined: [] }
    this.#run.values = input.values
    this.#run.tableTags = input.tableTags
    // The input may have the tags of an evaluation before.
    if (this.#tagging.length > 0) input.values[tagsSlot] = tagsOfTables(input)
    for (const place of this.#tagging) this.#evaluateOne(place, outcomes, time)
    if (outcomes.hits.length > 0) {
      const tags = (input.values[tagsSlot] ?? []) as readonly string[]
      const given = outcomes.hits.map((place) => this.rules[place]?.body.tag ?? '')
      input.values[tagsSlot] = [...new Set([...tags, ...given])].sort()
    }
    for (const place of this.#others) this.#evaluateOne(place, outcomes, time)
    return outcomes
  }

  #evaluateOne(place: number, outcomes: RuleOutcomes, time: Timer | null): void {
    const rule = this.rules[place] as CompiledRule
    const run = this.#run
    run.left = evaluationBudget
    const start = time === null ? 0 : performance.now()
    const result = rule.step(run)
    if (time !== null) time(place, performance.now() - start)
    if (run.left < 0) outcomes.undetermined.push({ rule: place, reason: overBudget })
    else if (result === true) outcomes.hits.push(place)
    else if (result instanceof Undetermined) outcomes.undetermined.push({ rule: place, reason: result })
  }
}

/** Returns the tags that a rule of effect `tag` sees, or undefined if no tables were asked. */
export const tagsOfTables = ({ tableTags }: RuleInput): string[] | undefined =>
  tableTags === null ? undefined : [...tableTags].sort()

type Timer = (place: number, milliseconds: number) => void
