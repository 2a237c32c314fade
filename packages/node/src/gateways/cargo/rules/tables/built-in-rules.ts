import type { CargoRuleBody } from '@entente/contracts'
import type { RuleVersion } from '../set/compile-rule.ts'

/** A rule of every node. `name` says which one it is; the id is the same in every node. */
export interface BuiltInRule extends RuleVersion {
  name: 'arms-table' | 'officer-request' | 'not-judged' | 'undeclared-equipment'
}

const built = (name: BuiltInRule['name'], id: string, title: string, expression: string): BuiltInRule => {
  const body: CargoRuleBody = {
    ...{ title, expression, effect: 'case', lane: null, tag: null, selectShare: null, maxHitsWithoutSelection: null },
    ...{ basis: null, validFrom: null, validUntil: null },
  }
  return { name, id, version: 1, body }
}

/**
 * The rules of every node. They have versions and hashes like others, and nobody can edit them. `officer-request` stands for
 * the case that an officer opens by hand, and `not-judged` for rules whose evaluation ended early, so their expressions are
 * never true.
 */
export const builtInRules: readonly BuiltInRule[] = [
  built('arms-table', 'b1a4e9d0-5a0e-4c53-9d0a-6f1c2d7e8a01', 'The goods are in the table of arms', "inTable('arms')"),
  built(
    'undeclared-equipment',
    'b1a4e9d0-5a0e-4c53-9d0a-6f1c2d7e8a03',
    'No declaration names the container',
    "'EQUIPMENT_UNDECLARED' in c.findings",
  ),
  built('officer-request', 'b1a4e9d0-5a0e-4c53-9d0a-6f1c2d7e8a02', 'An officer asked for it', 'false'),
  built('not-judged', 'b1a4e9d0-5a0e-4c53-9d0a-6f1c2d7e8a04', 'A rule could not judge it', 'false'),
]

const byName = new Map(builtInRules.map((rule) => [rule.name, rule]))

/** Returns a built-in rule by its name. */
export const builtInRule = (name: BuiltInRule['name']): BuiltInRule => byName.get(name) as BuiltInRule

/** Tests whether an id is that of a built-in rule. */
export const isBuiltIn = (id: string): boolean => builtInRules.some((rule) => rule.id === id)
