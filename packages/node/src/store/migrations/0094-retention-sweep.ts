/**
 * Masks and deletes stored bytes when their clocks end (decision 0087).
 *
 * `retention_root` lists the tables whose rows have clocks of their own, in the order of deletion, and the subjects of a
 * row `t`: a legal hold on one of them, or on a traveller joined with it, keeps the row. `retention_mask` lists the columns of
 * class a that are erased with the masking of a root, in its own table and in those that belong to it. The foreign keys decide
 * which rows are deleted with a row: a row that must have a parent is deleted with it, and a column that may be empty is emptied. `retention_link` lists the exceptions, and what refers to a row without a key:
 * `delete`, `keep` (nothing is done) and `wait` (the parent stays as long as the child).
 *
 * `mask_due` and `erase_due` alone may do this for the process that serves, whose role only adds to many of these tables. They compare the
 * clocks and the legal holds in the statement that changes the rows, at most by the clock of the database.
 *
 * A row whose clock moves after its masking, because its sender sent more, is masked again at the new time.
 *
 * Rows of the release before have no time of masking, so the first sweep after the upgrade masks what was due earlier. An act on a case stays
 * signed after the case is gone, so it no longer refers to its row.
 */
export const retentionSweep = /* sql */ `
create table retention_root (
  name text primary key,
  place int not null,
  subjects text not null,
  masks boolean not null
);
create table retention_mask (
  root text not null references retention_root,
  target text not null,
  part text not null,
  rows_of text not null,
  primary key (root, target, part)
);
create table retention_link (
  parent text not null,
  child text not null,
  part text not null,
  act text not null check (act in ('delete', 'keep', 'wait')),
  primary key (parent, child, part)
);
grant select on retention_root, retention_mask, retention_link to entente_app, entente_oversight;
insert into retention_root (name, place, subjects, masks) values
  ('traveller', 10, 'select t.id', true), ('cargo_consignment', 11, 'select t.id', true), ('upload', 12, 'select t.id', true),
  ('statement', 20, 'select t.traveller_id', true),
  ('reservation_version', 21, 'select s.traveller_id from public.statement s where s.reservation_version_id = t.id', true),
  ('carrier_answer', 22, 'select p.traveller_id from public.carrier_answer_person p where p.answer_id = t.id', true),
  ('case_file', 30, 'select t.subject_id', true),
  ('message', 40, 'select t.id union all select s.traveller_id from public.statement s where s.message_id = t.id
    union all select f.consignment_id from public.cargo_filing f where f.message_id = t.id', true);
insert into retention_mask (root, target, part, rows_of) values
  ('traveller', 'traveller', 'a', 'id = any($1)'),
  ('traveller', 'traveller_version', 'a', 'traveller_id = any($1)'),
  ('traveller', 'traveller_split', 'a', 'traveller_id = any($1)'),
  ('statement', 'statement', 'a', 'id = any($1)'),
  ('reservation_version', 'reservation_version', 'a', 'id = any($1)'),
  ('carrier_answer', 'carrier_answer', 'a', 'id = any($1)'),
  ('upload', 'upload', 'a', 'id = any($1)'),
  ('upload', 'content_delivery', 'a', 'upload_id = any($1)'),
  ('cargo_consignment', 'cargo_version', 'a', 'consignment_id = any($1)'),
  ('cargo_consignment', 'cargo_filing', 'a', 'consignment_id = any($1)'),
  ('cargo_consignment', 'cargo_assessment', 'a', 'consignment_id = any($1)'),
  ('cargo_consignment', 'cargo_referral', 'a', 'consignment_id = any($1)'),
  ('cargo_consignment', 'cargo_answer', 'a', 'consignment_id = any($1)'),
  ('cargo_consignment', 'cargo_inspection', 'a', 'consignment_id = any($1)'),
  ('cargo_consignment', 'cargo_inspection_result', 'a', 'inspection_id in (select i.id from cargo_inspection i where i.consignment_id = any($1))'),
  ('case_file', 'case_file', 'a', 'id = any($1)'),
  ('case_file', 'hit', 'a', 'case_id = any($1)'),
  ('case_file', 'case_note', 'a', 'case_id = any($1)'),
  ('case_file', 'case_draft', 'a', 'case_id = any($1)'),
  ('case_file', 'proposal', 'a', 'case_id = any($1)'),
  ('case_file', 'confirmation', 'a', 'case_id = any($1)'),
  ('case_file', 'decision', 'a', 'case_id = any($1)'),
  ('message', 'reading', 'a', 'message_id = any($1)'),
  ('message', 'cargo_reading_part', 'a', 'message_id = any($1)');
insert into retention_link (parent, child, part, act) values
  ('traveller', 'case_file', 'subject_id', 'delete'), ('cargo_consignment', 'case_file', 'subject_id', 'delete'),
  ('upload', 'case_file', 'subject_id', 'delete'),
  ('traveller', 'selector_index', 'owner_id', 'delete'),
  ('traveller', 'retained_evidence', 'subject_id', 'delete'), ('cargo_consignment', 'retained_evidence', 'subject_id', 'delete'),
  ('upload', 'retained_evidence', 'subject_id', 'delete'),
  ('traveller', 'recent_page', 'ref', 'delete'), ('cargo_consignment', 'recent_page', 'ref', 'delete'),
  ('case_file', 'recent_page', 'ref', 'delete'), ('message', 'recent_page', 'ref', 'delete'),
  ('traveller', 'traveller', 'merged_into', 'delete'), ('traveller', 'statement', 'traveller_id', 'delete'),
  ('traveller', 'carrier_answer_person', 'traveller_id', 'delete'),
  ('case_file', 'asked_act', 'case_id', 'delete'), ('case_file', 'carrier_answer_person', 'case_id', 'delete'),
  ('confirmation', 'decision', 'confirmation_id', 'delete'), ('decision', 'decision', 'supersedes', 'keep'),
  ('decision', 'carrier_answer_person', 'decision_id', 'delete'),
  ('decision', 'cargo_referral', 'decision_id', 'delete'), ('decision', 'cargo_answer', 'decision_id', 'delete'),
  ('cargo_referral', 'cargo_answer', 'referral_id', 'delete'),
  ('cargo_inspection_result', 'cargo_inspection', 'result_id', 'keep'), ('cargo_inspection_result', 'cargo_inspection', 'pending_id', 'keep'),
  ('cargo_inspection_result', 'cargo_inspection_result', 'corrects', 'keep'),
  ('message', 'statement', 'message_id', 'wait'), ('message', 'reservation_version', 'message_id', 'wait'),
  ('message', 'cargo_filing', 'message_id', 'wait'), ('message', 'cargo_version', 'message_id', 'wait'),
  ('message', 'cargo_answer', 'message_id', 'wait');

-- A consignment refers to what was ordered about it, which is deleted in the same transaction.
do $$ declare c record; begin
  for c in select conname from pg_constraint where conrelid = 'cargo_inspection'::regclass and contype = 'f'
    and confrelid = 'cargo_inspection_result'::regclass
  loop execute format('alter table cargo_inspection alter constraint %I deferrable initially deferred', c.conname); end loop;
  for c in select conname from pg_constraint where conrelid = 'signed_act'::regclass and contype = 'f' and confrelid = 'case_file'::regclass
  loop execute format('alter table signed_act drop constraint %I', c.conname); end loop;
end $$;

do $$ declare root retention_root; begin
  for root in select * from retention_root loop
    execute format('alter table %I add column masked_at timestamptz', root.name);
    execute format('create index %I on %I (mask_at) where masked_at is null or masked_at < mask_at', root.name || '_to_mask', root.name);
    execute format('create index %I on %I (delete_at)', root.name || '_to_delete', root.name);
  end loop;
end $$;
-- Before a row is deleted, all rows that may refer to it are looked for.
do $$ declare key record; begin
  for key in
    with recursive reached (id) as (
      select name::regclass::oid from retention_root
      union select c.conrelid from pg_constraint c join reached r on c.confrelid = r.id where c.contype = 'f'
    )
    select distinct c.conrelid::regclass::text as child, a.attname as part from pg_constraint c
      join reached r on r.id = c.confrelid join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and cardinality(c.conkey) = 1
      and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1] and i.indpred is null)
  loop
    execute format('create index %I on %I (%I)', key.child || '_' || key.part || '_key', key.child, key.part);
  end loop;
end $$;

create function retention_now(moment timestamptz) returns timestamptz language sql stable set search_path = pg_catalog, public, pg_temp as
  $$ select case when rule_is_lifted('clock') then moment else least(moment, clock_timestamp()) end $$;

-- Returns whether the clock stepped by days within the last day (table key_keeping). Then nothing is erased, because a wrong clock must not
-- erase records that are not due.
create function is_clock_doubtful(moment timestamptz) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select not rule_is_lifted('clock') and exists (select from key_keeping k where k.waits > 0
    or retention_now(moment) not between k.looked_at - interval '1 hour' and k.looked_at + interval '48 hours') $$;

-- Returns the condition under which a row t need not wait for rows that refer to it.
create function retention_waits(root text) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(string_agg(format(' and not exists (select from public.%I c where c.%I = t.id)', l.child, l.part), ''), '')
    from retention_link l where l.parent = root and l.act = 'wait' $$;

-- Returns a subject and all travellers joined with it by merges.
create function joined_with(subject uuid) returns setof uuid language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with recursive joined (id) as (
    select subject
    union
    select j.id from joined h cross join lateral (
      select t.merged_into as id from traveller t where t.id = h.id and t.merged_into is not null
      union all select t.id from traveller t where t.merged_into = h.id) j
  )
  select joined.id from joined $$;

-- Returns the subjects of legal holds in force at a time, and all travellers joined with them, with the end of each hold.
create function held_subjects(moment timestamptz) returns table (id uuid, until timestamptz)
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select j.id, h.until from record_hold h cross join lateral joined_with(h.subject_id) j (id)
    where h.approved_at is not null and h.ended_at is null and h.until > moment $$;

-- Returns the condition under which no legal hold keeps a row t at the time $1.
create function retention_free(root text) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select format(' and not exists (select from (%s) x (id) where x.id in (select h.id from public.held_subjects($1) h))', r.subjects)
    from retention_root r where r.name = root $$;

-- Returns when the last legal hold on a row ends; null if there is none. The keys of what a hold keeps stay until then.
create function held_until(root text, row_id uuid) returns timestamptz
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  last timestamptz;
begin
  if not exists (select from record_hold h where h.approved_at is not null and h.ended_at is null) then return null; end if;
  execute format('select max(h.until) from public.%I t cross join lateral (%s) x (id) join public.held_subjects(''-infinity'') h on h.id = x.id where t.id = $1',
    root, (select r.subjects from retention_root r where r.name = root)) into last using row_id;
  return last;
end $$;

create function mask_due(root text, moment timestamptz, most int) returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  ids uuid[];
  mask retention_mask;
begin
  if is_clock_doubtful(moment) then return; end if;
  if not exists (select from retention_root r where r.name = root and r.masks) then
    raise exception 'no table with clocks: %', root using errcode = 'EN008';
  end if;
  execute format('select array_agg(x.id) from (select t.id from public.%I t where (t.masked_at is null or t.masked_at < t.mask_at) and t.mask_at <= $1
    order by t.mask_at limit $2 for update skip locked) x', root) into ids using retention_now(moment), most;
  if ids is null then return; end if;
  for mask in select * from retention_mask m where m.root = mask_due.root loop
    execute format('update public.%1$I set %2$I = null where %3$s and %2$I is not null', mask.target, mask.part, mask.rows_of) using ids;
  end loop;
  if root = 'traveller' then delete from selector_index where owner_id = any(ids); end if;
  if root = 'statement' then
    update statement set document_keys = '{}', birth_keys = '{}', reference_key = null, locator_name_key = null, name_birth_key = null,
      reservation_key = null
      where id = any(ids);
  end if;
  execute format('update public.%I set masked_at = $2 where id = any($1)', root) using ids, retention_now(moment);
  return query select unnest(ids);
end $$;

create function erase_rows(parent text, keys uuid[]) returns void
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  link record;
  ids uuid[];
begin
  if keys is null or cardinality(keys) = 0 then return; end if;
  for link in
    select c.conrelid::regclass::text as child, a.attname::text as part, coalesce(l.act, case when a.attnotnull then 'delete' else 'empty' end) as act
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      left join retention_link l on l.parent = erase_rows.parent and l.child = c.conrelid::regclass::text and l.part = a.attname
      where c.contype = 'f' and c.confrelid = to_regclass(erase_rows.parent) and c.confdeltype <> 'c'
    union
    select l.child, l.part, l.act from retention_link l where l.parent = erase_rows.parent and l.act = 'delete'
    order by 1, 2
  loop
    if link.act = 'empty' then
      execute format('update public.%1$I set %2$I = null where %2$I = any($1)', link.child, link.part) using keys;
    elsif link.act in ('delete', 'wait') then
      if link.child = erase_rows.parent then
        execute format('select array_agg(id) from public.%1$I where %2$I = any($1) and id <> all($1)', link.child, link.part) into ids using keys;
        perform erase_rows(link.child, ids);
        keys := keys || coalesce(ids, '{}');
      elsif exists (select from pg_attribute where attrelid = to_regclass(link.child) and attname = 'id' and atttypid = 'uuid'::regtype) then
        execute format('select array_agg(id) from public.%1$I where %2$I = any($1)', link.child, link.part) into ids using keys;
        perform erase_rows(link.child, ids);
      elsif exists (select from pg_attribute where attrelid = to_regclass(link.child) and attname = link.part and atttypid = 'text'::regtype) then
        execute format('delete from public.%1$I where %2$I = any($1::text[])', link.child, link.part) using keys;
      else
        execute format('delete from public.%1$I where %2$I = any($1)', link.child, link.part) using keys;
      end if;
    end if;
  end loop;
  execute format('delete from public.%I where id = any($1)', parent) using keys;
end $$;
revoke all on function erase_rows(text, uuid[]) from public;

create function erase_due(root text, moment timestamptz, most int) returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  rule retention_root;
  ids uuid[];
begin
  if is_clock_doubtful(moment) then return; end if;
  select * into rule from retention_root r where r.name = root;
  if rule.name is null then raise exception 'no table with clocks: %', root using errcode = 'EN008'; end if;
  -- A legal hold that is being approved counts before or after this transaction, and not in the middle.
  perform pg_advisory_xact_lock_shared(390094);
  execute format('select array_agg(x.id) from (select t.id from public.%I t where t.delete_at <= $1%s%s order by t.delete_at limit $2
    for update skip locked) x', root, retention_free(root), retention_waits(root))
    into ids using retention_now(moment), most;
  -- A merge may have joined a row with a held traveller before it was locked.
  execute format('select array_agg(t.id) from public.%I t where t.id = any($2)%s', root, retention_free(root)) into ids using retention_now(moment), ids;
  perform erase_rows(root, ids);
  return query select unnest(ids);
end $$;
-- Returns whether a row was due before a time and its bytes are still here, although nothing keeps it.
create function is_retention_late(before timestamptz) returns boolean
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  rule retention_root;
  late boolean;
begin
  for rule in select * from retention_root loop
    if rule.masks then
      execute format('select exists (select from public.%I t where (t.masked_at is null or t.masked_at < t.mask_at) and t.mask_at <= $1)', rule.name) into late using before;
      if late then return true; end if;
    end if;
    execute format('select exists (select from public.%I t where t.delete_at <= $1%s%s)', rule.name,
      retention_free(rule.name), retention_waits(rule.name)) into late using before;
    if late then return true; end if;
  end loop;
  return false;
end $$;

revoke all on function mask_due(text, timestamptz, int), erase_due(text, timestamptz, int) from public;
grant execute on function mask_due(text, timestamptz, int), erase_due(text, timestamptz, int),
  retention_now(timestamptz), is_clock_doubtful(timestamptz), retention_waits(text), is_retention_late(timestamptz),
  joined_with(uuid), held_subjects(timestamptz), retention_free(text), held_until(text, uuid) to entente_app;
`
