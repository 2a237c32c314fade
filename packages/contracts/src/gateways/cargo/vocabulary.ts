import { defineVocabulary } from '../../terms/gateway-vocabulary.ts'

/** Consignments, with the referrals of the World Customs Organization (RFI, RFS, DNL). It has no formats yet, so it has no senders. */
export const cargoVocabulary = defineVocabulary({
  kind: 'cargo',
  formats: {},
  events: [],
  deskPages: [],
  acts: { 'no-action': ['AC'], 'further-check': ['RFI', 'RFS'], adverse: ['DNL', 'hold'] },
  reasons: { 'no-action': [], 'further-check': [], adverse: [], exempt: [] },
})
