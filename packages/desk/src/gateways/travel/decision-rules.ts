import { travelActs, travelReasons } from '@entente/contracts'
import type { DecisionRules } from '../../app/gateway.ts'

export const decisionRules: DecisionRules = {
  outcomes: ['no-action', 'further-check', 'adverse'],
  acts: travelActs,
  reasons: travelReasons,
}
