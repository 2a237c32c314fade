import type { Flight } from '@entente/contracts'
import type { FindingSink } from './finding-sink.ts'
import type { ReservationDraft } from './reservation-draft.ts'

/**
 * Reports `HEADER_FLIGHT_NOT_IN_ITINERARY` if legs are stated and none has the places and carrier of the header flight.
 */
export function judgeItinerary(sink: FindingSink, flight: Flight | null, draft: ReservationDraft): void {
  const { legs } = draft.reservation
  if (flight === null || legs.length === 0) return
  const { carrier, from, to } = flight
  for (const leg of legs) {
    if (leg.from === from && leg.to === to && (leg.marketingCarrier === carrier || leg.operatingCarrier === carrier)) {
      return
    }
  }
  const message = 'no leg has the places and the carrier of the header flight'
  sink.reportAt('HEADER_FLIGHT_NOT_IN_ITINERARY', message, draft.place, null, `${draft.pointer}/legs`)
}
