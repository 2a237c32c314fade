/**
 * Stores what manifests and stowage plans state about containers of a voyage, so that both are compared by sets (rule R9), and what the
 * comparison found. A consignment gets its voyage, its containers and its ports. Earlier rows have none of it: they are not
 * compared until their next version. Numbers of containers and ships are plain, as the keys of consignments are: they name no person.
 * The release before ignores tables and columns.
 *
 * `cargo_voyage.id` is the digest of its other columns, and `series` that of the voyage number alone.
 */
export const voyages = /* sql */ `
alter table cargo_consignment add column voyage_id uuid;
alter table cargo_consignment add column containers text[];
alter table cargo_consignment add column manifested boolean;
alter table cargo_consignment add column port_of_loading text;
alter table cargo_consignment add column port_of_discharge text;
create index cargo_consignment_voyage on cargo_consignment (voyage_id) where voyage_id is not null;
create index cargo_consignment_stowed on cargo_consignment (filer, first_received_at) where key like 'stowed/%';

create table cargo_voyage (
  id uuid primary key,
  series uuid not null,
  imo text,
  names text[] not null,
  label text not null,
  compared_at timestamptz,
  containers int not null default 0
);
create index cargo_voyage_series on cargo_voyage (series);

create table cargo_voyage_message (
  message_id uuid not null references message,
  read_version int not null,
  place int not null,
  voyage_id uuid not null,
  sender_id uuid not null references sender,
  is_plan boolean not null,
  cancels boolean not null,
  departure text,
  prepared_at timestamptz not null,
  received_at timestamptz not null,
  primary key (message_id, read_version, place)
);
create index cargo_voyage_message_voyage on cargo_voyage_message (voyage_id);
create index cargo_voyage_message_sender on cargo_voyage_message (sender_id);
create index cargo_voyage_message_received on cargo_voyage_message (received_at);

create table cargo_stated_equipment (
  message_id uuid not null references message,
  read_version int not null,
  container text not null,
  place int not null,
  ordinal int not null,
  filled boolean,
  gross_kg double precision,
  vgm_kg double precision,
  tare_kg double precision,
  port_of_loading text,
  port_of_discharge text,
  alone boolean not null,
  primary key (message_id, read_version, container, place)
);

create table cargo_equipment_finding (
  consignment_id uuid not null references cargo_consignment,
  container text not null,
  code text not null,
  expected text,
  actual text,
  primary key (consignment_id, container, code)
);
grant select, insert, update, delete on cargo_voyage, cargo_voyage_message, cargo_stated_equipment, cargo_equipment_finding to entente_app;
`
