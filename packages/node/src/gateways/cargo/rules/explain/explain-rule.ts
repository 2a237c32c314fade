import type { CargoRuleLeaf } from '@entente/contracts'
import { compile } from '../evaluate/compile.ts'
import { evaluationBudget, overBudget, type Result, type Run, type Step, Undetermined } from '../evaluate/run.ts'
import { type AnyConsignment, goodsTexts } from '../input/read-input.ts'
import type { RuleInput } from '../input/rule-input.ts'
import { type Field, slotOf } from '../language/fields.ts'
import { partsOf, type RuleNode, type Value } from '../language/rule-node.ts'
import type { CompiledRule } from '../set/compile-rule.ts'
import { tagsOfTables } from '../set/rule-set.ts'
import { findPlace } from './find-place.ts'
import { shownValue } from './shown-value.ts'

type NodeOf<K extends RuleNode['kind']> = Extract<RuleNode, { kind: K }>

/** The most leaves of an explanation. */
const mostLeaves = 200
/**
 * The steps of one explanation. It evaluates parts that the result did not need, so it has more than one evaluation. A leaf
 * beyond it has the outcome `error`.
 */
const explanationBudget = 10 * evaluationBudget
const descriptionSlot = slotOf('c.description')
const tagsSlot = slotOf('c.tags')

/**
 * Explains what a rule read in a consignment: one leaf for each comparison, in the order of the text, whether or not it was
 * needed for the result. Of a loop the leaf is followed by those of the element that decided it. The steps are those of the
 * evaluation, and nothing but the rule, the consignment and the input counts, so the same three give the same bytes.
 * `input` is the one that the rule was evaluated on.
 */
