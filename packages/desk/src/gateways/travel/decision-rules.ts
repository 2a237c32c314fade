import { travelVocabulary } from '@entente/contracts'
import type { DecisionRules } from '../../app/gateway.ts'

export const decisionRules: DecisionRules = {
  outcomes: ['no-action', 'further-check', 'adverse'],
  acts: travelVocabulary.acts,
  reasons: travelVocabulary.reasons,
}
