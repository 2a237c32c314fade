/**
 * Unmasking with approval (decision 0090).
 *
 * Where the regime of a record lets somebody unmask it, `mask_due` (0104) moves the masked part of the record into `masked_value`, still sealed.
 * The role of the node cannot read it there. Two functions and a view reach it: `released_values` for a view of an approved request that
 * is logged, and `masked_value_retiring` for sealing anew what is under a key that ends. The deletion of a record deletes it too.
 * `retention_root.kept` is the query for the rows that are kept.
 *
 * `unmask_request` is a request for the fields of one record, for a case. The database copies who must approve it from the regime that was in
 * force when the record came, and refuses an approval without the signed act of another person. `unmask_view` has each view: it is
 * stored and logged in a transaction before the one that reads the values.
 *
 * Values that were masked before are gone: nothing brings them back.
 */
export const unmasking = /* sql */ `
alter table retention_root add column kept text;
update retention_root set kept = format('select id, a from public.%I where id = any($1) and a is not null', name)
  where name in ('traveller', 'upload');
update retention_root set kept = 'select distinct on (consignment_id) consignment_id, a from public.cargo_version
    where consignment_id = any($1) and a is not null order by consignment_id, version desc'
  where name = 'cargo_consignment';
insert into retention_link (parent, child, part, act)
  select name, 'masked_value', 'subject_id', 'delete' from retention_root where kept is not null;
insert into retention_link (parent, child, part, act)
  select name, 'unmask_request', 'subject_id', 'delete' from retention_root where kept is not null;

create table masked_value (
  subject_id uuid primary key,
  root text not null,
  regime text not null,
  a bytea not null,
  masked_at timestamptz not null
);
create index masked_value_key on masked_value (substring(a from 1 for 9));
-- That a value is there is no personal data. The value itself is in no grant.
grant select (subject_id, root, regime, masked_at) on masked_value to entente_app;

create view masked_value_retiring with (security_barrier = true) as
  select m.ctid, m.subject_id, m.root, m.regime, m.a from masked_value m
    where substring(m.a from 1 for 9) in (select '\\x02'::bytea || k.id from day_key k where k.state = 'retiring');
grant select on masked_value_retiring to entente_app;

-- Returns when the record ends to which a masked value belongs.
create function masked_until(root text, subject uuid) returns timestamptz
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare ends timestamptz;
begin
  if not exists (select from retention_root r where r.name = root and r.kept is not null) then return null; end if;
  execute format('select t.delete_at from public.%I t where t.id = $1', root) into ends using subject;
  return coalesce(greatest(ends, held_until(root, subject)), now());
end $$;
grant execute on function masked_until(text, uuid) to entente_app;

-- Returns who may unmask a record of a regime that came at a time; null: nobody.
create function unmask_rule(wanted text, received timestamptz) returns jsonb language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when v.regime -> 'unmask' ->> 'approver' <> 'none' then v.regime -> 'unmask' end from regime_version v where v.id = wanted
    order by v.applies_from <= received desc, case when v.applies_from <= received then -v.version else v.version end limit 1 $$;
grant execute on function unmask_rule(text, timestamptz) to entente_app;

-- Moves the masked part of records, still sealed, to where only an approved unmasking reads it. Returns how many records it kept.
create function keep_masked_values(root text, ids uuid[], now_is timestamptz) returns int
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  query text;
  kept int;
begin
  select r.kept into query from retention_root r where r.name = root;
  if query is null then return 0; end if;
  execute format('insert into public.masked_value (subject_id, root, regime, a, masked_at)
    select t.id, %1$L, t.regime, k.a, $2 from (%2$s) k (id, a) join public.%1$I t on t.id = k.id
      where t.delete_at > $2 and public.unmask_rule(t.regime, t.received_at) is not null
    on conflict (subject_id) do update set a = excluded.a, masked_at = excluded.masked_at', root, query) using ids, now_is;
  get diagnostics kept = row_count;
  return kept;
end $$;
revoke all on function keep_masked_values(text, uuid[], timestamptz) from public;

create table unmask_request (
  id uuid primary key,
  gateway text not null,
  subject_id uuid not null,
  case_id uuid not null references case_file,
  approver text not null check (approver in ('supervisor', 'other-unit', 'competent-authority', 'judicial')),
  max_hours int not null check (max_hours between 1 and 24),
  inform boolean not null,
  fields text[] not null check (cardinality(fields) > 0),
  ground text not null,
  b bytea not null,
  requested_by uuid not null references person,
  requested_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > requested_at and expires_at <= requested_at + interval '7 days'),
  teams text[] not null,
  outcome text check (outcome in ('approved', 'refused')),
  decided_by uuid references person check (decided_by <> requested_by),
  decided_at timestamptz,
  kind text,
  reference text,
  document_sha256 text check (document_sha256 ~ '^[0-9a-f]{64}$'),
  until timestamptz,
  refusal text,
  reviewed_by uuid references person,
  reviewed_at timestamptz,
  review_note text,
  check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  check ((reviewed_by is null) = (reviewed_at is null)),
  check ((outcome is not distinct from 'approved') = (until is not null) and (outcome is not distinct from 'approved') = (kind is not null)),
  check (until > decided_at and until <= decided_at + make_interval(hours => max_hours)),
  check (decided_at <= expires_at),
  check (kind = approver or (approver = 'competent-authority' and kind = 'judicial')),
  check (kind not in ('competent-authority', 'judicial') or (reference is not null and document_sha256 is not null))
);
create index unmask_request_case on unmask_request (case_id);
create index unmask_request_subject on unmask_request (subject_id);
create index unmask_request_at on unmask_request (requested_at desc, id);
create index unmask_request_person on unmask_request (requested_by);
grant select, insert on unmask_request to entente_app;
grant update (outcome, decided_by, decided_at, kind, reference, document_sha256, until, refusal, reviewed_by, reviewed_at, review_note)
  on unmask_request to entente_app;
grant select on unmask_request to entente_oversight;

create function check_unmask_request() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare rule jsonb;
begin
  if tg_op = 'INSERT' then
    if new.outcome is not null or new.reviewed_at is not null then raise exception 'another person decides afterwards' using errcode = 'EN001'; end if;
    select unmask_rule(c.regime, c.received_at) into rule from case_file c where c.id = new.case_id and c.subject_id = new.subject_id;
    if rule is null or new.approver <> rule ->> 'approver' or new.max_hours > (rule ->> 'maxHours')::int
      or new.inform <> (rule ->> 'informOversight')::boolean then
      raise exception 'the regime of the record says who approves an unmasking' using errcode = 'EN003';
    end if;
    return new;
  end if;
  if old.outcome is not null and (new.outcome, new.decided_by, new.decided_at, new.kind, new.reference, new.document_sha256, new.until, new.refusal)
    is distinct from (old.outcome, old.decided_by, old.decided_at, old.kind, old.reference, old.document_sha256, old.until, old.refusal) then
    raise exception 'an answer to a request for unmasking stays' using errcode = 'EN003';
  end if;
  if old.outcome is null and new.outcome is not null and not rule_is_lifted('people') and not has_role(new.decided_by, 'supervisor') then
    raise exception 'a supervisor records the answer' using errcode = 'EN002';
  end if;
  if old.outcome is null and new.outcome = 'approved' and new.kind = 'other-unit' and exists (select from account a
    join account_team t on t.account_id = a.id where a.person_id = new.decided_by and t.team = any(old.teams)) then
    raise exception 'somebody of another unit approves' using errcode = 'EN002';
  end if;
  if old.reviewed_at is not null and (new.reviewed_by, new.reviewed_at, new.review_note) is distinct from (old.reviewed_by, old.reviewed_at, old.review_note) then
    raise exception 'a review stays' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger unmask_request_rules before insert or update on unmask_request for each row
  when (current_user = 'entente_app') execute function check_unmask_request();
create constraint trigger unmasking_is_signed after insert or update of outcome, until on unmask_request deferrable initially deferred for each row
  when (new.outcome = 'approved' and current_user = 'entente_app')
  execute function check_signed_effect('unmask.approve', 'unmask', 'id', 'decided_by', 'passkey');

create table unmask_view (
  id uuid primary key,
  request_id uuid not null references unmask_request,
  person_id uuid not null references person,
  at timestamptz not null default clock_timestamp(),
  tx xid8 not null default pg_current_xact_id(),
  released_at timestamptz
);
create index unmask_view_request on unmask_view (request_id);
create index unmask_view_person on unmask_view (person_id);
grant select, insert (id, request_id, person_id) on unmask_view to entente_app;
grant select on unmask_view to entente_oversight;

create function check_unmask_view() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare r unmask_request;
begin
  select * into r from unmask_request q where q.id = new.request_id for update;
  if r.outcome is distinct from 'approved' or r.requested_by <> new.person_id
    or (r.until <= clock_timestamp() and not rule_is_lifted('clock'))
    or (select count(*) from unmask_view v where v.request_id = r.id) >= 20 then
    raise exception 'nobody may view this record unmasked now' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger unmask_view_rules before insert on unmask_view for each row
  when (current_user = 'entente_app') execute function check_unmask_view();

-- Returns the masked values of a view once: after it and its entry in the log were committed, within a minute.
create function released_values(wanted uuid) returns table (subject_id uuid, regime text, a bytea)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update unmask_view v set released_at = clock_timestamp() from unmask_request r
    where v.id = wanted and r.id = v.request_id and v.released_at is null and v.tx <> pg_current_xact_id()
      and v.at > clock_timestamp() - interval '1 minute'
      and exists (select from audit.entry e where e.ref = 'unmask:' || r.id and e.type = 'unmask.view' and e.tx = v.tx);
  if not found then raise exception 'a view is logged before it is released' using errcode = 'EN014'; end if;
  return query select m.subject_id, m.regime, m.a from unmask_view v join unmask_request r on r.id = v.request_id
    join masked_value m on m.subject_id = r.subject_id where v.id = wanted;
end $$;
revoke all on function released_values(uuid) from public;
grant execute on function released_values(uuid) to entente_app;

-- The content of the act of an approval ends with the request.
create or replace function is_reading_over(act signed_act, moment timestamptz) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case
    when act.case_id is not null then not exists (select from case_file c where c.id = act.case_id and least(c.mask_at, c.delete_at) > moment)
    when act.thing like 'signal:%' then not exists (select from signal g where 'signal:' || g.id = act.thing and g.delete_at > moment
      and exists (select from signal_version v where v.signal_id = g.id and v.erased_at is null))
    when act.thing like 'record-hold:%' then not exists (select from record_hold h where 'record-hold:' || h.id = act.thing
      and h.ended_at is null and h.until > moment)
    when act.thing like 'evidence:%' then not exists (select from retained_evidence e where 'evidence:' || e.id = act.thing)
    when act.thing like 'unmask:%' then not exists (select from unmask_request u where 'unmask:' || u.id = act.thing)
    else false end $$;

-- The last sweep that ended.
create table retention_swept (
  only_row boolean primary key default true check (only_row),
  began_at timestamptz not null,
  ended_at timestamptz not null,
  masked int not null,
  deleted int not null
);
grant select, insert, update on retention_swept to entente_app;
grant select on retention_swept to entente_oversight;
`
