import { CargoRuleBody } from '@entente/contracts'
import bodies from './starting-rules.json' with { type: 'json' }

/**
 * Rules with which an administration may start: drafts that it imports, tries on its own history and approves. They name
 * public red flags of misdeclared goods and combine at least two of them. No node has them in force by itself.
 */
export const startingRules: readonly CargoRuleBody[] = bodies.map((body) => CargoRuleBody.parse(body))
