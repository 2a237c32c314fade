/**
 * Stops of matching (decision 0093): one person sets one with a reason, two people with signed acts lift it. Nobody deletes one.
 *
 * `stop_worker` and `stop_confirmation` say which thread follows the stops and when each had one in force; a backup leaves them out. The
 * times are those of the database, because threads and nodes share them. `unchecked_subject` lists what arrived while a stop kept it
 * from being compared in whole or in part, in the transaction that stored it. It names subjects by id only, and its rows end when they were
 * compared again.
 *
 * A stop that is set goes into `after-backup.jsonl`, so a restore brings it back. The release before does not know stops and would match,
 * so it does not run on the result.
 */
export const stops = /* sql */ `
create table stop (
  id uuid primary key,
  n bigint generated always as identity,
  scope_type text not null
    check (scope_type in ('all', 'gateway', 'list', 'source', 'rule', 'agreement', 'peer', 'surface', 'model')),
  scope_id text check (length(scope_id) between 1 and 200),
  reason text not null check (length(reason) between 10 and 500),
  -- Null: a restore set it again.
  set_by uuid references person,
  set_at timestamptz not null,
  began_at timestamptz not null default clock_timestamp(),
  effective_ms int check (effective_ms >= 0),
  off_at timestamptz,
  check ((scope_type = 'all') = (scope_id is null))
);
create unique index stop_on on stop (scope_type, coalesce(scope_id, '')) where off_at is null;
create index stop_set_by on stop (set_by);
create table stop_off (
  stop_id uuid not null references stop,
  person_id uuid not null references person,
  account_id uuid not null references account,
  role text not null,
  at timestamptz not null,
  primary key (stop_id, person_id)
);
create index stop_off_person on stop_off (person_id);
create index stop_off_account on stop_off (account_id);
create table stop_worker (
  id uuid primary key,
  kind text not null,
  started_at timestamptz not null default clock_timestamp(),
  heard_at timestamptz not null default clock_timestamp()
);
create table stop_confirmation (
  stop_id uuid not null,
  worker_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  primary key (stop_id, worker_id)
);
create table stop_drill (
  id uuid primary key,
  person_id uuid not null references person,
  at timestamptz not null,
  began_at timestamptz not null default clock_timestamp(),
  workers int check (workers >= 0),
  effective_ms int check (effective_ms >= 0),
  rollback_ms int check (rollback_ms >= 0),
  rollback_hits int check (rollback_hits >= 0)
);
create index stop_drill_at on stop_drill (at desc);
create index stop_drill_person on stop_drill (person_id);
create sequence unchecked_n;
create table unchecked_subject (
  subject_id uuid primary key,
  gateway text not null,
  n bigint not null default nextval('unchecked_n')
);
create index unchecked_subject_n on unchecked_subject (gateway, n);

grant select, insert on stop, stop_off to entente_app;
grant update (off_at, effective_ms) on stop to entente_app;
grant select, insert, delete on stop_worker to entente_app;
grant update (heard_at) on stop_worker to entente_app;
grant select, insert, delete on stop_confirmation to entente_app;
grant select, insert on stop_drill to entente_app;
grant update (workers, effective_ms) on stop_drill to entente_app;
grant select, insert, update, delete on unchecked_subject to entente_app;
grant usage on sequence unchecked_n to entente_app;
grant select on stop, stop_off, stop_worker, stop_confirmation, stop_drill, unchecked_subject to entente_oversight;

-- What no key says: these rows end with their subjects.
insert into retention_link (parent, child, part, act) values ('traveller', 'unchecked_subject', 'subject_id', 'delete'),
  ('cargo_consignment', 'unchecked_subject', 'subject_id', 'delete'), ('upload', 'unchecked_subject', 'subject_id', 'delete');

-- Whether a person may lift stops, and whether enough of them agreed to lift this one.
create function may_lift_stops(person uuid, wanted text) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select wanted in ('supervisor', 'signal-officer', 'administrator') and has_role(person, wanted) $$;
create function check_stop_off() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.off_at is not null then
    raise exception 'a stop that was lifted stays lifted' using errcode = 'EN014';
  end if;
  if (select count(*) from stop_off o where o.stop_id = new.id and may_lift_stops(o.person_id, o.role)) < 2 then
    raise exception 'a stop is lifted by two people' using errcode = 'EN005';
  end if;
  return new;
end $$;
create trigger stop_is_lifted_by_two before update of off_at on stop for each row
  when (current_user = 'entente_app' and old.off_at is distinct from new.off_at) execute function check_stop_off();
create constraint trigger stop_off_is_signed after insert on stop_off deferrable initially deferred for each row
  when (current_user = 'entente_app') execute function check_signed_effect('kill.off', 'kill', 'stop_id', 'person_id', 'any');

-- A restore reads what was set and lifted after the backup. It sets again what was not lifted.
create function keep_stop() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into ended_credential (kind, id, state)
  values ('stop', new.id, case when new.off_at is null then new.scope_type || coalesce(':' || new.scope_id, '') else 'off' end);
  return null;
end $$;
create trigger keep_stop after insert or update of off_at on stop for each row execute function keep_stop();

alter table carrier_answer_person drop constraint answer_person_basis_check;
alter table carrier_answer_person add constraint answer_person_basis_check
  check (basis in ('no-hit', 'hit-under-review', 'decision', 'policy-timeout', 'unreadable', 'unchecked'));
`
