/**
 * A flight that turned out to be another says so itself: whoever holds its row then knows that nothing is said of it any more. And the blind index of a
 * traveller follows a change of clock without being written anew.
 */
export const mergedFlights = /* sql */ `
alter table flight add column same_as uuid references flight;
update flight f set same_as = a.flight_id from flight_alias a where a.key = f.key and a.flight_id <> f.id;
grant update (mask_at) on selector_index to entente_app;
`
