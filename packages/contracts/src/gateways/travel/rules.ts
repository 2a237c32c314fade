import type { GatewayVocabulary } from '../../terms/gateway-vocabulary.ts'
import type { Purpose } from '../../terms/terms.ts'

/** The purposes of passenger lists and reservations. */
export const travelPurposes = [
  'border-control',
  'aviation-security',
  'terrorism-prevention',
] as const satisfies readonly Purpose[]

/** The acts of each outcome. They are plain data, so that the desk can use them without the schemas. */
export const travelActs = {
  'no-action': ['ok-to-board'],
  'further-check': ['further-check'],
  adverse: ['do-not-board', 'detain'],
} as const satisfies GatewayVocabulary['acts']

/** The reason codes for each outcome. */
export const travelReasons = {
  'no-action': ['different-person', 'document-differs', 'birth-date-differs', 'known-namesake', 'signal-outdated'],
  'further-check': ['identity-unclear', 'document-to-be-seen', 'data-incomplete', 'time-short'],
  adverse: ['same-document', 'same-person-evidence', 'signal-owner-confirmed', 'court-or-authority-order'],
  exempt: ['journalism', 'research', 'evidence-of-crime', 'humanitarian'],
} as const satisfies GatewayVocabulary['reasons']
