import { createHash } from 'node:crypto'
import type { CargoRuleBody, CargoRuleFault } from '@entente/contracts'
import { canonicalJson } from '../../../../safeguards/audit/canonical.ts'
import { compile } from '../evaluate/compile.ts'
import type { Step } from '../evaluate/run.ts'
import { parseRule } from '../language/parse-rule.ts'
import { partsOf, type RuleNode } from '../language/rule-node.ts'
import { findProtectedGround } from '../lint/find-protected-ground.ts'

/** A rule that passed every check, ready to be evaluated on any number of consignments. */
export interface CompiledRule {
  id: string
  version: number
  body: CargoRuleBody
  /** The SHA-256 of the canonical JSON of the body, in hexadecimal. It identifies the version. */
  hash: string
  node: RuleNode
  step: Step
}

/** Identifies a rule and one of its versions. Versions do not change. */
export interface RuleVersion {
  id: string
  version: number
  body: CargoRuleBody
}

/**
 * Checks an expression as a person must before a rule is stored: syntax, names, types, size, patterns, and no protected
 * attribute as sole ground. Returns every fault that was found, in the order of the text.
 */
export function checkExpression(expression: string): CargoRuleFault[] {
  const parsed = parseRule(expression)
  return 'faults' in parsed ? parsed.faults : findProtectedGround(parsed.node, expression)
}

/** Compiles a rule, or returns the faults for which `rule-invalid` is answered. */
export function compileRule({ id, version, body }: RuleVersion): CompiledRule | { faults: CargoRuleFault[] } {
  const parsed = parseRule(body.expression)
  if ('faults' in parsed) return parsed
  const faults = findProtectedGround(parsed.node, body.expression)
  if (faults.length > 0) return { faults }
  const { node } = parsed
  return { id, version, body, hash: hashOf(body), node, step: compile(node, body.expression) }
}

/** Returns the SHA-256 of the canonical JSON (RFC 8785) of a value, in hexadecimal. */
export const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(value, undefined, true))
    .digest('hex')

/**
 * Compiles an approved rule. It does not run the lint again: a newer release may have a stricter lint, and an upgrade must not
 * end a rule in force. Returns the faults of an expression that this release cannot read.
 */
export function compileApproved({ id, version, body }: RuleVersion): CompiledRule | { faults: CargoRuleFault[] } {
  const parsed = parseRule(body.expression)
  if ('faults' in parsed) return parsed
  return { id, version, body, hash: hashOf(body), node: parsed.node, step: compile(parsed.node, body.expression) }
}

/** Counts the parts of a compiled expression. */
export const nodesOf = (node: RuleNode): number => partsOf(node).reduce((sum, part) => sum + nodesOf(part), 1)
