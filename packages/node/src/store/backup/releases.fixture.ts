import type { Migration } from '../migrations/index.ts'

/**
 * Migrations of an invented schema. Later releases rename, drop, add, fill and protect tables and columns of earlier
 * ones. The tests make their backups in the second release.
 */
export const releases: readonly Migration[] = [
  {
    name: '0001-first',
    sql: `
      create schema audit;
      create table audit.entry (id int primary key, text text not null);
      create function audit.refuse() returns trigger language plpgsql as $$ begin raise exception 'added to only'; end $$;
      create trigger entry_is_final before update or delete or truncate on audit.entry for each statement execute function audit.refuse();
      alter table audit.entry enable always trigger entry_is_final;
      create table person (id int primary key, name text not null, born text);
      create table visit (number bigint generated always as identity primary key, person_id int not null references person, day date not null);
      create table kind (code text primary key);
      insert into kind values ('first'), ('never used');
      grant select on person, visit to entente_app;`,
  },
  {
    name: '0002-second',
    sql: `
      create table message (id uuid primary key, raw_file text);
      create function note_change() returns trigger language plpgsql as $$
        begin insert into audit.entry select coalesce(max(id), 0) + 1, 'changed ' || new.name from audit.entry; return null; end $$;
      create trigger person_changed after insert or update on person for each row execute function note_change();
      grant insert on person to entente_app;`,
  },
  {
    name: '0003-names',
    sql: `
      update person set name = upper(name);
      alter table person drop column born;
      alter table visit rename to crossing;
      alter table crossing add column hour int not null default 12;
      create table mark (person_id int primary key references person);
      insert into mark select id from person;
      insert into crossing (person_id, day) select id, '2026-01-01' from person;
      grant select on mark to entente_app;`,
  },
  { name: '9999-last', sql: `update kind set code = code || ' again'; drop table message;` },
]

/** The rows of a node in the second release. Its key and the body of one message are files outside the database. */
export const rowsOfSecond = `
insert into person values (1, 'Aune', '1980'), (2, 'Berg', null);
insert into visit (person_id, day) select 1 + n % 2, '2025-03-01'::date + n from generate_series(1, 600) n;
delete from kind where code = 'never used';
insert into kind values ('second');
insert into message values ('00000000-0000-4000-8000-000000000001', 'body');
insert into audit.entry values (3, 'signed in');`
