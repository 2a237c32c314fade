/**
 * Stores the notes with which supervisors hand a shift over, and marks flights whose numbers of people do not agree. The
 * mark is a column and no state, so that the previous release runs on the same data: it ignores the column and uses the
 * former index of the board. Adds indexes by time for the figures of oversight.
 */
export const shiftAndChecks = /* sql */ `
create table shift_handover (
  id uuid primary key,
  gateway text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'replaced')),
  given_by uuid not null references person,
  given_to uuid not null references person,
  at timestamptz not null,
  accepted_at timestamptz,
  digest bytea not null,
  facts jsonb not null,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null,
  check (given_by <> given_to),
  check ((state = 'accepted') = (accepted_at is not null))
);
create index shift_handover_at on shift_handover (team, gateway, at desc);
create index shift_handover_delete on shift_handover (delete_at);
grant select, insert, delete on shift_handover to entente_app;
grant update (state, accepted_at) on shift_handover to entente_app;

alter table flight add column to_check boolean not null default false;
create index flight_board_check on flight (
  left(coalesce(departure, arrival), 10),
  (case when state = 'late' then 0 when to_check or state = 'incomplete' then 1 when state in ('cancelled', 'closed') then 3 else 2 end),
  coalesce(departs_at, 'infinity'::timestamptz),
  key
) where same_as is null;

create index feedback_own_at on feedback (at) include (source, outcome, case_id) where latest and from_member is null and hit_id is not null;
create index case_file_opened on case_file (gateway, opened_at);
create index confirmation_at on confirmation (at);
create index traveller_received on traveller (received_at) where merged_into is null;
`
