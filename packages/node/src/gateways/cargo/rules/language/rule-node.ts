import type { Field } from './fields.ts'
import type { RulePattern } from './rule-pattern.ts'

/** A range of the source in UTF-16 units. `to` is exclusive. */
export interface Range {
  from: number
  to: number
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>='
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'
export type TextOperator = 'contains' | 'startsWith' | 'endsWith'
export type EachOperator = 'exists' | 'all' | 'exists_one' | 'filter' | 'map'
export type CallName = 'size' | 'double' | 'int' | 'days' | 'upperAscii' | 'lowerAscii' | 'hsIn' | 'inTable'

/** A value that an expression can have. Ints are BigInts and doubles are numbers. */
export type Value = string | bigint | number | boolean | readonly Value[]

/** What an expression means, without the way it was written. `type` is a CEL type such as `list<string>`. */
export type RuleNode = Range & { type: string } & (
    | { kind: 'literal'; value: Value }
    | { kind: 'field'; field: Field }
    /** A variable of `exists` and the like. `depth` counts the enclosing ones. */
    | { kind: 'local'; name: string; depth: number; of: RuleNode }
    /** `fields` are the fields of a group such as `c.consignor`, or one field. */
    | { kind: 'has'; path: string; fields: readonly Field[] }
    | { kind: 'not' | 'negate'; operand: RuleNode }
    | { kind: 'and' | 'or'; left: RuleNode; right: RuleNode }
    | { kind: 'if'; test: RuleNode; left: RuleNode; right: RuleNode }
    | { kind: 'compare'; operator: CompareOperator; left: RuleNode; right: RuleNode }
    | { kind: 'arithmetic'; operator: ArithmeticOperator; left: RuleNode; right: RuleNode }
    | { kind: 'in'; left: RuleNode; right: RuleNode }
    | { kind: 'text'; operator: TextOperator; left: RuleNode; right: RuleNode }
    | { kind: 're'; text: RuleNode; pattern: RulePattern }
    | { kind: 'list'; items: readonly RuleNode[] }
    | { kind: 'index'; list: RuleNode; index: RuleNode }
    | { kind: 'call'; name: CallName; args: readonly RuleNode[] }
    /** `body` is the condition, or the value of `map`. `filter` is the condition of `map` with three arguments. */
    | {
        kind: 'each'
        operator: EachOperator
        list: RuleNode
        name: string
        depth: number
        filter: RuleNode | null
        body: RuleNode
      }
  )

/** Returns the parts of a node in the order in which they are written. */
export function partsOf(node: RuleNode): readonly RuleNode[] {
  switch (node.kind) {
    case 'literal':
    case 'field':
    case 'local':
    case 'has':
      return []
    case 'not':
    case 'negate':
      return [node.operand]
    case 'if':
      return [node.test, node.left, node.right]
    case 're':
      return [node.text]
    case 'list':
      return node.items
    case 'index':
      return [node.list, node.index]
    case 'call':
      return node.args
    case 'each':
      return node.filter === null ? [node.list, node.body] : [node.list, node.filter, node.body]
    default:
      return [node.left, node.right]
  }
}

/** Yields the path of each field that an expression reads, or asks for with `has`; a field may come more than once. */
export function* fieldsOf(node: RuleNode): Generator<string> {
  if (node.kind === 'field') yield node.field.path
  if (node.kind === 'has') for (const { path } of node.fields) yield path
  for (const part of partsOf(node)) yield* fieldsOf(part)
}
