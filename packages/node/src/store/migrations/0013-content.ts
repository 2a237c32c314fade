/**
 * Adds banks of media hashes and web addresses, and uploads. Each hash of an item is an ordinary signal. `item_signal`
 * stores it in the form in which it is compared, under the number that the index uses; the row is deleted together with
 * its signal. `content_change` lists all changes of these rows. Its lock gives the changes the order of their commits,
 * so that a reader that applied one change has applied all earlier ones.
 *
 * Of an upload without a hit only the hashes are kept, for as long as new signals are compared with earlier uploads.
 */
export const content = /* sql */ `
create table label_scheme (
  scheme text not null,
  version text not null,
  labels jsonb not null,
  primary key (scheme, version)
);
create table bank (
  id int primary key generated always as identity,
  name text not null check (name ~ '^[A-Z0-9_]{1,100}$'),
  version int not null default 1,
  purposes text[] not null check (cardinality(purposes) > 0),
  basis text not null,
  basis_until timestamptz,
  agreements text[] not null default '{}',
  tlp text not null,
  pap text not null,
  negative boolean not null default false,
  shadow boolean not null default false,
  enabled_ratio double precision not null default 1 check (enabled_ratio between 0 and 1),
  radius int check (radius between 0 and 31),
  labels jsonb not null default '[]',
  valid_days int not null check (valid_days between 1 and 1830),
  retain_days int not null check (retain_days between valid_days and 1830),
  created_at timestamptz not null,
  deleted_at timestamptz
);
create unique index bank_name on bank (name) where deleted_at is null;

create table incident (
  id uuid primary key,
  name text not null,
  level text not null check (level in ('incident', 'contentIncident', 'contentIncidentProtocol')),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  created_at timestamptz not null,
  person_id uuid references person,
  first_signal_at timestamptz,
  first_hit_at timestamptz
);

create table bank_item (
  id uuid primary key,
  number bigint not null unique generated always as identity,
  bank_id int not null references bank,
  owner text not null,
  incident_id uuid references incident,
  state text not null default 'active' check (state in ('active', 'quarantined', 'suspended')),
  because text,
  disabled_until timestamptz,
  created_at timestamptz not null,
  regime text not null default 'signal', purposes text[] not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null
);
create index bank_item_page on bank_item (bank_id, number desc);
create index bank_item_incident on bank_item (incident_id) where incident_id is not null;
create table item_signal (
  number bigint primary key generated always as identity (maxvalue 4294967295),
  item_id uuid not null references bank_item on delete cascade,
  signal_id uuid not null unique references signal,
  type text not null check (type in ('pdq', 'md5', 'sha1', 'sha256', 'vpdq', 'tmk', 'tlsh', 'text', 'url')),
  quality int,
  raw bytea not null
);
create index item_signal_item on item_signal (item_id);
create table item_opinion (
  id uuid primary key,
  item_id uuid not null references bank_item on delete cascade,
  source text not null,
  outcome text not null check (outcome in ('confirmed', 'mistaken', 'not-useful')),
  at timestamptz not null,
  person_id uuid references person,
  sender_id uuid references sender,
  upload_id uuid,
  decision_id uuid references decision,
  regime text not null default 'signal', purposes text[] not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null
);
create index item_opinion_item on item_opinion (item_id, source, at desc);
create unique index item_opinion_decision on item_opinion (item_id, decision_id) where decision_id is not null;

create table content_change (
  seq bigint primary key generated always as identity,
  at timestamptz not null default now(),
  numbers bigint[] not null default '{}',
  bank_id int
);
create function tell_content(numbers bigint[], bank int) returns bigint language plpgsql as $$
declare told bigint;
begin
  perform pg_advisory_xact_lock(20130013);
  insert into content_change (numbers, bank_id) values (numbers, bank) returning seq into told;
  insert into event (type, ref, version) values ('bank.changed', 'content:' || told, 1);
  return told;
end $$;
create function tell_signals_of_items() returns trigger language plpgsql as $$
declare concerned bigint[];
begin
  select array_agg(s.number order by s.number) into concerned from changed c join item_signal s on s.signal_id = c.id where c.kind in ('media-hash', 'url');
  if concerned is not null then perform tell_content(concerned, null); end if;
  return null;
end $$;
create trigger signals_of_items after update on signal referencing new table as changed for each statement execute function tell_signals_of_items();

create table upload (
  id uuid primary key,
  sender_id uuid not null references sender,
  ref bytea not null,
  version int not null default 1,
  state text not null check (state in ('received', 'matched', 'no-match', 'in-review', 'decided', 'quarantined')),
  team text not null,
  regime text not null, purposes text[] not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  case_id uuid references case_file,
  told_decision uuid references decision,
  told_at timestamptz,
  index_seq bigint,
  a bytea, b bytea not null,
  unique (sender_id, ref)
);
create index upload_clock on upload (delete_at);
create index upload_recent on upload (received_at desc, id);
create table seen_hash (
  number bigint primary key generated always as identity (maxvalue 4294967295),
  upload_id uuid not null references upload on delete cascade,
  type text not null,
  quality int,
  regime text not null, purposes text[] not null, mask_at timestamptz, delete_at timestamptz not null,
  raw bytea not null
);
create index seen_hash_upload on seen_hash (upload_id);
create index seen_hash_clock on seen_hash (delete_at);
create table retro_job (
  id uuid primary key,
  asked_at timestamptz not null,
  since timestamptz not null,
  numbers bigint[] not null,
  cause text not null,
  checked int not null default 0,
  hits int not null default 0,
  case_ids uuid[] not null default '{}',
  finished_at timestamptz
);

create table content_delivery (
  id uuid primary key,
  sequence bigint not null unique generated always as identity,
  upload_id uuid not null references upload on delete cascade,
  sender_id uuid not null references sender,
  at timestamptz not null,
  attempts int not null default 0,
  delivered_at timestamptz,
  give_up_at timestamptz not null,
  failed_at timestamptz,
  team text not null,
  regime text not null, purposes text[] not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null
);
create index content_delivery_upload on content_delivery (upload_id, sequence desc);
-- What is adverse to somebody is told only where a decision of two people stands.
create function check_upload() returns trigger language plpgsql as $$
begin
  if new.state = 'decided' and not exists (
    select 1 from decision d where d.id = new.told_decision and d.case_id = new.case_id and d.reopened_at is null
  ) then
    raise exception 'an upload is decided by a decision in force on its case' using errcode = 'EN006';
  end if;
  return new;
end $$;
create trigger upload_rules before insert or update of state on upload for each row execute function check_upload();

create function refuse_change_of_labels() returns trigger language plpgsql as $$
begin raise exception 'a version of a label scheme is never changed' using errcode = 'EN007'; end $$;
create trigger label_scheme_is_final before update or delete or truncate on label_scheme for each statement execute function refuse_change_of_labels();

grant select, insert on label_scheme, bank, incident, bank_item, item_signal, item_opinion, content_change, upload, seen_hash, retro_job, content_delivery to entente_app;
grant update (name, version, purposes, basis, basis_until, agreements, tlp, pap, negative, shadow, enabled_ratio, radius, labels, valid_days, retain_days, deleted_at)
  on bank to entente_app;
grant update (name, level, starts_at, ends_at, first_signal_at, first_hit_at) on incident to entente_app;
grant update (state, because, disabled_until, purposes, delete_at, a, b) on bank_item to entente_app;
grant update (version, state, delete_at, case_id, told_decision, told_at, index_seq, a, b) on upload to entente_app;
grant update (checked, hits, case_ids, finished_at) on retro_job to entente_app;
grant update (attempts, delivered_at, failed_at) on content_delivery to entente_app;
grant delete on bank_item, upload, seen_hash, content_change, retro_job to entente_app;
grant usage on all sequences in schema public to entente_app;
grant select on label_scheme, bank, incident, bank_item, item_signal, item_opinion, content_change, upload, seen_hash, retro_job, content_delivery to entente_oversight;
`
