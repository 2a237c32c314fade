import type { CargoRuleFault } from '@entente/contracts'
import type { ASTNode, ParseResult } from '@marcbachmann/cel-js'
import { makeFault } from './faults.ts'
import { rangesOf } from './range-of.ts'
import type { Range } from './rule-node.ts'

/** The error of the type checker, with the part of the tree where it is. */
interface TypeFault {
  summary?: string
  node?: ASTNode
}
/** The checker notes the type of each part that it has checked. */
type CheckedNode = ASTNode & { checkedType?: { name: string } }

/** Returns the first fault of the types of an expression, with the text that would mend it where that is plain, or null. */
export function checkTypes(source: string, parsed: ParseResult): CargoRuleFault | null {
  const { valid, type = 'unknown', error } = parsed.check()
  const rangeOf = rangesOf(source)
  if (valid)
    return type === 'bool'
      ? null
      : makeFault(source, rangeOf(parsed.ast), 'rule-type', 'not-a-condition', { values: { type } })
  const { node, summary } = error as unknown as TypeFault
  const at = rangeOf(node ?? parsed.ast)
  return makeFault(source, at, 'rule-type', 'type', {
    values: { detail: (summary ?? 'the types do not fit').slice(0, 300) },
    fix: node === undefined ? null : suggestFix(source, node),
  })
}

type Fix = Range & { text: string }
const arithmetic = new Set(['+', '-', '*', '/', '%'])
const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])

/** Suggests how to mend a fault of types: a conversion, a literal of the other type, or the question that was meant. */
function suggestFix(source: string, node: ASTNode): Fix | null {
  const rangeOf = rangesOf(source)
  const textOf = (part: ASTNode) => source.slice(rangeOf(part).from, rangeOf(part).to)
  const replace = (part: ASTNode, text: string): Fix => ({ ...rangeOf(part), text })

  if (node.op === '&&' || node.op === '||') {
    const wrong = node.args.find((part) => typeOf(part) !== 'bool')
    return wrong?.op === '.' ? replace(wrong, `has(${textOf(wrong)})`) : null
  }
  if (node.op === 'rcall') {
    const [name, receiver, args] = node.args
    if (!typeOf(receiver).startsWith('list<string>')) return null
    return replace(node, `${textOf(receiver)}.exists(x, x.${name}(${args.map(textOf).join(', ')}))`)
  }
  if (node.op === 'in') {
    const [left, right] = node.args
    return typeOf(right) === 'list<string>' && left.op === 'value' ? asLiteral(left, 'string') : null
  }
  if (!arithmetic.has(node.op) && !comparisons.has(node.op)) return null
  const [left, right] = node.args as [ASTNode, ASTNode]
  const types = [typeOf(left), typeOf(right)] as const
  if (types[0] === types[1]) return null
  const literal = asLiteral(left, types[1]) ?? asLiteral(right, types[0])
  if (literal !== null) return literal
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const [type, wanted] = [typeOf(one), typeOf(other)]
    if (type === 'int' && wanted === 'double') return replace(one, `double(${textOf(one)})`)
    if (type === 'list<string>' && wanted === 'string' && (node.op === '==' || node.op === '!=')) {
      const test = `${textOf(other)} in ${textOf(one)}`
      return replace(node, node.op === '==' ? test : `!(${test})`)
    }
  }
  return null

  /** Writes a literal as a literal of another type, `5` as `5.0` or `'5'`. */
  function asLiteral(literal: ASTNode, type: string): Fix | null {
    if (literal.op !== 'value') return null
    const text = String(literal.args)
    if (type === 'string' && typeof literal.args !== 'string') return replace(literal, `'${text}'`)
    if (type === 'double' && /^-?\d+$/.test(text)) return replace(literal, `${text}.0`)
    if (type === 'double' && /^-?\d+\.\d+$/.test(text)) return replace(literal, text)
    if (type === 'int' && /^-?\d+$/.test(text)) return replace(literal, text)
    return null
  }
}

const typeOf = (node: ASTNode): string => (node as CheckedNode).checkedType?.name ?? 'unknown'
