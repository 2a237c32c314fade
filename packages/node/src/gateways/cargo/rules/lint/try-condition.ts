import { compile } from '../evaluate/compile.ts'
import type { RuleInput } from '../input/rule-input.ts'
import type { RuleNode } from '../language/rule-node.ts'
import { ordinaryConsignments } from './ordinary-consignments.ts'

/** The steps of one try of one condition. An ordinary consignment is small, so a condition that needs more is made to. */
const budgetOfTry = 5000
/** The steps of all tries of one rule, at most about a second. */
const budgetOfRule = 20_000_000

/** Tries the conditions of one rule on ordinary consignments, within a budget. */
export interface Trial {
  /** Compiles a condition that reads no variable of an enclosing loop. Beyond its budget it counts as true. */
  start(node: RuleNode): (input: RuleInput) => boolean
  /** Returns the share of ordinary consignments for which a condition is true. It is computed once for each condition. */
  shareOf(node: RuleNode): number
  /** True if the budget of the rule is spent. Then nothing that was returned counts. */
  isSpent(): boolean
}

export function startTrial(source: string): Trial {
  const shares = new Map<RuleNode, number>()
  let left = budgetOfRule
  const start: Trial['start'] = (node) => {
    const step = compile(node, source)
    return ({ values, tableTags }) => {
      if (left < 0) return true
      const run = { values, tableTags, locals: [], left: budgetOfTry }
      const result = step(run)
      left -= 20 + budgetOfTry - run.left
      return result === true || run.left < 0
    }
  }
  return {
    start,
    shareOf(node) {
      const known = shares.get(node)
      if (known !== undefined) return known
      const inputs = ordinaryConsignments()
      const share = inputs.filter(start(node)).length / inputs.length
      shares.set(node, share)
      return share
    },
    isSpent: () => left < 0,
  }
}
