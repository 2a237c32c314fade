/** Start of the simulated traffic. It is constant, so that a seed gives the same bytes on any day. */
export const trafficStart = new Date('2026-09-01T00:00:00Z')
