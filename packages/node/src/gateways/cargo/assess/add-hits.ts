import type { ComparedSubject, CompareTerms, FoundHit } from '../../../pipeline/gateway/compared-subject.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { evaluateRules } from '../rules/hits/evaluate-rules.ts'
import { type CompiledRule, compileRule, type RuleVersion } from '../rules/set/compile-rule.ts'
import { RuleSet } from '../rules/set/rule-set.ts'
import { builtInRule } from '../rules/tables/built-in-rules.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'

type Compared = ComparedSubject<CargoSubject>

/**
 * Adds the gateway's own hits to those of the parties. Each step takes all consignments of the transaction together and has a
 * fixed number of statements. It reads what the steps before it found, so their order counts:
 *
 * 1. signals of consignments, whose hits `c.watch` of a rule counts;
 * 2. features, counters and the score of the model;
 * 3. tables, whose tags a rule asks for;
 * 4. rules.
 *
 * Every step reads its set of rules, tables or model in this transaction, so a change counts for the next consignment at once.
 * If only some signals are compared, hits of rules stay as they are.
 */
export async function addHits(_tx: Tx, compared: readonly Compared[], { only }: CompareTerms): Promise<Compared[]> {
  if (compared.length === 0 || only !== undefined) return [...compared]
  return withHits(compared, await evaluateRules(rulesInForce(), compared))
}

/** Returns the consignments with further hits, those of each consignment by score. */
const withHits = (compared: readonly Compared[], found: readonly FoundHit[][]): Compared[] =>
  compared.map((subject, place) => {
    const more = found[place] ?? []
    if (more.length === 0) return subject
    return { ...subject, hits: [...subject.hits, ...more].sort((a, b) => b.score - a.score) }
  })

/** The built-in rules that are evaluated. The others stand for hits that another step makes. */
const evaluated: readonly RuleVersion[] = [builtInRule('arms-table')]

const compiled = (rule: RuleVersion): CompiledRule => {
  const result = compileRule(rule)
  if ('faults' in result) throw new Error(`rule ${rule.id} version ${rule.version} does not compile`)
  return result
}

let builtIn: RuleSet | undefined

/** Returns the compiled rules that are in force. */
function rulesInForce(): RuleSet {
  builtIn ??= new RuleSet(evaluated.map(compiled))
  return builtIn
}
