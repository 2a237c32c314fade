import type { CargoRuleLeaf } from '@entente/contracts'
import type { FoundHit, SignalHitFound } from '../../../../pipeline/gateway/compared-subject.ts'
import { takeTurns } from '../../../../store/take-turns.ts'
import type { Assessed, CargoSubject, OtherFacts } from '../../subjects/cargo-subject.ts'
import { overBudget } from '../evaluate/run.ts'
import { explainRule } from '../explain/explain-rule.ts'
import { readInput } from '../input/read-input.ts'
import { ConsignmentFault, type RuleContext } from '../input/rule-input.ts'
import type { CompiledRule } from '../set/compile-rule.ts'
import type { RuleSet } from '../set/rule-set.ts'
import { builtInRule } from '../tables/built-in-rules.ts'

/** A consignment with the hits that the steps before found, and with further facts. */
export interface Screened {
  context: CargoSubject
  hits: readonly FoundHit[]
  facts: OtherFacts
}

/** The rules of effect `case` that hit a consignment, and the titles of the rules that could not judge it. */
export interface Judged {
  cases: { rule: CompiledRule; leaves: readonly CargoRuleLeaf[] }[]
  notJudged: string[]
  /** Whether a rule that could not judge it might have opened a case. A rule of effect `lane` opens none. */
  mayOpenCase: boolean
}

/**
 * Evaluates a set of rules on consignments, in memory. Fills `rulesHash`, `facts`, `ruleHits`, `lanes` and `undetermined` of each
 * assessment. A masked consignment meets no rule. A consignment is not judged by a rule whose evaluation is over its
 * budget or that this release cannot read, and by no rule if its data have another form: a missing value is no such fault. It
 * then gets a yellow lane, whatever else follows.
 */
export async function evaluateRules(set: RuleSet, screened: readonly Screened[]): Promise<Judged[]> {
  const judged: Judged[] = []
  const next = takeTurns()
  for (const one of screened) {
    Object.assign(one.context.assessed, { rulesHash: set.hash, facts: one.facts })
    judged.push(evaluateOne(set, one))
    await next()
  }
  return judged
}

function evaluateOne(set: RuleSet, { context, hits, facts }: Screened): Judged {
  const { assessed, value } = context
  if (value === null) return { cases: [], notJudged: [], mayOpenCase: false }
  const { consignment } = value
  try {
    const input = readInput(consignment, contextOf(context, hits, facts))
    const outcomes = set.evaluate(input)
    const made = outcomes.hits.map((place) => {
      const rule = set.rules[place] as CompiledRule
      return { rule, leaves: explainRule(rule, consignment, input) }
    })
    assessed.ruleHits = made.map(({ rule: { id, version, body }, leaves }) => ({
      ...{ ruleId: id, ruleVersion: version, text: body.title, leaves },
    }))
    assessed.lanes = made.flatMap(({ rule }) => laneOf(rule))
    const without = outcomes.undetermined.map(({ rule, reason }) => ({ rule: set.rules[rule] as CompiledRule, reason }))
    assessed.undetermined = without.map(({ rule: { id, version }, reason: { path, reason } }) => ({
      ...{ ruleId: id, ruleVersion: version, path: reason === 'absent' ? path : null, reason },
    }))
    const over = without.flatMap(({ rule, reason }) => (reason.reason === overBudget.reason ? [rule] : []))
    const silent = [...over, ...set.unusable].map(({ body }) => body)
    if (silent.length > 0) assessed.lanes = [...assessed.lanes, notJudgedLane]
    return {
      cases: made.filter(({ rule }) => rule.body.effect === 'case'),
      notJudged: silent.map(({ title }) => title),
      // A tag that is not known may keep a rule of effect case from its hit. A rule that cannot be read has its alarm: it would
      // open a case for all goods.
      mayOpenCase: over.some(({ body }) => body.effect !== 'lane'),
    }
  } catch (error) {
    if (!(error instanceof ConsignmentFault)) throw error
    assessed.undetermined = set.rules.map(({ id, version }) => ({
      ...{ ruleId: id, ruleVersion: version, path: error.at, reason: 'data-damaged' },
    }))
    assessed.lanes = [notJudgedLane]
    const notJudged = [...set.rules, ...set.unusable].map(({ body }) => body.title).slice(0, 1)
    return { cases: [], notJudged, mayOpenCase: true }
  }
}

const notJudgedRule = builtInRule('not-judged')
const notJudgedLane: Assessed['lanes'][number] = {
  ...{ ruleId: notJudgedRule.id, ruleVersion: notJudgedRule.version, lane: 'yellow' as const },
  ...{ selectShare: null, mostUnselected: null },
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

/** Returns the facts that rules read about a consignment beside its own data. A fact that no step measured is absent. */
function contextOf({ assessed }: CargoSubject, hits: readonly FoundHit[], facts: OtherFacts): RuleContext {
  const { now, firstSeen, quality, model, tables, tags } = assessed
  const ofSignals = hits.filter((hit): hit is SignalHitFound => hit.signal !== null)
  const kinds = [...new Set(ofSignals.map(({ kind }) => kind))].sort()
  return {
    ...{ now, firstSeen, ...facts },
    quality: quality ?? undefined,
    score: model?.score,
    watch: { best: Math.max(0, ...ofSignals.map(({ score }) => score)), kinds },
    tableTags: Object.keys(tables).length === 0 ? undefined : new Set(tags),
  }
}
