/** Adds an index for the versions of a flight's reservations, because every message about the flight reads them. */
export const flightReservations = /* sql */ `
create index reservation_version_flight on reservation_version (flight_id) where current;
`
