import type { CargoRuleFault } from '@entente/contracts'
import type { ASTNode } from '@marcbachmann/cel-js'
import { ruleLimits } from './environment.ts'
import { type FaultDetails, type FaultReason, findNearest, makeFault } from './faults.ts'
import { fieldByPath, fields, groups } from './fields.ts'
import { isAllowed, ruleFunctions } from './functions.ts'
import { rangesOf } from './range-of.ts'
import type { CallName, CompareOperator, EachOperator, Range, RuleNode, TextOperator, Value } from './rule-node.ts'
import { compileRulePattern } from './rule-pattern.ts'

/** The variables of the enclosing `exists` and the like, the outermost first. */
type Scope = readonly (RuleNode & { kind: 'local' })[]
type Code = CargoRuleFault['code']

const loops = new Set<string>(['exists', 'all', 'exists_one', 'filter', 'map'] satisfies EachOperator[])
const texts = new Set<string>(['contains', 'startsWith', 'endsWith'] satisfies TextOperator[])
const comparisons = new Set<string>(['==', '!=', '<', '<=', '>', '>='] satisfies CompareOperator[])
const typesOfCalls: Readonly<Record<CallName, string>> = {
  size: 'int',
  double: 'double',
  int: 'int',
  days: 'int',
  upperAscii: 'string',
  lowerAscii: 'string',
  hsIn: 'bool',
  inTable: 'bool',
}
const largestInt = 9_223_372_036_854_775_807n

/**
 * Reads the syntax tree of an expression as a rule: fields by name, functions of the rule language, patterns compiled. Adds a
 * fault for each unknown field, each refused function, each pattern that cannot be used and each literal without use.
 */
