/**
 * Records of necessity and what they switch on (decision 0098).
 *
 * `necessity_record` has what an officer wrote and a supervisor approved. The database refuses an approval by its writer or without a signed act,
 * and a record that lasts longer than 12 months. An approved record stays as it is; a newer one ends it.
 *
 * `necessity_gate` has a row for everything that was ever switched on. It is on while a record is in force, or until `draft_until`: the role
 * of the node can neither set nor prolong that time. Everything that is on at this upgrade gets 90 days. `lapsed_at` is set by the job that logs the end;
 * the view `necessity_off` also compares the times itself, so a job that does not run keeps nothing on.
 *
 * Senders, imports of lists and approvals of agreements are refused where nothing is on (EN020). A test database lifts the rule `necessity`.
 * The release before knows no records, so it would match what lapsed, and does not run on the result.
 */
export const necessity = /* sql */ `
alter table audit.lifted_rule drop constraint lifted_rule_rule_check;
alter table audit.lifted_rule add constraint lifted_rule_rule_check check (rule in ('clock', 'people', 'necessity'));

create table necessity_record (
  id uuid primary key,
  subject_type text not null check (subject_type in ('gateway', 'list', 'source', 'agreement', 'regime')),
  subject_id text not null check (length(subject_id) between 1 and 200),
  body jsonb not null,
  impact_until date not null,
  valid_until timestamptz not null,
  written_by uuid not null references person,
  written_at timestamptz not null,
  approved_by uuid references person check (approved_by <> written_by),
  approved_at timestamptz,
  ended_at timestamptz,
  check (valid_until > written_at),
  check (valid_until at time zone 'UTC' <= written_at at time zone 'UTC' + interval '12 months'),
  check ((approved_by is null) = (approved_at is null)),
  check (jsonb_array_length(body -> 'alternatives') >= 1)
);
create unique index necessity_record_in_force on necessity_record (subject_type, subject_id)
  where ended_at is null and approved_at is not null;
create unique index necessity_record_draft on necessity_record (subject_type, subject_id)
  where ended_at is null and approved_at is null;
create index necessity_record_at on necessity_record (written_at desc, id);
create index necessity_record_writer on necessity_record (written_by);
create index necessity_record_approver on necessity_record (approved_by);
create table necessity_gate (
  subject_type text not null check (subject_type in ('gateway', 'list', 'source', 'agreement', 'regime')),
  subject_id text not null,
  on_at timestamptz not null,
  draft_until timestamptz,
  lapsed_at timestamptz,
  -- The last alarm, in days before the end at most; 90: that it is on without a record.
  reminded int check (reminded in (90, 30, 7, 1)),
  primary key (subject_type, subject_id)
);
create table necessity_note (
  id uuid primary key,
  record_id uuid not null references necessity_record,
  person_id uuid not null references person,
  at timestamptz not null,
  text text not null check (length(text) between 10 and 2000)
);
create index necessity_note_record on necessity_note (record_id);
create index necessity_note_person on necessity_note (person_id);
grant select, insert on necessity_record, necessity_gate, necessity_note to entente_app;
grant update (approved_by, approved_at, ended_at) on necessity_record to entente_app;
grant update (draft_until, lapsed_at, reminded) on necessity_gate to entente_app;
grant select on necessity_record, necessity_gate, necessity_note to entente_oversight;

-- So that a second's look at what is off never reads a whole list.
create index signal_of_list on signal (list_id) where status = 'active' and list_id is not null;
create index signal_of_source on signal (owner) where status = 'active' and received;

-- Whether a record is in force. A node whose clock is its own compares the times itself.
create function has_necessity(wanted_type text, wanted_id text) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from necessity_record r where r.subject_type = wanted_type and r.subject_id = wanted_id
    and r.approved_at is not null and r.ended_at is null and (r.valid_until > clock_timestamp() or rule_is_lifted('clock'))) $$;
create function is_necessity_on(wanted_type text, wanted_id text) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select rule_is_lifted('necessity') or exists (select from necessity_gate g where g.subject_type = wanted_type and g.subject_id = wanted_id
    and g.lapsed_at is null and (has_necessity(wanted_type, wanted_id)
      or (g.draft_until is not null and (g.draft_until > clock_timestamp() or rule_is_lifted('clock'))))) $$;

-- Versions of agreements under which members share now: the newest that all signed, which has not ended for this member and for one more.
create view agreement_in_use as
  select v.* from (select distinct on (c.id) c.* from agreement c where cardinality(c.members) > 0 and c.members <@ c.signed
      order by c.id, c.version desc) v
    join lateral (select s.member from agreement_signature s where s.agreement_id = v.id and s.own limit 1) home on true
  where v.valid_until > clock_timestamp()
    and not exists (select from agreement_end e where e.agreement_id = v.id and e.member = home.member)
    and exists (select from unnest(v.members) m where m <> home.member
      and not exists (select from agreement_end e where e.agreement_id = v.id and e.member = m));

-- The scopes of stops that lack a record. A list or a member of which nothing is left, and an agreement that nobody uses, stop nothing.
-- Each thread reads this each second, so the conditions stand here and not in functions, which would run for each row.
create view necessity_off as
  with lifted as materialized (select rule_is_lifted('necessity') as all_on, rule_is_lifted('clock') as clock),
  on_now as materialized (select g.subject_type as type, g.subject_id as id from necessity_gate g cross join lifted l
    left join necessity_record r on r.subject_type = g.subject_type and r.subject_id = g.subject_id
      and r.approved_at is not null and r.ended_at is null
    where g.lapsed_at is null and (r.valid_until > clock_timestamp() or g.draft_until > clock_timestamp()
      or (l.clock and (r.id is not null or g.draft_until is not null)))),
  off as materialized (select g.subject_type as type, g.subject_id as id from necessity_gate g cross join lifted l
    where not l.all_on and not exists (select from on_now o where o.type = g.subject_type and o.id = g.subject_id))
  select 'gateway' as type, k.gateway as id from (select distinct gateway from gateway_act) k cross join lifted l
    where not l.all_on and not exists (select from on_now o where o.type = 'gateway' and o.id = k.gateway)
  union
  select o.type, o.id from off o where case o.type
    when 'list' then exists (select from signal s where s.list_id = o.id::uuid and s.status = 'active')
    when 'source' then exists (select from signal s where s.owner = o.id and s.status = 'active' and s.received)
    when 'agreement' then exists (select from agreement_in_use a where a.id = o.id::uuid)
    else false end
  union
  select 'gateway', s.gateway from off o join sender s on jsonb_path_exists(s.regimes, '$.* ? (@ == $id)', jsonb_build_object('id', o.id))
    where o.type = 'regime';
grant select on agreement_in_use to entente_app;
grant select on necessity_off to entente_app;

create function check_necessity_record() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.approved_at is not null or new.ended_at is not null then
      raise exception 'another person approves a record' using errcode = 'EN005';
    end if;
    perform check_is_now(new.written_at);
    if not rule_is_lifted('people') and not has_role(new.written_by, 'signal-officer') then
      raise exception 'a signal officer writes a record' using errcode = 'EN002';
    end if;
    return new;
  end if;
  if old.ended_at is not null or (old.approved_at is not null
    and (old.approved_by, old.approved_at) is distinct from (new.approved_by, new.approved_at)) then
    raise exception 'a record stays as it was approved' using errcode = 'EN014';
  end if;
  if old.approved_at is null and new.approved_at is not null then
    if new.approved_by = old.written_by then raise exception 'another person approves a record' using errcode = 'EN001'; end if;
    perform check_is_now(new.approved_at);
    if not rule_is_lifted('people') and not has_role(new.approved_by, 'supervisor') then
      raise exception 'a supervisor approves a record' using errcode = 'EN002';
    end if;
  end if;
  return new;
end $$;
create trigger necessity_record_rules before insert or update on necessity_record for each row
  when (current_user = 'entente_app') execute function check_necessity_record();
create constraint trigger necessity_is_signed after update of approved_by on necessity_record deferrable initially deferred for each row
  when (new.approved_by is not null and current_user = 'entente_app')
  execute function check_signed_effect('necessity.approve', 'necessity', 'id', 'approved_by', 'passkey');

create function check_necessity_gate() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.draft_until is not null and (tg_op = 'INSERT' or new.draft_until is distinct from old.draft_until) then
    raise exception 'only an upgrade leaves something on without a record' using errcode = 'EN020';
  end if;
  if new.lapsed_at is null and (tg_op = 'INSERT' or old.lapsed_at is not null) and not has_necessity(new.subject_type, new.subject_id) then
    raise exception 'a record in force switches something on' using errcode = 'EN020';
  end if;
  return new;
end $$;
create trigger necessity_gate_rules before insert or update on necessity_gate for each row
  when (current_user = 'entente_app') execute function check_necessity_gate();

create function check_switched_on() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not is_necessity_on(tg_argv[0], to_jsonb(new) ->> tg_argv[1]) then
    raise exception '% has no record of necessity in force', tg_argv[0] using errcode = 'EN020';
  end if;
  return new;
end $$;
create trigger sender_is_on before insert or update of gateway on sender for each row
  when (current_user = 'entente_app') execute function check_switched_on('gateway', 'gateway');
create trigger import_is_on before insert on list_task for each row
  when (new.kind = 'import' and current_user = 'entente_app') execute function check_switched_on('list', 'list_id');
create trigger agreement_is_on before insert on agreement_consent for each row
  when (current_user = 'entente_app') execute function check_switched_on('agreement', 'agreement_id');

-- Everything that is on at this upgrade stays on for 90 days. The acts of gateways are stored when a node starts, so a very old backup has none yet.
insert into necessity_gate (subject_type, subject_id, on_at, draft_until)
  select t.type, t.id, now(), now() + interval '90 days' from (
    select distinct 'gateway' as type, gateway as id from gateway_act where exists (select from account)
    union select 'gateway', gateway from sender
    union select 'list', id::text from list
    union select 'agreement', id::text from agreement_in_use
    union select 'source', m from agreement_in_use a, unnest(a.contributors) m where m not in (select member from agreement_signature where own)
    union select 'source', owner from signal where status = 'active' and received
    union select 'regime', r.value from sender s, jsonb_each_text(s.regimes) r where r.value not in ('eu-pnr', 'icao', 'eu-api-border',
      'eu-api-law', 'platform-tco', 'platform-upload', 'cargo-own', 'signal', 'own')) t;
`
