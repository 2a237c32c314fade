import type { FoundHit, RuleHitFound, SignalHitFound } from '../../../../pipeline/gateway/compared-subject.ts'
import { takeTurns } from '../../../../store/take-turns.ts'
import type { Assessed, CargoSubject } from '../../subjects/cargo-subject.ts'
import { explainRule } from '../explain/explain-rule.ts'
import { readInput } from '../input/read-input.ts'
import type { RuleContext } from '../input/rule-input.ts'
import type { CompiledRule } from '../set/compile-rule.ts'
import type { RuleSet } from '../set/rule-set.ts'
import { ruleHit } from './rule-hit.ts'

/** A consignment with the hits that the steps before found. */
export interface Screened {
  context: CargoSubject
  hits: readonly FoundHit[]
}

/**
 * Evaluates a set of rules on consignments, in memory. Fills `rulesHash`, `ruleHits`, `lanes` and `undetermined` of each
 * assessment, and returns the hits of effect `case` in the order of the consignments. A masked consignment meets no rule.
 */
export async function evaluateRules(set: RuleSet, screened: readonly Screened[]): Promise<RuleHitFound[][]> {
  const found: RuleHitFound[][] = []
  const next = takeTurns()
  for (const one of screened) {
    found.push(evaluateOne(set, one))
    await next()
  }
  return found
}

function evaluateOne(set: RuleSet, { context, hits }: Screened): RuleHitFound[] {
  const { assessed, value } = context
  assessed.rulesHash = set.hash
  if (value === null) return []
  const signalHits = hits.filter((hit) => hit.signal !== null)
  const input = readInput(value.consignment, contextOf(context, signalHits))
  const outcomes = set.evaluate(input)
  const rules = outcomes.hits.map((place) => set.rules[place] as CompiledRule)
  assessed.ruleHits = rules.map((rule) => ({
    ...{ ruleId: rule.id, ruleVersion: rule.version, text: rule.body.title },
    leaves: explainRule(rule, value.consignment, input),
  }))
  assessed.lanes = rules.flatMap(laneOf)
  assessed.undetermined = outcomes.undetermined.map(({ rule, reason: { path, reason } }) => ({
    ...{ ruleId: set.rules[rule]?.id ?? '', ruleVersion: set.rules[rule]?.version ?? 0 },
    ...{ path: reason === 'absent' ? path : null, reason },
  }))
  return rules.flatMap((rule, place) => {
    if (rule.body.effect !== 'case') return []
    const leaves = assessed.ruleHits[place]?.leaves ?? []
    return [
      ruleHit(
        context,
        rule,
        leaves.map((leaf) => ({ ...leaf, messageId: null })),
      ),
    ]
  })
}

const laneOf = ({ id, version, body }: CompiledRule): Assessed['lanes'] =>
  body.effect !== 'lane' || body.lane === null
    ? []
    : [
        {
          ...{ ruleId: id, ruleVersion: version, lane: body.lane },
          ...{ selectShare: body.selectShare, mostUnselected: body.maxHitsWithoutSelection },
        },
      ]

/** Facts about a consignment that no step stores in its assessment. */
type OtherFacts = Pick<RuleContext, 'rate' | 'findings' | 'unClasses'>

/** Returns what rules know about a consignment beside its own data. A fact that no step measured is absent. */
function contextOf(
  { assessed }: CargoSubject,
  signalHits: readonly Pick<SignalHitFound, 'score' | 'kind'>[],
  facts: OtherFacts = {},
): RuleContext {
  const { now, firstSeen, quality, model, tables, tags } = assessed
  const kinds = [...new Set(signalHits.map(({ kind }) => kind))].sort()
  return {
    ...{ now, firstSeen, ...facts },
    quality: quality ?? undefined,
    score: model?.score,
    watch: { best: Math.max(0, ...signalHits.map(({ score }) => score)), kinds },
    tableTags: Object.keys(tables).length === 0 ? undefined : new Set(tags),
  }
}
