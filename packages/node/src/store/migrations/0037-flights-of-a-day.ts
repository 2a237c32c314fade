/** Indexes the flights of a day in the order of the board and by departure, and all flights by departure. */
export const flightsOfADay = /* sql */ `
create index flight_board on flight (
  left(coalesce(departure, arrival), 10),
  (case state when 'late' then 0 when 'incomplete' then 1 when 'cancelled' then 3 when 'closed' then 3 else 2 end),
  coalesce(departs_at, 'infinity'::timestamptz),
  key
) where same_as is null;
create index flight_day on flight (left(coalesce(departure, arrival), 10), coalesce(departs_at, 'infinity'::timestamptz), key)
  where same_as is null;
create index flight_order on flight (coalesce(departs_at, 'infinity'::timestamptz), key) where same_as is null;
`
