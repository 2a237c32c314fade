/**
 * The keys under which personal data is sealed (decision 0084): one for each regime, field class and UTC day on which the clock ends,
 * itself sealed by the key of an epoch. The keys of epochs are files and in no backup. A key is deleted when its day is over and no value
 * that lives on is under it. `seal_progress` has, as `*`, whether values of an older release are still stored unsealed, and how far
 * sealing them has come in each table.
 *
 * `reseal` is the only way to seal a stored value anew: many of these tables are only added to, for the process that serves. It replaces a
 * value only if that is the one whose SHA-256 is given, and is under a retiring key, or unsealed while an older release's values are being sealed.
 *
 * The process that serves retires and deletes no key whose day is not over by the clock of the database.
 *
 * The release before stores its values unsealed and cannot read sealed ones, so it does not run on the result.
 */
export const dayKeys = /* sql */ `
create table day_key (
  id bytea primary key check (octet_length(id) = 8),
  regime text not null,
  class text not null check (class in ('a', 'b', 'raw')),
  day date not null,
  epoch int not null check (epoch > 0),
  sealed bytea not null,
  made_at timestamptz not null default clock_timestamp(),
  state text not null default 'living' check (state in ('living', 'retiring', 'shut')),
  retired_at timestamptz,
  check (state <> 'retiring' or retired_at is not null)
);
grant select, insert, delete on day_key to entente_app;
grant update (sealed, epoch, state, retired_at) on day_key to entente_app;

create function check_day_key() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.state = 'living' or rule_is_lifted('clock') then return coalesce(new, old); end if;
  if old.day >= (clock_timestamp() at time zone 'UTC')::date or (tg_op = 'DELETE' and old.state <> 'retiring') then
    raise exception 'the key of a day that is not over stays' using errcode = 'EN003';
  end if;
  return coalesce(new, old);
end $$;
create trigger day_key_stays before delete or update of state on day_key for each row
  when (current_user = 'entente_app') execute function check_day_key();

create table seal_progress (
  records text primary key,
  after text,
  sealed int not null default 0,
  done_at timestamptz
);
grant select, insert, update, delete on seal_progress to entente_app;

create or replace function check_signal_version() returns trigger language plpgsql as $$
begin
  if current_user <> 'entente_app' and current_setting('entente.reseal', true) = 'on' then return new; end if;
  if new.erased_at is null or not exists (select 1 from signal s where s.id = new.signal_id and (s.status = 'withdrawn' or s.received)) then
    raise exception 'a version of a signal is kept until the signal is withdrawn' using errcode = 'EN008';
  end if;
  return new;
end $$;
create or replace function act_is_final() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_user <> 'entente_app' and current_setting('entente.reseal', true) = 'on' then return null; end if;
  raise exception 'a signed act is only added' using errcode = 'EN007';
end $$;

create function reseal(target text, part text, places tid[], digests bytea[], seals bytea[]) returns int
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare changed int;
begin
  if part not in ('a', 'b', 'raw', 'body', 'found', 'preview') then
    raise exception 'no column of sealed values: %', part using errcode = 'EN008';
  end if;
  perform set_config('entente.reseal', 'on', true);
  execute format(
    'update public.%1$I t set %2$I = v.seal from unnest($1, $2, $3) as v (place, digest, seal)
       where t.ctid = v.place and sha256(t.%2$I) = v.digest
       and substring(v.seal from 1 for 1) = ''\\x02'' and (substring(v.seal from 2 for 8) = ''\\x0000000000000000''
         or exists (select from day_key k where k.id = substring(v.seal from 2 for 8) and k.state = ''living''))
       and case (select k.state from day_key k where k.id = substring(t.%2$I from 2 for 8) and substring(t.%2$I from 1 for 1) = ''\\x02'')
         when ''living'' then false when ''shut'' then false when ''retiring'' then true
         else exists (select from seal_progress where records = ''*'' and done_at is null) end',
    target, part) using places, digests, seals;
  get diagnostics changed = row_count;
  perform set_config('entente.reseal', '', true);
  return changed;
end $$;
revoke all on function reseal(text, text, tid[], bytea[], bytea[]) from public;
grant execute on function reseal(text, text, tid[], bytea[], bytea[]) to entente_app;

do $$ declare sealed record; found boolean; begin
  for sealed in select c.table_name, c.column_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'bytea'
      and c.column_name in ('a', 'b', 'raw', 'body', 'found', 'preview')
  loop
    execute format('select exists (select from public.%I where %I is not null)', sealed.table_name, sealed.column_name) into found;
    if found then
      insert into public.seal_progress (records) values ('*') on conflict do nothing;
      return;
    end if;
  end loop;
end $$;
`
