import { contentVocabulary } from '@entente/contracts'
import type { DecisionRules } from '../../app/gateway.ts'
import { labelOf } from './labels/label-key.ts'

export const decisionRules: DecisionRules = {
  outcomes: ['no-action', 'exempt', 'further-check', 'adverse'],
  acts: contentVocabulary.acts,
  reasons: contentVocabulary.reasons,
  tellsAct: true,
  // With nothing ticked the platform is sent the labels of the signals.
  detailsOf: (ticked) => (ticked.length === 0 ? null : { labels: ticked.map(labelOf) }),
}
