import type { CargoRuleBody } from '@entente/contracts'
import type { RuleVersion } from '../set/compile-rule.ts'

const built = (id: string, title: string, expression: string): RuleVersion => {
  const body: CargoRuleBody = {
    ...{ title, expression, effect: 'case', lane: null, tag: null, selectShare: null, maxHitsWithoutSelection: null },
    ...{ basis: null, validFrom: null, validUntil: null },
  }
  return { id, version: 1, body }
}

/**
 * The rules of every node. They have versions and hashes like others, and nobody can edit them. `officer-request` stands for
 * the case that an officer opens by hand, so its expression is never true.
 */
export const builtInRules: readonly RuleVersion[] = [
  built('arms-table', 'The goods are in the table of arms', "inTable('arms')"),
  built('officer-request', 'An officer asked for it', 'false'),
  built(
    'undeclared-equipment',
    'Equipment is on board that no declaration names',
    "'EQUIPMENT_UNDECLARED' in c.findings",
  ),
]
