/**
 * Stores what each message said about each flight, as attributes. From these rows alone the node shows the board and
 * finds out which travellers a later full message left out, in whatever order the messages arrived. `unit` is the
 * position of the segment UNH in the file.
 */
export const flightMessages = /* sql */ `
create table flight_message (
  flight_id uuid not null references flight,
  message_id uuid not null references message,
  unit int not null,
  kind text not null check (kind in ('PAXLST', 'PNRGOV')),
  function text,
  channel text not null,
  sender_id uuid not null references sender,
  prepared_at timestamptz not null,
  received_at timestamptz not null,
  position bytea not null,
  access_reference text,
  part_number int,
  part_flag text check (part_flag in ('C', 'F')),
  people int not null,
  declared int,
  crew_only boolean not null default false,
  check_in boolean not null default false,
  findings int not null,
  departure text,
  arrival text,
  current boolean not null default true,
  primary key (flight_id, message_id, unit)
);
create index flight_message_message on flight_message (message_id);
grant select, insert, update on flight_message to entente_app;
grant select on flight_message to entente_oversight;
-- Where in its message a person begins, from UNB = 1: so that nobody has to open the message to lead there.
alter table statement add column segment int;
`
