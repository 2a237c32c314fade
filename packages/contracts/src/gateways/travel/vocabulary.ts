import { defineVocabulary } from '../../terms/gateway-vocabulary.ts'
import { travelActs, travelPurposes, travelReasons } from './rules.ts'
import { TravelSenderSettings } from './sender-settings.ts'

/** The surface of boarding questions, which are answered while their sender waits. */
export const boardingSurface = 'travel-boarding'

/** The vocabulary for passenger lists and reservations of carriers. */
export const travelVocabulary = defineVocabulary({
  kind: 'travel',
  formats: {
    PAXLST: { regime: 'icao', purposes: travelPurposes },
    PNRGOV: { regime: 'icao', purposes: travelPurposes },
  },
  senderSettings: { schema: TravelSenderSettings },
  events: ['flight.changed'],
  errors: { 'not-paxlst': [422, 'The request is not a passenger list'] },
  finds: ['person', 'flight', 'locator', 'document'],
  deskPages: ['/records/$id', '/flights', '/flights/$key', '/messages', '/messages/$id'],
  surfaces: [boardingSurface],
  acts: travelActs,
  reasons: travelReasons,
})
