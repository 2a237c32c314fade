import { defineVocabulary } from '../../terms/gateway-vocabulary.ts'
import { TravelSenderSettings } from './sender-settings.ts'

/** The vocabulary for passenger lists and reservations of carriers. */
export const travelVocabulary = defineVocabulary({
  kind: 'travel',
  formats: {
    PAXLST: { regime: 'icao', purposes: ['border-control', 'aviation-security', 'terrorism-prevention'] },
    PNRGOV: { regime: 'icao', purposes: ['border-control', 'aviation-security', 'terrorism-prevention'] },
  },
  senderSettings: { schema: TravelSenderSettings },
  events: ['flight.changed'],
  errors: { 'not-paxlst': [422, 'The request is not a passenger list'] },
  deskPages: ['/records/$id', '/flights', '/flights/$key', '/messages', '/messages/$id'],
  acts: { 'no-action': ['ok-to-board'], 'further-check': ['further-check'], adverse: ['do-not-board', 'detain'] },
  reasons: {
    'no-action': ['different-person', 'document-differs', 'birth-date-differs', 'known-namesake', 'signal-outdated'],
    'further-check': ['identity-unclear', 'document-to-be-seen', 'data-incomplete', 'time-short'],
    adverse: ['same-document', 'same-person-evidence', 'signal-owner-confirmed', 'court-or-authority-order'],
    exempt: ['journalism', 'research', 'evidence-of-crime', 'humanitarian'],
  },
})
