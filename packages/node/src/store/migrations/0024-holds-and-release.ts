/**
 * Requires that two officers release a signal about a person, lets a legal hold keep a received signal from erasure,
 * and checks stored signals again when lists of false positives change. Signals shared before stay shared: their
 * version counts as released.
 */
export const holdsAndRelease = /* sql */ `
alter table signal add column released_version int, add column false_positive boolean not null default false;
update signal set released_version = version where kind = 'person' and not received and status = 'active' and (
  exists (select from visibility v where v.signal_id = signal.id and v.version = signal.version and v.ended_at is null)
  or exists (select from taxii_entry t where t.signal_id = signal.id and t.signal_version = signal.version));
create index signal_waiting on signal (modified_at desc) where kind = 'person' and not received and status = 'active' and released_version is distinct from version;

create table signal_release (
  signal_id uuid not null references signal on delete cascade,
  version int not null,
  wrote_by uuid references person,
  person_id uuid not null references person,
  account_id uuid not null references account,
  at timestamptz not null,
  primary key (signal_id, version),
  check (wrote_by is distinct from person_id)
);
grant select, insert on signal_release to entente_app;

create table signal_hold (
  id uuid primary key,
  signal_id uuid not null references signal on delete cascade,
  reason text not null check (reason in ('court-order', 'investigation', 'complaint', 'oversight-request')),
  basis text not null check (char_length(basis) between 1 and 200),
  set_by uuid not null references person,
  set_at timestamptz not null,
  until timestamptz not null,
  approved_by uuid references person,
  approved_at timestamptz,
  lifted_by uuid references person,
  ended_at timestamptz,
  check (approved_by is distinct from set_by),
  check ((approved_by is null) = (approved_at is null)),
  check (until <= set_at + interval '12 months')
);
create unique index signal_hold_open on signal_hold (signal_id) where ended_at is null;
create index signal_hold_until on signal_hold (until) where ended_at is null;
grant select, insert on signal_hold to entente_app;
grant update (approved_by, approved_at, lifted_by, ended_at) on signal_hold to entente_app;

-- The hold that keeps a copy although its signal ended; null where nothing does.
alter table holding_end add column held_by uuid references signal_hold;
grant update (held_by) on holding_end to entente_app;
create index holding_end_held on holding_end (held_by) where held_by is not null;
create or replace function drop_attachments() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from signal_attachment where signal_id = new.id
    and not exists (select from signal_hold h where h.signal_id = new.id and h.approved_at is not null and h.ended_at is null);
  return null;
end $$;

create table false_positive_finding (
  signal_id uuid not null references signal on delete cascade,
  list_id text not null,
  entry text not null,
  list_version int not null,
  found_at timestamptz not null,
  primary key (signal_id, list_id, entry)
);
create index false_positive_finding_list on false_positive_finding (list_id);
grant select, insert, update, delete on false_positive_finding to entente_app;
-- Which version of a list that came with the release every stored signal was held against.
create table false_positive_asked (list_id text primary key, version int not null);
grant select, insert, update on false_positive_asked to entente_app;
grant select on signal_release, signal_hold, false_positive_finding to entente_oversight;
`
