/**
 * Marks the row of a flight that turned out to be another flight, so that code with the old row knows that it gets no
 * more data. When the clocks of a traveller change, the rows of the blind index now follow without being written again.
 */
export const mergedFlights = /* sql */ `
alter table flight add column same_as uuid references flight;
update flight f set same_as = a.flight_id from flight_alias a where a.key = f.key and a.flight_id <> f.id;
grant update (mask_at) on selector_index to entente_app;
`
