import type { CargoRuleFault } from '@entente/contracts'
import { makeFault } from '../language/faults.ts'
import { partsOf, type RuleNode } from '../language/rule-node.ts'
import { classifyLeaf, type Leaf, type ProtectedReason } from './classify-leaf.ts'
import { startTrial } from './try-condition.ts'

/** A condition that holds for this share of ordinary consignments is no condition. */
const nearlyAll = 0.95

/** The grounds of one way to fulfil a rule, as bits. */
const onProtected = 1
const onCounting = 2
/** A set of such ways, one bit for each of the four. */
type Ways = number
const always: Ways = 1
const way = (grounds: number): Ways => 1 << grounds
const soleProtected = way(onProtected)

/**
 * Finds conditions on a protected attribute that are sufficient by themselves: the name of a person, or words for a nation,
 * religion or ethnic group. The place of a party counts as well. They need a second condition about goods, route or data
 * quality. Two tests find the ways around this:
 *
 * - by form: each way to fulfil the rule (each conjunct of its disjunctive normal form) is looked at. A way that rests on a
 *   protected condition and on no condition that counts is a fault. A condition that nearly every ordinary consignment fulfils
 *   does not count.
 * - by effect: the protected condition is taken as fulfilled, and the rest of the rule is evaluated on ordinary consignments. If
 *   nearly all are hit, the rest adds nothing, however it is written.
 */
export function findProtectedGround(root: RuleNode, source: string): CargoRuleFault[] {
  const leaves = new Map<RuleNode, Leaf>()
  const trial = startTrial(source)
  const { shareOf } = trial
  collect(root, (node) => leaves.set(node, classifyLeaf(node, trial)))
  const places = [...leaves].flatMap(([, leaf]) => (leaf.kind === 'protected' ? [...leaf.literals] : []))
  for (const [node, leaf] of leaves)
    if (leaf.kind === 'counting' && repeatsPlace(leaf, places)) leaves.set(node, { ...leaf, kind: 'neutral' })
  const isProtected = (node: RuleNode) => leaves.get(node)?.kind === 'protected'
  const found = [...leaves].filter(([node]) => isProtected(node) && isSufficient(node))
  // A rule that cannot be judged within the budget was made so, or has too many conditions to be understood.
  if (trial.isSpent()) return [makeFault(source, root, 'rule-too-large', 'too-hard-to-judge')]
  return found.map(([node, leaf]) => {
    const reason: ProtectedReason = leaf.reason ?? 'party-place-alone'
    const values: Record<string, string> = leaf.word === null ? {} : { word: leaf.word }
    return makeFault(source, node, 'rule-protected-attribute', reason, { values })
  })

  function isSufficient(node: RuleNode): boolean {
    return (waysOf(root, true, node) & soleProtected) !== 0 || decides(node)
  }

  /** Returns the grounds of every way in which a node becomes true (or false, if `positive` is false). */
  function waysOf(node: RuleNode, positive: boolean, asked: RuleNode): Ways {
    switch (node.kind) {
      case 'not':
        return waysOf(node.operand, !positive, asked)
      case 'and':
      case 'or': {
        if (!mentions(node, ({ kind, isInLoop }) => kind === 'protected' || isInLoop)) {
          const share = shareOf(node)
          if ((positive ? share : 1 - share) >= nearlyAll) return always
        }
        const [left, right] = [waysOf(node.left, positive, asked), waysOf(node.right, positive, asked)]
        return (node.kind === 'and') === positive ? both(left, right) : left | right
      }
      case 'if': {
        const [yes, no] = [waysOf(node.test, true, asked), waysOf(node.test, false, asked)]
        const [left, right] = [waysOf(node.left, positive, asked), waysOf(node.right, positive, asked)]
        return both(yes, left) | both(no, right)
      }
      case 'each':
        if (isQuantifier(node)) {
          // `all` is true, and `exists` false, for a list without elements.
          const isEmpty = (node.operator === 'all') === positive ? always : 0
          return waysOf(node.body, positive, asked) | isEmpty
        }
        return waysOfLeaf(node, positive, asked)
      case 'literal':
        return node.value === positive ? always : 0
      default:
        return waysOfLeaf(node, positive, asked)
    }
  }

  function waysOfLeaf(node: RuleNode, positive: boolean, asked: RuleNode): Ways {
    const leaf = leaves.get(node)
    // A missing value is a fault of the data, so `!has(...)` counts, and `has(...)` is only the question before a comparison.
    if (node.kind === 'has') return positive ? always : way(onCounting)
    if (leaf === undefined || leaf.kind === 'neutral') return always
    if (leaf.kind === 'protected') return node === asked ? way(onProtected) : always
    const share = leaf.isInLoop ? 0 : shareOf(node)
    return (positive ? share : 1 - share) >= nearlyAll ? always : way(onCounting)
  }

  function mentions(node: RuleNode, test: (leaf: Leaf) => boolean): boolean {
    let found = false
    collect(node, (one) => {
      const leaf = leaves.get(one)
      found ||= leaf !== undefined && test(leaf)
    })
    return found
  }

  /** Tests whether the rule hits nearly every ordinary consignment as soon as a protected condition is fulfilled. */
  function decides(asked: RuleNode): boolean {
    return [true, false].some((neutral) => {
      const share = (fulfilled: boolean) =>
        shareOf(
          replaceLeaves(root, true, (leaf, positive) => {
            const kind = leaves.get(leaf)?.kind
            if (leaf === asked) return fulfilled === positive
            if (kind === 'protected') return positive
            return kind === 'neutral' && leaf.kind !== 'has' ? neutral === positive : null
          }),
        )
      return share(true) >= nearlyAll && share(false) < nearlyAll
    })
  }
}

