import type { CargoRuleFault } from '@entente/contracts'
import { ParseError, type ParseResult } from '@marcbachmann/cel-js'
import { checkTypes } from './check-types.ts'
import { makeEnvironment, ruleLimits } from './environment.ts'
import { type FaultReason, makeFault } from './faults.ts'
import { readExpression } from './read-expression.ts'
import type { RuleNode } from './rule-node.ts'

const environment = makeEnvironment()

/**
 * Parses an expression of the Common Expression Language (cel.dev) and checks its names and types. Returns its meaning, or
 * every fault that was found: the first of the syntax, else all of the names, functions and patterns, else the first of the
 * types. Never throws.
 */
export function parseRule(source: string): { node: RuleNode } | { faults: CargoRuleFault[] } {
  const unreadable = findUnreadable(source)
  if (unreadable !== null) return { faults: [unreadable] }
  let parsed: ParseResult
  try {
    parsed = environment.parse(source)
  } catch (error) {
    return { faults: [syntaxFault(source, error)] }
  }
  const faults: CargoRuleFault[] = []
  const node = readExpression(source, parsed.ast, faults)
  if (faults.length === 0) {
    const fault = checkTypes(source, parsed)
    if (fault === null) return { node }
    faults.push(fault)
  }
  return { faults: faults.sort((a, b) => a.from - b.from) }
}

// Bidirectional controls make a text look different from what it is (Unicode Technical Report 36, 3.4). Other control
// characters are invisible.
const hidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

/** Finds what keeps a source from being parsed at all: its length, or characters that hide something from a reader. */
function findUnreadable(source: string): CargoRuleFault | null {
  if (source.length > ruleLimits.source) {
    const values = { count: String(source.length), most: String(ruleLimits.source) }
    const at = { from: ruleLimits.source, to: source.length }
    return makeFault(source, at, 'rule-too-large', 'source-too-long', { values })
  }
  const found = hidden.exec(source)
  if (found !== null) {
    const character = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
    const at = { from: found.index, to: found.index + 1 }
    return makeFault(source, at, 'rule-syntax', 'hidden-character', { values: { character } })
  }
  if (source.isWellFormed()) return null
  const place = source.search(/\p{Cs}/u)
  return makeFault(source, { from: place, to: place + 1 }, 'rule-syntax', 'not-well-formed')
}

const tooLarge: readonly (readonly [name: string, reason: FaultReason])[] = [
  ['maxAstNodes', 'too-many-parts'],
  ['maxDepth', 'too-deep'],
  ['maxListElements', 'list-too-long'],
  ['maxCallArguments', 'too-many-arguments'],
]

/** Describes the error of the parser, which gives a range and one line of text. */
function syntaxFault(source: string, error: unknown): CargoRuleFault {
  // The parser gives up with a RangeError if a text nests deeper than the stack.
  if (!(error instanceof ParseError)) {
    const values = { most: String(ruleLimits.maxDepth) }
    return makeFault(source, { from: 0, to: source.length }, 'rule-too-large', 'too-deep', { values })
  }
  const from = Math.min(error.range?.start ?? 0, source.length)
  const at = { from, to: Math.max(from, Math.min(error.range?.end ?? from, source.length)) }
  const limit = tooLarge.find(([name]) => error.code === 'limit_exceeded' && error.summary.includes(name))
  if (limit !== undefined) {
    const values = { most: String(ruleLimits[limit[0] as keyof typeof ruleLimits]) }
    return makeFault(source, at, 'rule-too-large', limit[1], { values })
  }
  return makeFault(source, at, 'rule-syntax', 'syntax', { values: { detail: `${error.summary.slice(0, 200)}.` } })
}
