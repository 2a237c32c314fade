/** Flights of a bench leave in the days after it: fixed, so that a seed alone gives the same bytes on any day. */
export const trafficStart = new Date('2026-09-01T00:00:00Z')