export function explainRule(rule: CompiledRule, consignment: AnyConsignment, input: RuleInput): CargoRuleLeaf[] {
  const source = rule.body.expression
  const values = [...input.values]
  // A rule that gives a tag is evaluated before the tags of rules are known.
  if (rule.body.effect === 'tag') values[tagsSlot] = tagsOfTables(input)
  const run: Run = { values, tableTags: input.tableTags, locals: [], left: 0 }
  const steps = new Map<RuleNode, Step>()
  const leaves: CargoRuleLeaf[] = []
  let left = explanationBudget
  walk(rule.node)
  return leaves

  function walk(node: RuleNode): void {
    if (leaves.length >= mostLeaves) return
    const leaf = node.kind === 'each' ? null : leafOf(node)
    if (node.kind === 'each') walkLoop(node)
    else if (leaf !== null) leaves.push(leaf)
    else for (const part of partsOf(node)) walk(part)
  }

  function evaluate(node: RuleNode): Result {
    let step = steps.get(node)
    if (step === undefined) {
      step = compile(node, source)
      steps.set(node, step)
    }
    const given = Math.max(0, Math.min(evaluationBudget, left))
    run.left = given
    const result = step(run)
    left -= 1 + given - run.left
    return run.left < 0 ? overBudget : result
  }

  /** Returns the leaf of a comparison, or null for a node that only joins others. */
  function leafOf(node: RuleNode): CargoRuleLeaf | null {
    switch (node.kind) {
      case 'compare':
        return isLogical(node.left) ? null : comparison(node, node.operator, node.left, node.right)
      case 'in':
        return comparison(node, 'in', node.left, node.right)
      case 'text':
        return comparison(node, node.operator, node.left, node.right)
      case 're':
        return make(node, node.text, 're', node.pattern.source)
      case 'has':
        return has(node)
      case 'field':
      case 'local':
        return node.type === 'bool' ? make(node, node, 'is', true) : null
      case 'call':
        if (node.name === 'hsIn') return comparison(node, 'hsIn', node.args[0]!, node.args[1]!)
        return node.name === 'inTable' ? table(node) : null
      default:
        return null
    }
  }

  function comparison(node: RuleNode, operator: string, left: RuleNode, right: RuleNode): CargoRuleLeaf {
    // The side that reads something is the value, and the other one is what it is compared with.
    const isTurned = readsNothing(left) && !readsNothing(right) && operator in turned
    const [read, other] = isTurned ? [right, left] : [left, right]
    const expected = evaluate(other)
    return make(node, read, isTurned ? turned[operator]! : operator, expected instanceof Undetermined ? null : expected)
  }

  function make(node: RuleNode, read: RuleNode, operator: string, expected: Value | null): CargoRuleLeaf {
    const value = evaluate(read)
    const result = evaluate(node)
    return {
      path: nameOf(read),
      operator,
      value: value instanceof Undetermined ? null : shownValue(value, expected, operator),
      expected: expected === null ? null : shownValue(expected, null, operator),
      outcome: outcomeOf(result),
      at: placeOf(node, read, value, operator, expected),
    }
  }

  function has({ path, fields }: NodeOf<'has'>): CargoRuleLeaf {
    const isStated = fields.some(({ slot }) => values[slot] !== undefined)
    const stated = fields.find(({ slot }) => values[slot] !== undefined)
    const at = stated === undefined ? null : findPlace(consignment, stated.path, null)
    return { path, operator: 'has', value: isStated, expected: true, outcome: isStated ? 'true' : 'false', at }
  }

  function table(node: NodeOf<'call'>): CargoRuleLeaf {
    const tag = evaluate(node.args[0]!)
    const tags = run.tableTags === null ? null : [...run.tableTags].sort()
    const expected = tag instanceof Undetermined ? null : shownValue(tag, null, 'in')
    return { path: 'tables', operator: 'inTable', value: tags, expected, outcome: outcomeOf(evaluate(node)), at: null }
  }

  function walkLoop(node: NodeOf<'each'>): void {
    const list = evaluate(node.list)
    const result = evaluate(node)
    const elements = Array.isArray(list) ? (list as readonly Value[]) : []
    const wanted = node.operator !== 'all'
    const decides = (element: Value): boolean => {
      run.locals[node.depth] = element
      const tested = node.operator === 'map' && node.filter !== null ? node.filter : node.body
      return evaluate(tested) === wanted
    }
    const witness = elements.find(decides)
    const field = fieldOf(node.list)
    leaves.push({
      path: nameOf(node.list),
      operator: node.operator,
      value: list instanceof Undetermined ? null : shownValue(list, null, node.operator),
      expected: source.slice((node.filter ?? node.body).from, node.body.to),
      outcome: typeof result === 'boolean' || result instanceof Undetermined ? outcomeOf(result) : 'true',
      at: field === null ? null : findPlace(consignment, field.path, typeof witness === 'string' ? witness : null),
    })
    if (witness === undefined) return
    run.locals[node.depth] = witness
    if (node.filter !== null) walk(node.filter)
    walk(node.body)
  }

  /** Names the read value: a field by its path, the element of a loop by the list, anything else by its text. */
  function nameOf(node: RuleNode): string {
    if (node.kind === 'field') return node.field.path
    if (node.kind === 'local') return `${nameOf(node.of)}[*]`
    return source.slice(node.from, node.to)
  }

  function placeOf(
    node: RuleNode,
    read: RuleNode,
    value: Result,
    operator: string,
    expected: Value | null,
  ): string | null {
    const field = fieldOf(read)
    if (field === null || value instanceof Undetermined) return null
    if (field.slot === descriptionSlot && typeof value === 'string') return goodsPlace(node)
    const element = read.kind === 'local' ? value : elementOf(value, operator, expected)
    return findPlace(consignment, field.path, typeof element === 'string' ? element : null)
  }

  /** The description and the items are one text. Its place is the first part for which the comparison is true alone. */
  function goodsPlace(node: RuleNode): string | null {
    const parts = goodsTexts(consignment)
    if (parts.length < 2) return parts[0]?.at ?? null
    const whole = values[descriptionSlot]
    const found = parts.find(({ text }) => {
      values[descriptionSlot] = text
      return evaluate(node) === true
    })
    values[descriptionSlot] = whole
    return (found ?? parts[0])?.at ?? null
  }
}

const turned: Readonly<Record<string, string>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  in: 'contains',
}

const outcomeOf = (result: Result): CargoRuleLeaf['outcome'] => {
  if (result instanceof Undetermined) return result.reason === 'absent' ? 'absent' : 'error'
  return result === true ? 'true' : 'false'
}

/** Tests whether a comparison joins conditions, such as `(a > 1) == (b > 1)`: then its parts are the leaves. */
const isLogical = ({ kind, type }: RuleNode): boolean =>
  type === 'bool' && kind !== 'field' && kind !== 'local' && kind !== 'literal'

const readsNothing = (node: RuleNode): boolean =>
  node.kind !== 'field' && node.kind !== 'local' && node.kind !== 'has' && partsOf(node).every(readsNothing)

/** Returns the field that a part reads, if it reads exactly one, or the field of the list of a loop. */
function fieldOf(node: RuleNode): Field | null {
  if (node.kind === 'field') return node.field
  if (node.kind === 'local') return fieldOf(node.of)
  const read = partsOf(node)
    .map(fieldOf)
    .filter((field) => field !== null)
  return read.every(({ slot }) => slot === read[0]?.slot) ? (read[0] ?? null) : null
}

/** Returns the element of a list that a comparison was about. */
function elementOf(value: Value, operator: string, expected: Value | null): Value | null {
  if (!Array.isArray(value)) return null
  if (operator === 'contains') return expected
  if (operator !== 'hsIn' || typeof expected !== 'string') return null
  return value.find((code) => typeof code === 'string' && code.startsWith(expected)) ?? null
}
