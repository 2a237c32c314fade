/**
 * Proofs of masking and deletion (decision 0088).
 *
 * `mask_due` and `erase_due` write down in `erasure` what they did, for each regime: the ids, how many copies of which kind, the keys under which these
 * were sealed, and the names of their files. No other code can write there. `verify_erasure` looks for the records in a later
 * transaction, when they are gone: the rows by id, every indexed column of the database that can name one of them, the tokens of the index, and
 * the keys whose day is over. `keep_proof` stores the signed proof in `deletion_proof` if that search, in the same transaction, found nothing, and if the proof says
 * what was done. It deletes the row of `erasure`, and with it the ids. A proof keeps digests of the ids, by which the proof about a record is found.
 *
 * A table that goes by a cascade is now deleted like the others, so that its rows and files count.
 *
 * The release before deletes without proofs on the same data, because it ignores the tables.
 */
export const proofsOfDeletion = /* sql */ `
create table erasure (
  id uuid primary key default gen_random_uuid(),
  batch uuid not null,
  kind text not null check (kind in ('mask', 'delete')),
  root text not null,
  regime text not null,
  due_at timestamptz not null,
  done_at timestamptz not null,
  records int not null,
  ids uuid[] not null,
  copies jsonb not null,
  keys bytea[] not null,
  files text[] not null,
  kept_sealed int not null default 0,
  made_in xid8 not null default pg_current_xact_id(),
  verified_in xid8,
  probes int,
  found int
);
create table deletion_proof (
  id uuid primary key,
  regime text not null,
  kind text not null check (kind in ('mask', 'delete')),
  done_at timestamptz not null,
  proof text not null,
  records uuid[] not null
);
create index deletion_proof_newest on deletion_proof (done_at desc, id desc);
create index deletion_proof_records on deletion_proof using gin (records);
grant select on erasure, deletion_proof to entente_app, entente_oversight;

create type erased as (ids uuid[], copies jsonb, keys bytea[], files text[]);

-- Returns the kind of copy that the rows of a table are.
create function store_of(target text) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when target in ('message', 'upload_original', 'cargo_photo') then 'raw'
    when target in ('selector_index', 'seen_hash') then 'index' when target in ('recent_page', 'case_draft') then 'cache'
    when exists (select from retention_root r where r.name = target) then 'record' else 'derived' end $$;

create function add_copies(copies jsonb, store text, added bigint) returns jsonb language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when added = 0 then copies else jsonb_set(copies, array[store], to_jsonb(coalesce((copies ->> store)::bigint, 0) + added)) end $$;

-- Returns an SQL expression for the ids of the keys under which the values of a row g are sealed.
create function keys_of_row(target text) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select format('array[%s]::bytea[]', coalesce(string_agg(case a.attname when 'token_key' then 'g.token_key'
      else format('case when octet_length(g.%1$I) >= 37 and get_byte(g.%1$I, 0) = 2 then substring(g.%1$I from 2 for 8) end', a.attname) end, ', '), ''))
    from pg_attribute a where a.attrelid = to_regclass('public.' || quote_ident(target)) and a.attnum > 0 and not a.attisdropped
      and a.atttypid = 'bytea'::regtype and a.attname in ('a', 'b', 'raw', 'body', 'found', 'preview', 'token_key') $$;

create function file_of_row(target text) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when exists (select from pg_attribute a where a.attrelid = to_regclass('public.' || quote_ident(target))
    and a.attname = 'raw_file' and not a.attisdropped) then 'g.raw_file' else 'null::text' end $$;

-- Deletes the rows of a table whose part is one of the keys, and adds what they were to \`done\`.
create function erase_from(target text, part text, keys uuid[], done erased) returns erased
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  gone bigint;
  sealed bytea[];
  named text[];
  is_text constant boolean := exists (select from pg_attribute where attrelid = to_regclass('public.' || quote_ident(target)) and attname = part
    and atttypid = 'text'::regtype);
begin
  execute format('with gone as (delete from public.%1$I g where g.%2$I = any($1%3$s) returning %4$s as sealed, %5$s as file)
    select (select count(*) from gone), (select array_agg(distinct s) from gone, unnest(gone.sealed) s where s is not null),
      (select array_agg(file) from gone where file is not null)',
    target, part, case when is_text then '::text[]' else '' end, keys_of_row(target), file_of_row(target)) into gone, sealed, named using keys;
  if exists (select from retention_root r where r.name = target) and part = 'id' then done.ids := done.ids || keys; end if;
  done.copies := add_copies(done.copies, store_of(target) || ' row', gone);
  done.copies := add_copies(done.copies, 'raw file', coalesce(cardinality(named), 0));
  done.keys := array(select unnest(done.keys) union select unnest(sealed));
  done.files := done.files || coalesce(named, '{}');
  return done;
end $$;

drop function erase_rows(text, uuid[]);
create function erase_rows(parent text, keys uuid[], done erased) returns erased
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  link record;
  ids uuid[];
begin
  if keys is null or cardinality(keys) = 0 then return done; end if;
  for link in
    select c.conrelid::regclass::text as child, a.attname::text as part, coalesce(l.act, case when a.attnotnull then 'delete' else 'empty' end) as act
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      left join retention_link l on l.parent = erase_rows.parent and l.child = c.conrelid::regclass::text and l.part = a.attname
      where c.contype = 'f' and c.confrelid = to_regclass(erase_rows.parent)
    union
    select l.child, l.part, l.act from retention_link l where l.parent = erase_rows.parent and l.act = 'delete'
    order by 1, 2
  loop
    if link.act = 'empty' then
      execute format('update public.%1$I set %2$I = null where %2$I = any($1)', link.child, link.part) using keys;
    elsif link.act in ('delete', 'wait') then
      if link.child = erase_rows.parent then
        execute format('select array_agg(id) from public.%1$I where %2$I = any($1) and id <> all($1)', link.child, link.part) into ids using keys;
        done := erase_rows(link.child, ids, done);
      elsif exists (select from pg_attribute where attrelid = to_regclass(link.child) and attname = 'id' and atttypid = 'uuid'::regtype) then
        execute format('select array_agg(id) from public.%1$I where %2$I = any($1)', link.child, link.part) into ids using keys;
        done := erase_rows(link.child, ids, done);
      else
        done := erase_from(link.child, link.part, keys, done);
      end if;
    end if;
  end loop;
  return erase_from(parent, 'id', keys, done);
end $$;

create or replace function erase_due(root text, moment timestamptz, most int) returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  rule retention_root;
  ids uuid[];
  batch constant uuid := gen_random_uuid();
  part record;
  done erased;
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
  for part in execute format('select t.regime, min(t.delete_at) as due_at, array_agg(t.id) as ids from public.%I t where t.id = any($1)
    group by t.regime order by t.regime', root) using ids
  loop
    done := erase_rows(root, part.ids, row('{}'::uuid[], '{}'::jsonb, '{}'::bytea[], '{}'::text[])::erased);
    insert into erasure (batch, kind, root, regime, due_at, done_at, records, ids, copies, keys, files)
      values (batch, 'delete', root, part.regime, part.due_at, retention_now(moment), cardinality(part.ids),
        array(select distinct i from unnest(done.ids) i), done.copies, done.keys, done.files);
  end loop;
  return query select unnest(ids);
end $$;

-- \`keep_masked_values\` is made by 0105, of the same release.
create or replace function mask_due(root text, moment timestamptz, most int) returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  ids uuid[];
  batch constant uuid := gen_random_uuid();
  part record;
  mask retention_mask;
  done erased;
  sealed bytea[];
  changed bigint;
  kept int;
begin
  if is_clock_doubtful(moment) then return; end if;
  if not exists (select from retention_root r where r.name = root and r.masks) then
    raise exception 'no table with clocks: %', root using errcode = 'EN008';
  end if;
  execute format('select array_agg(x.id) from (select t.id from public.%I t where (t.masked_at is null or t.masked_at < t.mask_at) and t.mask_at <= $1
    order by t.mask_at limit $2 for update skip locked) x', root) into ids using retention_now(moment), most;
  if ids is null then return; end if;
  for part in execute format('select t.regime, min(t.mask_at) as due_at, array_agg(t.id) as ids from public.%I t where t.id = any($1)
    group by t.regime order by t.regime', root) using ids
  loop
    done := row(part.ids, '{}'::jsonb, '{}'::bytea[], '{}'::text[])::erased;
    kept := keep_masked_values(root, part.ids, retention_now(moment));
    for mask in select * from retention_mask m where m.root = mask_due.root loop
      execute format('select array_agg(distinct substring(%2$I from 2 for 8)) from public.%1$I
        where %3$s and octet_length(%2$I) >= 37 and get_byte(%2$I, 0) = 2', mask.target, mask.part, mask.rows_of) into sealed using part.ids;
      execute format('update public.%1$I set %2$I = null where %3$s and %2$I is not null', mask.target, mask.part, mask.rows_of) using part.ids;
      get diagnostics changed = row_count;
      done.copies := add_copies(done.copies, store_of(mask.target) || ' row', changed);
      done.keys := array(select unnest(done.keys) union select unnest(sealed));
    end loop;
    if root = 'traveller' then
      with gone as (delete from selector_index g where g.owner_id = any(part.ids) returning g.token_key)
        select count(*), array_agg(distinct token_key) filter (where token_key is not null) into changed, sealed from gone;
      done.copies := add_copies(done.copies, 'index row', changed);
      done.keys := array(select unnest(done.keys) union select unnest(sealed));
    end if;
    if root = 'statement' then
      select array_agg(distinct s.token_key) filter (where s.token_key is not null) into sealed from statement s where s.id = any(part.ids);
      update statement set document_keys = '{}', birth_keys = '{}', reference_key = null, locator_name_key = null, name_birth_key = null,
        reservation_key = null
        where id = any(part.ids);
      done.keys := array(select unnest(done.keys) union select unnest(sealed));
    end if;
    if root = 'message' then
      -- The node replaces the bytes in this transaction: a masked copy is sealed under another key.
      select array_agg(distinct substring(m.raw from 2 for 8)) filter (where octet_length(m.raw) >= 37 and get_byte(m.raw, 0) = 2),
          coalesce(array_agg(m.raw_file) filter (where m.raw_file is not null), '{}'), count(m.raw)
        into sealed, done.files, changed from message m where m.id = any(part.ids);
      done.copies := add_copies(add_copies(done.copies, 'raw row', changed), 'raw file', cardinality(done.files));
      done.keys := array(select unnest(done.keys) union select unnest(sealed));
    end if;
    execute format('update public.%I set masked_at = $2 where id = any($1)', root) using part.ids, retention_now(moment);
    insert into erasure (batch, kind, root, regime, due_at, done_at, records, ids, copies, keys, files, kept_sealed)
      values (batch, 'mask', root, part.regime, part.due_at, retention_now(moment), cardinality(part.ids), part.ids, done.copies, done.keys, done.files, kept);
  end loop;
  return query select unnest(ids);
end $$;

create function digest_of_record(id uuid) returns uuid language sql immutable set search_path = pg_catalog, pg_temp as $$
  select substring(encode(sha256(convert_to(E'entente/erased-record/v1\\n' || id::text, 'UTF8')), 'hex') from 1 for 32)::uuid $$;

-- Returns the columns with an index by which a row can name a record, except those that stay: a legal hold is a document of its own, and a signed
-- act stays with its digest. What was planted is about nobody, and ends with its subject (0106).
create function columns_that_name() returns table (target text, part text, is_text boolean)
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select distinct c.relname::text, a.attname::text, a.atttypid = 'text'::regtype
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and m.amname = 'btree' and i.indpred is null and i.indisvalid
      and a.atttypid in ('uuid'::regtype, 'text'::regtype)
      and c.relname not in ('erasure', 'deletion_proof', 'event', 'idempotency')
      and (c.relname, a.attname) not in (('record_hold', 'subject_id'), ('signed_act', 'case_id'), ('planted_case', 'case_id'), ('planted_case', 'message_id'), ('planted_companion', 'case_id')) $$;

-- Looks for the records of an erasure, at most 100 of them in every place that can name one. Returns no row while another transaction works on it.
create function verify_erasure(erasure_id uuid, moment timestamptz)
  returns table (probes int, found int, searched int, keys_erased int, keys_to_end int, last_day date, digests text[])
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  done erasure;
  now_is constant timestamptz := retention_now(moment);
  part record;
  mask retention_mask;
  ids uuid[];
  sample uuid[];
  seen bigint;
  tries bigint := 0;
  hits bigint := 0;
begin
  select * into done from erasure e where e.id = erasure_id for update skip locked;
  if done.id is null then return; end if;
  ids := done.ids;
  if done.kind = 'delete' then
    for part in select r.name from retention_root r loop
      execute format('select count(*) from public.%I where id = any($1)', part.name) into seen using ids;
      tries := tries + cardinality(ids);
      hits := hits + seen;
    end loop;
    sample := array(select i from unnest(ids) i order by random() limit 100);
    for part in select * from columns_that_name() loop
      execute format('select count(*) from (select from public.%I where %I = any($1%s) limit 1000) x', part.target, part.part,
        case when part.is_text then '::text[]' else '' end) into seen using sample;
      tries := tries + cardinality(sample);
      hits := hits + seen;
    end loop;
  else
    -- A record that its sender changed since has a later clock, and is masked again then.
    execute format('select coalesce(array_agg(t.id), ''{}'') from public.%I t where t.id = any($1) and t.mask_at <= $2', done.root) into ids using done.ids, now_is;
    execute format('select count(*) from public.%I t where t.id = any($1) and t.masked_at is null', done.root) into hits using ids;
    tries := cardinality(done.ids);
    sample := array(select i from unnest(ids) i order by random() limit 100);
    for mask in select * from retention_mask m where m.root = done.root loop
      execute format('select count(*) from public.%1$I where %3$s and %2$I is not null', mask.target, mask.part, mask.rows_of) into seen using sample;
      tries := tries + cardinality(sample);
      hits := hits + seen;
    end loop;
    if done.root = 'traveller' then
      select hits + count(*) into hits from selector_index g where g.owner_id = any(ids);
    elsif done.root = 'statement' then
      select hits + count(*) into hits from statement s where s.id = any(ids)
        and (s.document_keys <> '{}' or s.birth_keys <> '{}' or coalesce(s.reference_key, s.locator_name_key, s.name_birth_key, s.reservation_key) is not null);
    elsif done.root = 'message' then
      select hits + count(*) into hits from message m where m.id = any(ids) and (m.raw_file is not null or m.redacted_at is null);
    end if;
    tries := tries + cardinality(ids);
  end if;
  -- A key whose day is over is deleted within a day, or two if the clock stepped or the node was off.
  select hits + count(*) into hits from day_key k where k.id = any(done.keys) and k.state <> 'shut'
    and greatest(k.day, (done.done_at at time zone 'UTC')::date) < (now_is at time zone 'UTC')::date - 3;
  tries := tries + cardinality(done.keys);
  update erasure e set verified_in = pg_current_xact_id(), probes = tries, found = hits where e.id = erasure_id;
  return query select tries::int, hits::int, cardinality(sample),
    cardinality(done.keys) - count(k.id)::int, count(k.id)::int,
    greatest(max(k.day), (done.done_at at time zone 'UTC')::date),
    array(select translate(digest_of_record(i)::text, '-', '') from unnest(done.ids) i)
    from day_key k where k.id = any(done.keys);
end $$;

-- Stores a signed proof. It must say what was done, and this transaction must have found nothing any more.
create function keep_proof(erasure_id uuid, proof text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  done erasure;
  says constant jsonb := proof::jsonb;
begin
  select * into done from erasure e where e.id = erasure_id for update;
  if done.id is null or done.verified_in is distinct from pg_current_xact_id() or done.found <> 0 then
    raise exception 'no proof of a deletion that was not verified' using errcode = 'EN008';
  end if;
  if says ->> 'id' is distinct from done.id::text or says ->> 'kind' is distinct from done.kind or says ->> 'of' is distinct from done.root
    or says ->> 'regime' is distinct from done.regime or (says ->> 'records')::int is distinct from done.records
    or (says ->> 'doneAt')::timestamptz is distinct from date_trunc('milliseconds', done.done_at)
    or (says ->> 'dueAt')::timestamptz is distinct from date_trunc('milliseconds', done.due_at)
    or (says -> 'verification' ->> 'probes')::int is distinct from done.probes + cardinality(done.files) or says -> 'verification' ->> 'found' is distinct from '0'
    or (says ->> 'keptSealed')::int is distinct from done.kept_sealed or says ->> 'auditRef' is distinct from 'retention:' || done.batch then
    raise exception 'a proof says what was done' using errcode = 'EN008';
  end if;
  insert into deletion_proof (id, regime, kind, done_at, proof, records)
    values (done.id, done.regime, done.kind, done.done_at, keep_proof.proof, array(select digest_of_record(i) from unnest(done.ids) i));
  delete from erasure e where e.id = erasure_id;
end $$;

-- Returns what is due at a time, by kind of record and regime. A legal hold keeps \`held\` of them.
create function retention_due(moment timestamptz) returns table (root text, regime text, to_mask int, to_delete int, held int)
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  rule retention_root;
begin
  for rule in select * from retention_root r order by r.place loop
    return query execute format('select %1$L, x.regime, sum(x.masked)::int, sum(x.gone)::int, sum(x.kept)::int from (
      select t.regime, (%2$s and t.delete_at > $1)::int as masked, (t.delete_at <= $1%3$s)::int as gone, 0 as kept from public.%1$I t
        where t.delete_at <= $1 or (%2$s and t.mask_at <= $1)
      union all select t.regime, 0, 0, 1 from public.%1$I t where t.delete_at <= $1 and not (true%3$s)) x group by x.regime order by x.regime',
      rule.name, case when rule.masks then '(t.masked_at is null or t.masked_at < t.mask_at) and t.mask_at <= $1' else 'false' end,
      retention_free(rule.name)) using moment;
  end loop;
end $$;

revoke all on function erase_rows(text, uuid[], erased), erase_from(text, text, uuid[], erased), verify_erasure(uuid, timestamptz), keep_proof(uuid, text),
  retention_due(timestamptz) from public;
grant execute on function verify_erasure(uuid, timestamptz), keep_proof(uuid, text), retention_due(timestamptz) to entente_app;
`
