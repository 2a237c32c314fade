/**
 * Redress (decision 0097): requests of people, without an account.
 *
 * `redress_request` has what decides about a request in plain, and the words sealed: `b` those of the person, `answer` those for the person. The
 * secret of the person is stored as a keyed digest. `redress_evidence` has the files that show who the person is, apart from the request, because they
 * are erased 30 days after its end. `redress_case` names the cases that a request concerns.
 *
 * The reviewer is independent: a person who proposed, confirmed, viewed or wrote in a case of the same subject, or wrote or released a signal of
 * one of its hits, can neither be given the request nor decide it (`redress_bias`). The database refuses it too.
 */
export const redress = /* sql */ `
create table redress_request (
  id uuid primary key,
  reference text not null unique check (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  secret bytea not null check (octet_length(secret) = 16),
  kind text not null check (kind in ('access', 'correction', 'deletion', 'complaint', 'misidentification')),
  about text,
  language text not null,
  urgent boolean not null,
  bytes int not null,
  state text not null check (state in ('received', 'identity-check', 'assigned', 'decided', 'propagating', 'closed')),
  received_at timestamptz not null,
  acknowledge_by timestamptz not null,
  due_at timestamptz not null check (due_at > received_at),
  taken_by uuid references person,
  taken_at timestamptz,
  identity text check (identity in ('shown', 'not-needed')),
  reviewer uuid references person,
  assigned_by uuid references person,
  assigned_at timestamptz,
  extended_at timestamptz,
  outcome text check (outcome in ('upheld', 'partly', 'rejected', 'neither-confirm-nor-deny')),
  decided_at timestamptz,
  -- The person reads the answer from this time on.
  answer_at timestamptz,
  basis text,
  basis_until timestamptz,
  closed_at timestamptz,
  regime text not null default 'redress',
  delete_at timestamptz not null,
  b bytea not null,
  answer bytea,
  check ((reviewer is null) = (assigned_at is null) and (reviewer is null) = (identity is null)),
  check ((outcome is null) = (decided_at is null)),
  check (outcome is null or reviewer is not null),
  check (outcome <> 'neither-confirm-nor-deny' or (basis is not null and basis_until > decided_at)),
  check (answer_at >= decided_at),
  check ((state = 'closed') = (closed_at is not null)),
  check ((state in ('decided', 'propagating', 'closed')) = (outcome is not null)),
  check (state <> 'assigned' or reviewer is not null)
);
create index redress_request_open on redress_request (due_at, id) where closed_at is null;
create index redress_request_closed on redress_request (closed_at desc, id) where closed_at is not null;
create index redress_request_end on redress_request (delete_at);
grant select, insert, delete on redress_request to entente_app;
grant update (state, due_at, taken_by, taken_at, identity, reviewer, assigned_by, assigned_at, extended_at, outcome, decided_at, answer_at, basis,
  basis_until, closed_at, delete_at, b, answer) on redress_request to entente_app;
grant select on redress_request to entente_oversight;

create table redress_evidence (
  id uuid primary key,
  request_id uuid not null references redress_request on delete cascade,
  type text not null,
  bytes int not null,
  raw bytea not null,
  delete_at timestamptz not null
);
create index redress_evidence_request on redress_evidence (request_id);
create index redress_evidence_end on redress_evidence (delete_at);
grant select, insert, delete on redress_evidence to entente_app;
grant update (type, raw, delete_at) on redress_evidence to entente_app;

create table redress_case (
  request_id uuid not null references redress_request on delete cascade,
  case_id uuid not null references case_file on delete cascade,
  primary key (request_id, case_id)
);
create index redress_case_case on redress_case (case_id);
grant select, insert on redress_case to entente_app;
grant select on redress_case to entente_oversight;

-- Returns why a person is not independent of the cases of a request; null: they are. A reviewer views the cases after the request was given to them.
create function redress_bias(request uuid, who uuid, given_at timestamptz) returns text
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with of_subject as (select c.id from redress_case r join case_file f on f.id = r.case_id join case_file c on c.subject_id = f.subject_id
    where r.request_id = request)
  select case
    when exists (select from proposal p where p.case_id in (select id from of_subject) and p.person_id = who) then 'proposed'
    when exists (select from confirmation k where k.case_id in (select id from of_subject) and k.person_id = who) then 'confirmed'
    when exists (select from case_note n where n.case_id in (select id from of_subject) and n.person_id = who
      and (given_at is null or n.at < given_at)) then 'wrote'
    when exists (select from case_view v where v.case_id in (select id from of_subject) and v.person_id = who
      and (given_at is null or v.first_viewed_at < given_at)) then 'viewed'
    when exists (select from hit h join signal_version v on v.signal_id = h.signal_id join account a on a.id = v.by_account
      where h.case_id in (select id from of_subject) and a.person_id = who and (given_at is null or v.at < given_at)) then 'signal'
    when exists (select from hit h join signal_release s on s.signal_id = h.signal_id
      where h.case_id in (select id from of_subject) and s.person_id = who) then 'signal'
    end $$;
grant execute on function redress_bias(uuid, uuid, timestamptz) to entente_app;

create function check_redress_request() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare moment timestamptz := case when rule_is_lifted('clock') then null else clock_timestamp() end;
begin
  if tg_op = 'INSERT' then
    if new.state <> 'received' or new.reviewer is not null or new.outcome is not null or new.extended_at is not null or new.taken_by is not null then
      raise exception 'a request begins when it is received' using errcode = 'EN003';
    end if;
    return new;
  end if;
  if old.outcome is not null and (new.outcome, new.decided_at, new.basis, new.basis_until, new.reviewer) is distinct from
    (old.outcome, old.decided_at, old.basis, old.basis_until, old.reviewer) then
    raise exception 'a decided request stays decided' using errcode = 'EN003';
  end if;
  if old.reviewer is not null and (new.reviewer, new.assigned_at) is distinct from (old.reviewer, old.assigned_at) then
    raise exception 'a request keeps its reviewer' using errcode = 'EN003';
  end if;
  if new.due_at <> old.due_at and (old.extended_at is not null or new.extended_at is null or new.due_at > old.due_at + interval '2 months') then
    raise exception 'the time for an answer is extended once' using errcode = 'EN003';
  end if;
  if old.extended_at is not null and new.extended_at is distinct from old.extended_at then
    raise exception 'the time for an answer is extended once' using errcode = 'EN003';
  end if;
  if new.reviewer is not null and (old.reviewer is null or (old.outcome is null and new.outcome is not null)) then
    if not has_role(new.reviewer, 'supervisor') then raise exception 'a supervisor reviews requests' using errcode = 'EN002'; end if;
    if redress_bias(new.id, new.reviewer, case when old.reviewer is null then null else old.assigned_at end) is not null then
      raise exception 'a reviewer is independent of the cases' using errcode = 'EN021';
    end if;
  end if;
  if old.closed_at is null and new.closed_at is null and new.delete_at < old.delete_at then
    raise exception 'a request is kept until it ends' using errcode = 'EN003';
  end if;
  if moment is not null and new.closed_at is not null and old.closed_at is null and new.closed_at > moment + interval '1 minute' then
    raise exception 'a request ends now' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger redress_request_rules before insert or update on redress_request for each row
  when (current_user = 'entente_app') execute function check_redress_request();

create function check_redress_end() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.closed_at is null then raise exception 'an open request is kept' using errcode = 'EN003'; end if;
  return old;
end $$;
create trigger redress_request_end before delete on redress_request for each row
  when (current_user = 'entente_app') execute function check_redress_end();

create function check_redress_case() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from redress_request r where r.id = new.request_id and r.reviewer is null for update;
  if not found then raise exception 'the cases are named before a reviewer is chosen' using errcode = 'EN003'; end if;
  return new;
end $$;
create trigger redress_case_rules before insert on redress_case for each row
  when (current_user = 'entente_app') execute function check_redress_case();
`
