/**
 * The node's role no longer inserts into the log: it calls `audit.append` (decision 0079). The function takes the columns from the
 * text of an entry, so they cannot differ from it, and the text must have the exact canonical form. `at` must be the time of the
 * database, and not more than a minute before the last entry. These limits do not hold while `audit.lifted_rule` names the
 * clock: tests and the history of the demonstration have clocks of their own. Only the owner can write that table.
 *
 * The details and salts of all entries are one value each: bytes in an array would be sent as text of twice the length.
 */
export const appendToTheLog = /* sql */ `
create table audit.lifted_rule (rule text primary key check (rule in ('clock', 'people')));

create function audit.append(entries text, details bytea, ends int[], salts bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  texts constant text[] := string_to_array(entries, E'\\n');
  added bigint;
  earliest timestamptz;
  latest timestamptz;
  last timestamptz;
  now_is constant timestamptz := clock_timestamp();
begin
  with stored as (
    insert into audit.entry (id, entry, type, actor, ref, at, details, salt)
      select e.t[26]::uuid, e.entry, e.t[46], e.t[4], nullif(e.t[38], ''), e.t[12]::timestamptz,
        substring(details from coalesce(ends[e.n - 1], 0) + 1 for ends[e.n] - coalesce(ends[e.n - 1], 0)),
        substring(salts from 32 * e.n - 31 for 32)
      -- Strings have no quotes and are not empty, so quotes alone divide an entry, and each field has its place.
      from (select u.entry, u.n::int as n, string_to_array(replace(u.entry, ':null,', ':"",'), '"') as t
          from unnest(texts) with ordinality as u (entry, n) offset 0) as e
      where e.entry is json object and strpos(e.entry, '\\') = 0 and strpos(e.entry, ':""') = 0
        and '{"actor":"' || e.t[4] || '","agreement":"' || e.t[8] || '","at":"' || e.t[12] || '","commit":"' || e.t[16] || '","count":'
          || rtrim(substr(e.t[19], 2), ',') || ',"decision":"' || e.t[22] || '","id":"' || e.t[26] || '","node":"' || e.t[30]
          || '","purpose":"' || e.t[34] || '","ref":"' || e.t[38] || '","role":"' || e.t[42] || '","type":"' || e.t[46] || '","v":1}'
          = replace(e.entry, ':null,', ':"",')
        and translate(e.t[19], '0123456789', '') = ':,' and e.t[22] in ('allow', 'deny', 'done')
        and e.t[12] like '____-__-__T__:__:__.___Z' and translate(e.t[12], '0123456789', '') = '--T::.Z'
        and e.t[26] like '________-____-____-____-____________' and translate(e.t[26], '0123456789abcdef', '') = '----'
        and translate(e.t[42] || e.t[34], 'abcdefghijklmnopqrstuvwxyz-', '') = ''
        and e.t[46] like '_%._%' and translate(e.t[46], 'abcdefghijklmnopqrstuvwxyz.-', '') = ''
    returning at
  )
  -- The statement sees the log as it was before it, so this is the last entry before the new ones.
  select count(*), min(s.at), max(s.at), (select e.at from audit.entry e order by e.at desc limit 1)
    into added, earliest, latest, last from stored s;
  if added <> cardinality(texts) then
    raise exception '% of % entries have not the form of an entry of the log', cardinality(texts) - added, cardinality(texts)
      using errcode = 'EN011';
  end if;
  if (latest > now_is + interval '5 seconds' or earliest < now_is - interval '5 seconds' or earliest < last - interval '60 seconds')
    and not exists (select from audit.lifted_rule where rule = 'clock') then
    if earliest < last - interval '60 seconds' and latest < now_is + interval '5 seconds' and earliest > now_is - interval '5 seconds' then
      raise exception 'an entry of the log is more than 60 seconds older than the last one' using errcode = 'EN013';
    end if;
    raise exception 'an entry of the log differs from the clock of the database by more than 5 seconds' using errcode = 'EN012';
  end if;
end $$;
revoke all on function audit.append(text, bytea, int[], bytea) from public;
grant execute on function audit.append(text, bytea, int[], bytea) to entente_app;
revoke insert on audit.entry from entente_app;
grant select on audit.lifted_rule to entente_app;
`
