// One table of every kind of node: over 300 lines, because splitting it would hide which kinds are missing.
import type { CompareOperator, RuleNode, Value } from '../language/rule-node.ts'
import { compileLoop } from './compile-loop.ts'
import { daysBetween } from './days-between.ts'
import { overBudget, type Result, type Run, type Step, Undetermined } from './run.ts'

type NodeOf<K extends RuleNode['kind']> = Extract<RuleNode, { kind: K }>
type Call = NodeOf<'call'>

const largest = 9_223_372_036_854_775_807n
const smallest = -9_223_372_036_854_775_808n

/** Compiles a checked expression. `source` is its text, which names the parts without a value. */
export function compile(node: RuleNode, source: string): Step {
  const nameOf = ({ from, to }: RuleNode) => source.slice(from, to)
  const one = (part: RuleNode): Step => compile(part, source)
  switch (node.kind) {
    case 'literal': {
      const { value } = node
      return () => value
    }
    case 'field': {
      const { slot, path } = node.field
      const absent = new Undetermined('absent', path)
      return ({ values }) => values[slot] ?? absent
    }
    case 'local': {
      const { depth } = node
      return ({ locals }) => locals[depth] as Value
    }
    case 'has': {
      const slots = node.fields.map(({ slot }) => slot)
      const [slot = 0] = slots
      if (slots.length === 1) return ({ values }) => values[slot] !== undefined
      return ({ values }) => slots.some((each) => values[each] !== undefined)
    }
    case 'not': {
      const operand = one(node.operand)
      return (run) => {
        const value = operand(run)
        return typeof value === 'boolean' ? !value : value
      }
    }
    case 'negate': {
      const operand = one(node.operand)
      const overflow = new Undetermined('overflow', nameOf(node))
      return (run) => {
        const value = operand(run)
        if (typeof value === 'number') return -value
        if (typeof value !== 'bigint') return value
        return value === smallest ? overflow : -value
      }
    }
    case 'and':
      return compileAnd(one(node.left), one(node.right))
    case 'or':
      return compileOr(one(node.left), one(node.right))
    case 'if': {
      const [test, left, right] = [one(node.test), one(node.left), one(node.right)]
      return (run) => {
        const value = test(run)
        if (value === true) return left(run)
        return value === false ? right(run) : value
      }
    }
    case 'compare':
      return compileCompare(node, one)
    case 'arithmetic':
      return compileArithmetic(node, one(node.left), one(node.right), nameOf(node))
    case 'in':
      return compileIn(node, one)
    case 'text': {
      const [left, right] = [one(node.left), one(node.right)]
      const { operator } = node
      return (run) => {
        const [text, part] = [left(run), right(run)]
        if (typeof text !== 'string') return text
        if (typeof part !== 'string') return part
        if (operator === 'startsWith') return text.startsWith(part)
        if (operator === 'endsWith') return text.endsWith(part)
        run.left -= text.length >> 3
        return text.includes(part)
      }
    }
    case 're': {
      const text = one(node.text)
      const { pattern } = node
      return (run) => {
        const value = text(run)
        if (typeof value !== 'string') return value
        run.left -= pattern.stepsFor(value)
        return run.left < 0 ? overBudget : pattern.test(value)
      }
    }
    case 'list': {
      const items = node.items.map(one)
      const literals = node.items.map((item) => (item.kind === 'literal' ? item.value : null))
      if (literals.every((value) => value !== null)) return () => literals
      return (run) => {
        run.left -= items.length
        const values: Value[] = []
        for (const item of items) {
          const value = item(run)
          if (value instanceof Undetermined) return value
          values.push(value)
        }
        return values
      }
    }
    case 'index': {
      const [list, index] = [one(node.list), one(node.index)]
      const none = new Undetermined('no-such-element', nameOf(node))
      return (run) => {
        const [values, place] = [list(run), index(run)]
        if (!isList(values)) return values
        if (typeof place !== 'bigint') return place
        return values[Number(place)] ?? none
      }
    }
    case 'call':
      return compileCall(node, node.args.map(one), nameOf(node))
    case 'each':
      return compileLoop(node, one(node.list), node.filter === null ? null : one(node.filter), one(node.body))
  }
}

const isList = (value: Result): value is readonly Value[] => Array.isArray(value)

/** A side without a value does not matter if the other side decides (cel.dev, logical operators). */
function compileAnd(left: Step, right: Step): Step {
  return (run) => {
    const first = left(run)
    if (first === false) return false
    const second = right(run)
    if (second === false) return false
    return first === true ? second : first
  }
}

function compileOr(left: Step, right: Step): Step {
  return (run) => {
    const first = left(run)
    if (first === true) return true
    const second = right(run)
    if (second === true) return true
    return first === false ? second : first
  }
}

