import { Environment } from '@marcbachmann/cel-js'
import { fields, groups, nowField } from './fields.ts'

/** The limits of an expression. */
export const ruleLimits = {
  source: 4000,
  maxAstNodes: 500,
  maxDepth: 25,
  maxListElements: 1000,
  maxCallArguments: 8,
  loops: 2,
} as const

/** What the functions of the rule language do on plain values. Ints are BigInts. */
export interface RuleFunctions {
  re(text: string, pattern: string): boolean
  hsIn(codes: readonly string[], prefix: string): boolean
  inTable(tag: string): boolean
  days(from: string, to: string): bigint
}

type Schema = { [name: string]: string | Schema }
function schemaOfConsignment(): Schema {
  const schema: Schema = Object.fromEntries([...groups].map((path) => [path.slice(2), {}]))
  for (const { path, type } of fields) {
    const [, first = '', second] = path.split('.')
    if (second === undefined) schema[first] = type
    else (schema[first] as Schema)[second] = type
  }
  return schema
}

/**
 * Makes the environment that parses expressions and checks their types. With `functions` it can also evaluate them, which
 * tests use to compare engines; a node never evaluates with it.
 */
export function makeEnvironment(functions?: RuleFunctions): Environment {
  const refuse = (): never => {
    throw new Error('this environment only checks types')
  }
  const { maxAstNodes, maxDepth, maxListElements, maxCallArguments } = ruleLimits
  return new Environment({
    limits: { maxAstNodes, maxDepth, maxListElements, maxCallArguments },
  })
    .registerVariable({ name: 'c', schema: schemaOfConsignment() })
    .registerVariable(nowField.path, nowField.type)
    .registerFunction('re(string, string): bool', functions?.re ?? refuse)
    .registerFunction('hsIn(list<string>, string): bool', functions?.hsIn ?? refuse)
    .registerFunction('inTable(string): bool', functions?.inTable ?? refuse)
    .registerFunction('days(string, string): int', functions?.days ?? refuse)
}
