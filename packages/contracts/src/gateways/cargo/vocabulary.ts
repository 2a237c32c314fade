import { defineVocabulary } from '../../terms/gateway-vocabulary.ts'

/**
 * The vocabulary for consignments, with the referral types of the World Customs Organization (RFI, RFS, DNL). It has no
 * formats yet, so this gateway has no senders.
 */
export const cargoVocabulary = defineVocabulary({
  kind: 'cargo',
  formats: {},
  events: [],
  deskPages: [],
  acts: { 'no-action': ['AC'], 'further-check': ['RFI', 'RFS'], adverse: ['DNL', 'hold'] },
  reasons: { 'no-action': [], 'further-check': [], adverse: [], exempt: [] },
})
