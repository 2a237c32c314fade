/**
 * Notes which rows with names were written, for the indexes of names in the memory of each node. A row of `name_change`
 * has an id and no name. `xid` is the transaction: a node reads the rows of transactions that ended since it last read.
 * Triggers note the rows, so that writes of the release before, on the same database, are noted too. Backups leave the
 * table out, and rows are deleted after a day.
 *
 * `recent_page` stores the ids of the pages that a person opened last, without labels.
 *
 * All tables are new, so the previous release runs on the same data.
 */
export const foundByPart = /* sql */ `
create table name_change (
  seq bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  kind text not null,
  owner_id uuid not null,
  at timestamptz not null default now()
);
create index name_change_xid on name_change (xid);
create index name_change_at on name_change (at);
grant select, insert, delete on name_change to entente_app;

create function note_name_change() returns trigger language plpgsql as $$
begin
  insert into public.name_change (kind, owner_id) select tg_argv[0], id from written;
  return null;
end $$;
create trigger traveller_name_added after insert on traveller referencing new table as written
  for each statement execute function note_name_change('traveller');
create trigger traveller_name_changed after update on traveller referencing new table as written
  for each statement execute function note_name_change('traveller');
create trigger traveller_name_deleted after delete on traveller referencing old table as written
  for each statement execute function note_name_change('traveller');
create trigger signal_name_added after insert on signal referencing new table as written
  for each statement execute function note_name_change('signal');
create trigger signal_name_changed after update on signal referencing new table as written
  for each statement execute function note_name_change('signal');
create trigger signal_name_deleted after delete on signal referencing old table as written
  for each statement execute function note_name_change('signal');

create table recent_page (
  person_id uuid not null references person,
  type text not null,
  ref text not null,
  at timestamptz not null,
  primary key (person_id, type, ref)
);
create index recent_page_at on recent_page (person_id, at desc);
grant select, insert, update, delete on recent_page to entente_app;
`
