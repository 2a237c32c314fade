import type { Migration } from '../migrations/index.ts'

/**
 * A schema with everything that is hard to restore: generated and identity columns, values of every text format,
 * triggers, and a table that references a table later in the alphabet.
 */
const smallSchema = `
create schema audit;
create type audit.mood as enum ('calm', 'it''s "odd"');
create table public.parent (id uuid primary key, name text not null unique);
create table public.child (
  number bigint generated always as identity primary key,
  parent_id uuid not null references public.parent,
  raw bytea, words text[], details jsonb, at timestamptz, day date, amount numeric(30, 10), score double precision, small real,
  code char(5), yes boolean, mood audit.mood, moods audit.mood[], span interval, zone inet, document json,
  twice bigint generated always as (number * 2) stored
);
create table audit."Entry ""x""" (id serial primary key, text text not null, tx xid8 not null default pg_current_xact_id());
create table public.session (id int primary key);
create table public.person_key (id int primary key);
create table public.enrolment_code (id int primary key);
create table public.zebra (id int primary key, note text);
create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'never at a restore'; end $$;
create trigger no_parents before insert on public.parent for each row execute function public.refuse();
create trigger final before update or delete or truncate on audit."Entry ""x""" for each statement execute function public.refuse();
alter table audit."Entry ""x""" enable always trigger final;
`

export const sampleRows = `
set session_replication_role = replica;
insert into public.parent select gen_random_uuid(), 'parent ' || n from generate_series(1, 1200) n;
insert into public.child (parent_id, raw, words, details, at, day, amount, score, small, code, yes, mood, moods, span, zone, document)
  select id, decode(md5(name), 'hex'), array[name, null, 'a,b', '{"}', ''], jsonb_build_object('n', name, 'deep', jsonb_build_array(1, null, 'é')),
    '2026-11-24 14:01:40.123456+02', '0044-03-15 BC', 12345678901234567890.0123456789, 0.1::float8 + 0.2::float8, 'NaN', 'ab', name like '%7',
    'it''s "odd"', array['calm']::audit.mood[], '1 year 2 days 03:04:05.6', '2001:db8::/32', '{"b": 1,  "a": 2}'
  from public.parent where name < 'parent 3';
insert into public.child (parent_id) select id from public.parent limit 3;
insert into public.child (parent_id, raw) select id, decode(repeat('00ff10', 1000000 + n::int), 'hex') from (select id, row_number() over () n from public.parent limit 3) p;
insert into audit."Entry ""x""" (text) values (E'lines\\nand\\ttabs \\\\ "quotes"'), (U&'\\2028\\FEFF'), (''), ('\\N'), ('null');
insert into public.session values (1);
insert into public.person_key values (1);
insert into public.enrolment_code values (1);
insert into public.zebra values (1, 'before');
`

/** The migrations of the release in which the tests make backups: only one. */
export const smallMigrations: readonly Migration[] = [{ name: '0007-sample', sql: smallSchema }]