export function readExpression(source: string, root: ASTNode, faults: CargoRuleFault[]): RuleNode {
  const rangeOf = rangesOf(source)
  return read(root, [])

  function add(at: Range, code: Code, reason: FaultReason, details?: FaultDetails): RuleNode {
    faults.push(makeFault(source, at, code, reason, details))
    return { kind: 'literal', value: false, type: 'unknown', ...at }
  }

  function read(ast: ASTNode, scope: Scope): RuleNode {
    const at = rangeOf(ast)
    switch (ast.op) {
      case 'value':
        return readLiteral(ast.args, at)
      case 'id':
        return readName(ast.args, at, scope)
      case '.':
      case '[]':
        return readAccess(ast, at, scope)
      case 'call':
        return readCall(ast.args[0], ast.args[1], at, scope)
      case 'rcall':
        return readMethod(ast.args[0], ast.args[1], ast.args[2], at, scope)
      case 'list': {
        const items = ast.args.map((item) => read(item, scope))
        return { kind: 'list', items, type: `list<${items[0]?.type ?? 'unknown'}>`, ...at }
      }
      case '?:': {
        const [test, left, right] = ast.args.map((part) => read(part, scope)) as [RuleNode, RuleNode, RuleNode]
        return { kind: 'if', test, left, right, type: left.type, ...at }
      }
      case '||':
      case '&&': {
        const [left, right] = [read(ast.args[0], scope), read(ast.args[1], scope)]
        return { kind: ast.op === '||' ? 'or' : 'and', left, right, type: 'bool', ...at }
      }
      case '!_':
      case '-_': {
        const operand = read(ast.args, scope)
        return ast.op === '!_'
          ? { kind: 'not', operand, type: 'bool', ...at }
          : { kind: 'negate', operand, type: operand.type, ...at }
      }
      case 'map':
      case '.?':
      case '[?]':
        return add(at, 'rule-type', 'kind-of-literal', { values: { text: source.slice(at.from, at.to) } })
      default: {
        const absent = readNullTest(ast, at)
        if (absent !== null) return absent
        const [left, right] = [read(ast.args[0], scope), read(ast.args[1], scope)]
        if (ast.op === 'in') return { kind: 'in', left, right, type: 'bool', ...at }
        return isComparison(ast.op)
          ? { kind: 'compare', operator: ast.op, left, right, type: 'bool', ...at }
          : { kind: 'arithmetic', operator: ast.op, left, right, type: left.type, ...at }
      }
    }
  }

  function textOf(part: ASTNode): string {
    const { from, to } = rangeOf(part)
    return source.slice(from, to)
  }

  /** A comparison with null is meant as a question for an absent value, which has its own function. */
  function readNullTest(ast: ASTNode & { args: [ASTNode, ASTNode] }, at: Range): RuleNode | null {
    const isNull = (part: ASTNode) => part.op === 'value' && part.args === null
    const field = ast.args.find((part) => part.op === '.')
    if (!ast.args.some(isNull) || field === undefined) return null
    const text = `${ast.op === '!=' ? '' : '!'}has(${textOf(field)})`
    return add(at, 'rule-type', 'use-has', { fix: { ...at, text } })
  }

  function readLiteral(value: unknown, at: Range): RuleNode {
    const text = source.slice(at.from, at.to)
    const type = typesOfLiterals[typeof value]
    if (type === undefined) return add(at, 'rule-type', 'kind-of-literal', { values: { text } })
    if (typeof value === 'bigint' && value > largestInt)
      return add(at, 'rule-type', 'number-too-large', { values: { text } })
    return { kind: 'literal', value: value as Value, type, ...at }
  }

  function readName(name: string, at: Range, scope: Scope): RuleNode {
    const local = scope.findLast((one) => one.name === name)
    if (local !== undefined) return { ...local, ...at }
    const field = fieldByPath.get(name)
    if (field !== undefined) return { kind: 'field', field, type: field.type, ...at }
    if (name === 'c')
      return add(at, 'rule-type', 'group-as-value', { values: { name, nearest: 'c.grossKg' }, nearest: 'c.grossKg' })
    return addUnknownField(name, at)
  }

  function addUnknownField(name: string, at: Range): RuleNode {
    const nearest = findNearest(name, [...fieldByPath.keys()])
    const values: Record<string, string> = nearest === null ? { name } : { name, nearest }
    const fix = nearest === null ? null : { ...at, text: nearest }
    return add(at, 'rule-unknown-field', nearest === null ? 'no-such-field' : 'no-such-field-near', {
      values,
      nearest,
      fix,
    })
  }

  function readAccess(ast: ASTNode & { op: '.' | '[]' }, at: Range, scope: Scope): RuleNode {
    const path = pathOf(ast, scope)
    if (path === 'computed') return add(at, 'rule-type', 'computed-field')
    if (path === null) {
      const list = read(ast.args[0], scope)
      if (ast.op === '.') {
        const name = source.slice(list.from, list.to)
        return list.type === 'unknown' ? list : add(at, 'rule-unknown-field', 'no-parts', { values: { name } })
      }
      const type = /^list<(.*)>$/.exec(list.type)?.[1] ?? 'unknown'
      return { kind: 'index', list, index: read(ast.args[1], scope), type, ...at }
    }
    const field = fieldByPath.get(path)
    if (field !== undefined) return { kind: 'field', field, type: field.type, ...at }
    if (groups.has(path)) {
      const nearest = fields.find((one) => one.path.startsWith(`${path}.`))?.path ?? ''
      return add(at, 'rule-type', 'group-as-value', { values: { name: path, nearest }, nearest })
    }
    const parent = path.slice(0, path.lastIndexOf('.'))
    return fieldByPath.has(parent)
      ? add(at, 'rule-unknown-field', 'no-parts', { values: { name: parent } })
      : addUnknownField(path, at)
  }

  function readCall(name: string, args: readonly ASTNode[], at: Range, scope: Scope): RuleNode {
    if (!isAllowed(name, false)) return addForbidden(name, false, args, at, scope)
    if (name === 'has') return readHas(args[0], at, scope)
    if (name === 're') return readPattern(args, at, scope)
    const read_ = args.map((arg) => read(arg, scope))
    const [first, second] = read_
    if ((name === 'double' || name === 'int') && first?.type === 'string')
      return add(at, 'rule-type', 'text-as-number', { values: { name } })
    if (name === 'hsIn' && second?.kind === 'literal' && !/^\d{1,10}$/.test(String(second.value))) {
      const digits = String(second.value).replace(/\D/g, '')
      const fix = digits === '' ? null : { from: second.from, to: second.to, text: `'${digits.slice(0, 10)}'` }
      return add(second, 'rule-type', 'prefix-not-digits', { fix })
    }
    return { kind: 'call', name: name as CallName, args: read_, type: typesOfCalls[name as CallName], ...at }
  }

  function readHas(ast: ASTNode | undefined, at: Range, scope: Scope): RuleNode {
    const path = ast === undefined ? null : pathOf(ast, scope)
    if (ast === undefined || path === null || path === 'computed' || !path.startsWith('c.'))
      return add(at, 'rule-type', 'has-needs-field')
    const asked = fields.filter((field) => field.path === path || field.path.startsWith(`${path}.`))
    return asked.length === 0
      ? addUnknownField(path, rangeOf(ast))
      : { kind: 'has', path, fields: asked, type: 'bool', ...at }
  }

  function readPattern(args: readonly ASTNode[], at: Range, scope: Scope): RuleNode {
    const [text, given] = args.map((arg) => read(arg, scope))
    if (text === undefined || given === undefined || args.length !== 2)
      return { kind: 'literal', value: false, type: 'bool', ...at }
    if (given.kind !== 'literal' || typeof given.value !== 'string')
      return add(given, 'rule-pattern', 'pattern-not-literal')
    const pattern = compileRulePattern(given.value)
    return typeof pattern === 'string'
      ? add(given, 'rule-pattern', 'pattern', { values: { detail: pattern } })
      : { kind: 're', text, pattern, type: 'bool', ...at }
  }

  function readMethod(name: string, receiver: ASTNode, args: readonly ASTNode[], at: Range, scope: Scope): RuleNode {
    if (!isAllowed(name, true)) return addForbidden(name, true, [receiver, ...args], at, scope)
    const list = read(receiver, scope)
    if (isLoop(name)) return readLoop(name, list, args, at, scope)
    const [right] = args.map((arg) => read(arg, scope))
    if (isText(name) && right !== undefined)
      return { kind: 'text', operator: name, left: list, right, type: 'bool', ...at }
    return { kind: 'call', name: name as CallName, args: [list], type: typesOfCalls[name as CallName], ...at }
  }

  function readLoop(
    operator: EachOperator,
    list: RuleNode,
    args: readonly ASTNode[],
    at: Range,
    scope: Scope,
  ): RuleNode {
    const [variable, ...rest] = args
    if (variable?.op !== 'id' || rest.length === 0) return { kind: 'literal', value: false, type: 'unknown', ...at }
    const name = variable.args
    const isTaken = name === 'c' || name === 'now' || scope.some((one) => one.name === name)
    if (isTaken) return add(rangeOf(variable), 'rule-syntax', 'name-taken', { values: { name } })
    const depth = scope.length
    if (depth >= ruleLimits.loops)
      return add(at, 'rule-too-large', 'loops-too-deep', { values: { most: String(ruleLimits.loops) } })
    const type = /^list<(.*)>$/.exec(list.type)?.[1] ?? 'unknown'
    const inner: Scope = [...scope, { kind: 'local', name, depth, of: list, type, ...rangeOf(variable) }]
    const parts = rest.map((part) => read(part, inner))
    const body = parts.at(-1)!
    const filter = parts.length > 1 ? parts[0]! : null
    const result = { filter: list.type, map: `list<${body.type}>`, exists: 'bool', all: 'bool', exists_one: 'bool' }
    return { kind: 'each', operator, list, name, depth, filter, body, type: result[operator], ...at }
  }

  function addForbidden(name: string, receiver: boolean, args: readonly ASTNode[], at: Range, scope: Scope): RuleNode {
    if (name === 'matches' && args.length === 2) {
      const [text, pattern] = args.map(textOf)
      return add(at, 'rule-forbidden-function', 'use-re', {
        values: { name },
        nearest: 're',
        fix: { ...at, text: `re(${text}, ${pattern})` },
      })
    }
    const like = ruleFunctions.filter((one) => one.receiver === receiver).map((one) => one.name)
    const nearest = findNearest(name, like)
    const written = receiver ? `.${name}` : name
    const values: Record<string, string> = nearest === null ? { name: written } : { name: written, nearest }
    const reason = nearest === null ? 'no-such-function' : 'no-such-function-near'
    // The arguments may have faults of their own, which the author wants to see as well. Variables of an unknown loop are no fields.
    if (!args.some((arg) => arg.op === 'id' && arg.args !== 'c')) for (const arg of args) read(arg, scope)
    return add(at, 'rule-forbidden-function', reason, { values, nearest })
  }
}

const typesOfLiterals: Readonly<Record<string, string>> = {
  string: 'string',
  bigint: 'int',
  number: 'double',
  boolean: 'bool',
}
const isLoop = (name: string): name is EachOperator => loops.has(name)
const isText = (name: string): name is TextOperator => texts.has(name)
const isComparison = (operator: string): operator is CompareOperator => comparisons.has(operator)

/**
 * Returns the path of a chain such as `c.consignor.name` or `c['consignor'].name`. Returns `computed` if a part of the chain
 * is not written out, and null if the chain does not begin with an input.
 */
function pathOf(ast: ASTNode, scope: Scope): string | null {
  if (ast.op === 'id') return ast.args === 'c' && !scope.some(({ name }) => name === 'c') ? 'c' : null
  if (ast.op !== '.' && ast.op !== '[]') return null
  const before = pathOf(ast.args[0], scope)
  if (before === null || before === 'computed') return before
  if (ast.op === '.') return `${before}.${ast.args[1]}`
  // An index into a list is no part of a path.
  if (fieldByPath.has(before)) return null
  const [, index] = ast.args
  return index.op === 'value' && typeof index.args === 'string' ? `${before}.${index.args}` : 'computed'
}