const compares: Readonly<Record<CompareOperator, (a: Value, b: Value) => boolean>> = {
  '==': (a, b) => isEqual(a, b),
  '!=': (a, b) => !isEqual(a, b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function isEqual(a: Value, b: Value): boolean {
  if (!isList(a) || !isList(b)) return a === b
  return a.length === b.length && a.every((value, place) => isEqual(value, b[place] as Value))
}

function compileCompare(node: NodeOf<'compare'>, one: (part: RuleNode) => Step): Step {
  const [left, right] = [one(node.left), one(node.right)]
  const isTrue = compares[node.operator]
  const isOfLists = node.left.type.startsWith('list')
  return (run) => {
    const a = left(run)
    if (a instanceof Undetermined) return a
    const b = right(run)
    if (b instanceof Undetermined) return b
    if (isOfLists) run.left -= (a as readonly Value[]).length
    return isTrue(a, b)
  }
}

function compileArithmetic({ operator }: NodeOf<'arithmetic'>, left: Step, right: Step, name: string): Step {
  const overflow = new Undetermined('overflow', name)
  const byZero = new Undetermined('division-by-zero', name)
  const bounded = (value: bigint): Result => (value > largest || value < smallest ? overflow : value)
  return (run) => {
    const a = left(run)
    if (a instanceof Undetermined) return a
    const b = right(run)
    if (b instanceof Undetermined) return b
    if (typeof a === 'number' && typeof b === 'number') {
      if (operator === '+') return a + b
      if (operator === '-') return a - b
      return operator === '*' ? a * b : a / b
    }
    if (typeof a === 'bigint' && typeof b === 'bigint') {
      if (operator === '+') return bounded(a + b)
      if (operator === '-') return bounded(a - b)
      if (operator === '*') return bounded(a * b)
      if (b === 0n) return byZero
      return operator === '%' ? a % b : bounded(a / b)
    }
    return join(a, b, run)
  }
}

/** Joins two texts or two lists. A loop could double a text with each element, so the length is paid for. */
function join(a: Value, b: Value, run: Run): Result {
  if (typeof a === 'string' && typeof b === 'string') {
    run.left -= (a.length + b.length) >> 3
    return run.left < 0 ? overBudget : a + b
  }
  const [first, second] = [a as readonly Value[], b as readonly Value[]]
  run.left -= first.length + second.length
  return run.left < 0 ? overBudget : [...first, ...second]
}

function compileIn({ left, right }: NodeOf<'in'>, one: (part: RuleNode) => Step): Step {
  const value = one(left)
  const list = one(right)
  const isLiteral = right.kind === 'list' && right.items.every(({ kind }) => kind === 'literal')
  const set = isLiteral ? new Set(right.items.map((item) => (item as NodeOf<'literal'>).value)) : null
  return (run) => {
    const searched = value(run)
    if (searched instanceof Undetermined) return searched
    // A set would find NaN, which equals nothing.
    if (Number.isNaN(searched)) return false
    if (set !== null) return set.has(searched)
    const values = list(run)
    if (!isList(values)) return values
    run.left -= values.length
    return isList(searched) ? values.some((each) => isEqual(each, searched)) : values.includes(searched)
  }
}

function compileCall({ name }: Call, args: readonly Step[], source: string): Step {
  const [first, second] = args as [Step, Step]
  switch (name) {
    case 'size':
      return (run) => {
        const value = first(run)
        if (value instanceof Undetermined) return value
        if (isList(value)) return BigInt(value.length)
        run.left -= (value as string).length >> 6
        return BigInt(countCharacters(value as string))
      }
    case 'double':
      return (run) => {
        const value = first(run)
        return typeof value === 'bigint' ? Number(value) : value
      }
    case 'int': {
      const overflow = new Undetermined('overflow', source)
      return (run) => {
        const value = first(run)
        if (typeof value !== 'number') return value
        // NaN fails both comparisons. 2 ** 63 is the first double beyond 64 bits.
        return value > -(2 ** 63) && value < 2 ** 63 ? BigInt(Math.trunc(value)) : overflow
      }
    }
    case 'upperAscii':
    case 'lowerAscii': {
      const [form, change] = name === 'upperAscii' ? [/[a-z]+/g, upper] : [/[A-Z]+/g, lower]
      return (run) => {
        const value = first(run)
        if (typeof value !== 'string') return value
        run.left -= value.length >> 3
        return run.left < 0 ? overBudget : value.replace(form, change)
      }
    }
    case 'hsIn':
      return (run) => {
        const [codes, prefix] = [first(run), second(run)]
        if (!isList(codes)) return codes
        if (typeof prefix !== 'string') return prefix
        run.left -= codes.length
        return codes.some((code) => (code as string).startsWith(prefix))
      }
    case 'inTable': {
      const absent = new Undetermined('absent', source)
      return (run) => {
        const tag = first(run)
        if (typeof tag !== 'string') return tag
        return run.tableTags === null ? absent : run.tableTags.has(tag)
      }
    }
    case 'days': {
      const malformed = new Undetermined('date-malformed', source)
      return (run) => {
        const [from, to] = [first(run), second(run)]
        if (typeof from !== 'string') return from
        if (typeof to !== 'string') return to
        return daysBetween(from, to) ?? malformed
      }
    }
  }
}

const upper = (text: string) => text.toUpperCase()
const lower = (text: string) => text.toLowerCase()

/** Counts code points. */
function countCharacters(text: string): number {
  let count = text.length
  for (let at = 1; at < text.length; at += 1) {
    const isLow = (text.charCodeAt(at) & 0xfc00) === 0xdc00
    if (isLow && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) count -= 1
  }
  return count
}
