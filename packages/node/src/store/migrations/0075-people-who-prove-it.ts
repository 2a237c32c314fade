/**
 * Marks decisions that were made while one person used every account of the node. The mark is a default of the database, so no
 * writer can leave it out; decisions of such a node from before get it too.
 *
 * A new person has a staff reference, kept as a keyed hash, so that one human cannot become two people. Who proposes a role for a
 * new person and who consents to it state that they know the human. A session remembers the browser, as a hash.
 *
 * `peer_notice` remembers which notices about people of other members were seen, so that each raises one alarm.
 *
 * `known_setting` remembers settings of the machine that concern people, so that a change of one is seen.
 *
 * All columns are new and have defaults, so the previous release runs on the same data.
 */
export const peopleWhoProveIt = /* sql */ `
create function is_of_one_person() returns boolean language sql stable as $$
  select exists (select from founding where single_operator)
$$;
alter table decision add column by_one_person boolean not null default is_of_one_person();
alter table person add column staff_reference bytea unique;
alter table people_change add column knows_human boolean not null default false;
alter table people_consent add column knows_human boolean not null default false;
alter table person_key add column by_operator boolean not null default false;
update person_key set by_operator = true where actions is null;
alter table session add column browser_hash bytea;
create index session_browser on session (browser_hash) where browser_hash is not null;
create table peer_notice (
  member text not null,
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  primary key (member, id)
);
grant select, insert on peer_notice to entente_app;
create table known_setting (name text primary key, value text not null);
grant select, insert, update on known_setting to entente_app;
`
