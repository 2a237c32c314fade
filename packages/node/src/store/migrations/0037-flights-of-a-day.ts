/**
 * Indexes the flights of a day in the order of the board and by departure, and all flights by departure. A flight stores its
 * earlier places in these orders with the transaction that ended each, so that the later pages of a list keep the order that
 * its first page had. Sixteen places are kept: a flight rarely changes its state more than a few times in a day.
 */
export const flightsOfADay = /* sql */ `
alter table flight add column moved xid8, add column places jsonb not null default '[]';
create function remember_place() returns trigger language plpgsql as $$
begin
  new.moved := pg_current_xact_id();
  new.places := case when jsonb_array_length(old.places) < 16 then old.places else old.places - 0 end
    || jsonb_build_object('until', new.moved::text, 'state', old.state, 'departs', old.departs_at);
  return new;
end $$;
create trigger flight_moved before update of state, departs_at on flight for each row
  when (old.state <> new.state or old.departs_at is distinct from new.departs_at) execute function remember_place();
create index flight_board on flight (
  left(coalesce(departure, arrival), 10),
  (case state when 'late' then 0 when 'incomplete' then 1 when 'cancelled' then 3 when 'closed' then 3 else 2 end),
  coalesce(departs_at, 'infinity'::timestamptz),
  key
) where same_as is null;
create index flight_day on flight (left(coalesce(departure, arrival), 10), coalesce(departs_at, 'infinity'::timestamptz), key)
  where same_as is null;
create index flight_order on flight (coalesce(departs_at, 'infinity'::timestamptz), key) where same_as is null;
create index flight_moved on flight (moved) where same_as is null;
`
