/**
 * Stores consignments: their filings, their versions, and the parts of readings that belong to no consignment. All tables
 * are new, so the release before runs on the same data.
 *
 * The columns `a` and `b` are sealed by the classes of the fields. Keys, places, times and counts are attributes. A row
 * of a filing belongs to one place of one reading of a message, so that an interrupted reading stores nothing twice.
 */
export const cargo = /* sql */ `
create table cargo_consignment (
  id uuid primary key,
  key text not null,
  generation int not null check (generation >= 1),
  parent_key text,
  parent_id uuid references cargo_consignment,
  level text not null check (level in ('master', 'house', 'declaration')),
  mode text,
  state text not null check (state in ('partial', 'complete', 'cancelled')),
  consolidation boolean not null default false,
  version int not null check (version >= 0),
  hash bytea,
  filer uuid not null references sender,
  issued_at timestamptz,
  first_received_at timestamptz not null,
  changed_at timestamptz not null,
  origin text, destination text, conveyance text,
  loads_at timestamptz, arrives_at timestamptz,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  unique (key, generation)
);
create index cargo_consignment_parent_key on cargo_consignment (parent_key) where parent_key is not null;
create index cargo_consignment_parent on cargo_consignment (parent_id) where parent_id is not null;
create index cargo_consignment_changed on cargo_consignment (changed_at desc, id desc);
create index cargo_consignment_arrives on cargo_consignment (arrives_at);
create index cargo_consignment_filer on cargo_consignment (filer);

create table cargo_alias (
  key text primary key,
  consignment_id uuid not null references cargo_consignment
);
create index cargo_alias_consignment on cargo_alias (consignment_id);

create table cargo_filing (
  id uuid primary key,
  consignment_id uuid not null references cargo_consignment,
  message_id uuid not null references message,
  read_version int not null,
  ordinal int not null,
  sender_id uuid not null references sender,
  format text not null,
  function text not null,
  reference text,
  prepared_at timestamptz,
  position bytea not null,
  current boolean not null default true,
  in_force boolean not null default false,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null,
  unique (message_id, read_version, ordinal)
);
create index cargo_filing_consignment on cargo_filing (consignment_id);
create index cargo_filing_sender on cargo_filing (sender_id);

create table cargo_version (
  consignment_id uuid not null references cargo_consignment,
  version int not null check (version >= 1),
  at timestamptz not null,
  message_id uuid not null references message,
  changed text[] not null,
  hash bytea not null,
  a bytea, b bytea not null,
  primary key (consignment_id, version)
);
create index cargo_version_message on cargo_version (message_id);

create table cargo_reading_part (
  message_id uuid not null references message,
  read_version int not null,
  ordinal int not null,
  a bytea, b bytea not null,
  primary key (message_id, read_version, ordinal)
);

grant select, insert on cargo_consignment, cargo_alias, cargo_filing, cargo_version, cargo_reading_part to entente_app;
grant update on cargo_consignment, cargo_alias, cargo_filing, cargo_version, cargo_reading_part to entente_app;
`