const both = (left: Ways, right: Ways): Ways => {
  let ways = 0
  for (let a = 0; a < 4; a += 1)
    for (let b = 0; b < 4; b += 1) if ((left & way(a)) !== 0 && (right & way(b)) !== 0) ways |= way(a | b)
  return ways
}

type Quantifier = Extract<RuleNode, { kind: 'each' }> & { operator: 'exists' | 'all' }
const isQuantifier = (node: RuleNode): node is Quantifier =>
  node.kind === 'each' && (node.operator === 'exists' || node.operator === 'all')

/** Calls `take` for each condition that joins no others. */
function collect(node: RuleNode, take: (leaf: RuleNode) => void): void {
  if (node.kind === 'and' || node.kind === 'or' || (node.kind === 'if' && node.type === 'bool')) {
    for (const part of partsOf(node)) collect(part, take)
  } else if (node.kind === 'not') collect(node.operand, take)
  else if (isQuantifier(node)) collect(node.body, take)
  else if (node.kind !== 'literal') take(node)
}

/** Replaces conditions by literals where `choose` gives one. `positive` tells it whether the condition is negated. */
function replaceLeaves(
  node: RuleNode,
  positive: boolean,
  choose: (leaf: RuleNode, positive: boolean) => boolean | null,
): RuleNode {
  const one = (part: RuleNode, sign: boolean) => replaceLeaves(part, sign, choose)
  if (node.kind === 'not') return { ...node, operand: one(node.operand, !positive) }
  if (node.kind === 'and' || node.kind === 'or')
    return { ...node, left: one(node.left, positive), right: one(node.right, positive) }
  if (node.kind === 'if' && node.type === 'bool') {
    const { from, to, test } = node
    const join = (kind: 'and' | 'or', left: RuleNode, right: RuleNode): RuleNode => ({
      ...{ kind, left, right, type: 'bool', from, to },
    })
    const negated: RuleNode = { kind: 'not', operand: one(test, !positive), type: 'bool', from, to }
    return join(
      'or',
      join('and', one(test, positive), one(node.left, positive)),
      join('and', negated, one(node.right, positive)),
    )
  }
  if (isQuantifier(node)) return { ...node, body: one(node.body, positive) }
  const value = node.kind === 'literal' ? null : choose(node, positive)
  return value === null ? node : { kind: 'literal', value, type: 'bool', from: node.from, to: node.to }
}

/** Tests whether a condition on the route names only countries that the conditions on parties name as well. */
function repeatsPlace({ literals, isOfRoute }: Leaf, places: readonly string[]): boolean {
  if (!isOfRoute || literals.length === 0) return false
  const countries = new Set(places.map((place) => place.slice(0, 2).toUpperCase()))
  return literals.every((literal) => countries.has(literal.slice(0, 2).toUpperCase()))
}
