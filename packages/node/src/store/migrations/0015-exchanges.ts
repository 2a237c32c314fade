/**
 * Adds lists of other organisations that fill a bank on a schedule, with the last fetched position and the item for
 * each of their records. Keys for these lists are sealed. A client that may only check whether content is known has
 * separate terms, and its checks are counted per minute and per day.
 */
export const exchanges = /* sql */ `
create table hash_exchange (
  id int primary key generated always as identity,
  name text not null unique check (name ~ '^[A-Z0-9_]{1,100}$'),
  bank_id int not null references bank,
  api text not null,
  config jsonb not null,
  enabled boolean not null default true,
  created_at timestamptz not null,
  checkpoint jsonb,
  -- Up to when its source had told of changes.
  checkpoint_at timestamptz,
  fetch_started_at timestamptz,
  fetch_finished_at timestamptz,
  fetch_succeeded boolean,
  fetch_error text,
  up_to_date boolean not null default false
);
create table exchange_record (
  exchange_id int not null references hash_exchange on delete cascade,
  ref text not null,
  item_id uuid not null references bank_item on delete cascade,
  primary key (exchange_id, ref)
);
create index exchange_record_item on exchange_record (item_id);
create table exchange_credential (
  api text primary key,
  id uuid not null,
  set_at timestamptz not null,
  raw bytea not null
);
create table signal_type_ratio (
  type text primary key,
  enabled_ratio double precision not null check (enabled_ratio between 0 and 1)
);

alter table sender add column remote jsonb;
create table remote_use (
  sender_id uuid not null references sender,
  span text not null check (span in ('minute', 'day')),
  starts_at timestamptz not null,
  asked int not null,
  primary key (sender_id, span)
);

grant select, insert, delete on hash_exchange, exchange_record, exchange_credential to entente_app;
grant select, insert on signal_type_ratio, remote_use to entente_app;
grant update (enabled, checkpoint, checkpoint_at, fetch_started_at, fetch_finished_at, fetch_succeeded, fetch_error, up_to_date) on hash_exchange to entente_app;
grant update (item_id) on exchange_record to entente_app;
grant update on exchange_credential, signal_type_ratio, remote_use to entente_app;
grant usage on all sequences in schema public to entente_app;
grant select on hash_exchange, exchange_record, signal_type_ratio, remote_use to entente_oversight;
`
