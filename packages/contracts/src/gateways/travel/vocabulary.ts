import { defineVocabulary } from '../vocabulary.ts'

/** Passenger lists and reservations of carriers. */
export const travelVocabulary = defineVocabulary({
  kind: 'travel',
  formats: {
    PAXLST: { regime: 'icao', purposes: ['border-control', 'aviation-security', 'terrorism-prevention'] },
    PNRGOV: { regime: 'icao', purposes: ['border-control', 'aviation-security', 'terrorism-prevention'] },
  },
  answerCodes: {
    'ok-to-board': { code: '0Z', text: 'OK TO BOARD' },
    'further-check': { code: '2Z', text: 'FURTHER CHECK' },
    'do-not-board': { code: '1Z', text: 'DO NOT BOARD' },
    'insufficient-data': { code: '4Z', text: 'INSUFFICIENT DATA' },
  },
  deskPages: ['/records/$id', '/flights', '/flights/$key', '/messages', '/messages/$id'],
  acts: { 'no-action': ['ok-to-board'], 'further-check': ['further-check'], adverse: ['do-not-board', 'detain'] },
  reasons: {
    'no-action': ['different-person', 'document-differs', 'birth-date-differs', 'known-namesake', 'signal-outdated'],
    'further-check': ['identity-unclear', 'document-to-be-seen', 'data-incomplete', 'time-short'],
    adverse: ['same-document', 'same-person-evidence', 'signal-owner-confirmed', 'court-or-authority-order'],
    exempt: ['journalism', 'research', 'evidence-of-crime', 'humanitarian'],
  },
})
