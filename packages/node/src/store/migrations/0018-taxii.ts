/**
 * Adds TAXII, and objects from outside that do not state our terms. Rows of a collection are written under the lock of
 * its row, so that `added_us` (microseconds since 1970) follows the order of commits and is unique in the collection.
 * `taxii_entry` stores which objects of which signal a client was offered. The objects are made from the signal when
 * they are read, so that nothing of a withdrawn signal stays here. `foreign_object` is stored as received and never
 * matched. Its row says whether it is the newest version of the object, so that a page costs the same in a small and a
 * large collection.
 */
export const taxii = /* sql */ `
create table taxii_user (
  id uuid primary key,
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
  member text not null,
  purpose text not null,
  password_hash text not null,
  token_hash bytea unique,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create table taxii_collection (
  id uuid primary key,
  agreement_id uuid not null,
  title text not null,
  alias text check (alias ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  kind text not null check (kind in ('out', 'inbox')),
  created_at timestamptz not null,
  last_added_us bigint not null default 0,
  unique (agreement_id, kind)
);
create unique index taxii_collection_alias on taxii_collection (agreement_id, alias) where alias is not null;
create table taxii_entry (
  collection_id uuid not null references taxii_collection on delete cascade,
  user_id uuid not null references taxii_user on delete cascade,
  added_us bigint not null,
  object_id text not null,
  object_type text not null,
  version_us bigint not null,
  version_text text not null,
  signal_id uuid references signal on delete cascade,
  signal_version int,
  withdrawn boolean not null default false,
  body jsonb,
  primary key (collection_id, user_id, added_us),
  check ((signal_id is null) = (body is not null))
);
create unique index taxii_entry_object on taxii_entry (collection_id, user_id, object_id);
create index taxii_entry_signal on taxii_entry (signal_id, collection_id, user_id) where signal_id is not null;
create table taxii_status (
  id uuid primary key,
  user_id uuid not null references taxii_user on delete cascade,
  agreement_id uuid not null,
  at timestamptz not null,
  body jsonb not null
);
create index taxii_status_clock on taxii_status (at);

create table foreign_object (
  id uuid primary key,
  collection_id uuid references taxii_collection on delete cascade,
  member text not null,
  source text not null,
  added_us bigint not null,
  format text not null check (format in ('stix', 'misp')),
  object_id text not null,
  object_type text not null,
  version_us bigint not null,
  version_text text not null,
  digest bytea not null,
  tlp text not null,
  pap text not null,
  state text not null default 'held' check (state in ('held', 'adopted', 'carrier')),
  signal_id uuid references signal on delete cascade,
  gone_at timestamptz,
  newest boolean not null default true,
  oldest boolean not null default true,
  regime text not null default 'signal', purposes text[] not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  raw bytea not null
);
create unique index foreign_object_added on foreign_object (collection_id, added_us) where collection_id is not null;
create unique index foreign_object_posted on foreign_object (collection_id, member, object_id, version_us) where collection_id is not null;
create unique index foreign_object_brought on foreign_object (source, object_id, version_us) where collection_id is null;
create index foreign_object_page on foreign_object (added_us desc, id) where state = 'held';
create index foreign_object_read on foreign_object (collection_id, member, added_us) where collection_id is not null;
create index foreign_object_newest on foreign_object (collection_id, member, added_us) where collection_id is not null and newest;
create index foreign_object_clock on foreign_object (delete_at);
create index foreign_object_signal on foreign_object (signal_id) where signal_id is not null;

create table misp_event (
  feed text not null,
  event_id uuid not null,
  stamp bigint not null,
  signal_id uuid references signal on delete cascade,
  gone_at timestamptz,
  primary key (feed, event_id)
);

create index signal_begins on signal (valid_from);

grant select, insert on taxii_user, taxii_collection, taxii_entry, taxii_status, foreign_object, misp_event to entente_app;
grant update (password_hash, token_hash, disabled_at) on taxii_user to entente_app;
grant update (last_added_us, title) on taxii_collection to entente_app;
grant update (state, signal_id, gone_at, newest, oldest) on foreign_object to entente_app;
grant update (stamp, signal_id, gone_at) on misp_event to entente_app;
grant delete on taxii_entry, taxii_status, foreign_object, misp_event to entente_app;
grant select on taxii_user, taxii_collection, taxii_entry, taxii_status, foreign_object, misp_event to entente_oversight;
`
