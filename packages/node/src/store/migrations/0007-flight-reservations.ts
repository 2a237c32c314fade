/** The versions of a flight's reservations: every message about the flight asks for them. */
export const flightReservations = /* sql */ `
create index reservation_version_flight on reservation_version (flight_id) where current;
`
