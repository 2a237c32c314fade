/**
 * Oversight's own sample of decided cases (decision 0101).
 *
 * `sample_week` has the commitment of each week, and its seed once the week was drawn. `decided_case` registers every decision, as the
 * trigger writes it; the first draw after a decision lists its case. `sampled_case` has the cases of the samples. Only `draw_sample` writes
 * lists, seeds and samples, so the role of the node can neither leave a case out nor draw a week twice. The seeds are made from a key
 * file: none is in the database before it is drawn.
 *
 * `sample_reading` has what oversight found, and `sample_answer` that a supervisor answered a question; their words are sealed in
 * `sample_words`, which is deleted with the case. Rows are only added.
 */
export const oversightSample = /* sql */ `
create table sample_week (
  week text primary key check (week ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and extract(isodow from week::date) = 1),
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  committed_at timestamptz not null,
  seed bytea check (encode(sha256(seed), 'hex') = commitment),
  drawn_at timestamptz,
  listed int,
  list_digest text,
  lost boolean not null default false,
  check ((drawn_at is null) = (listed is null) and (drawn_at is null) = (list_digest is null)),
  check ((drawn_at is null or lost) = (seed is null))
);
grant select, insert (week, commitment, committed_at) on sample_week to entente_app;
grant select on sample_week to entente_oversight;

-- Ids and marks of decisions, which name nobody. They stay when the case is deleted, because the list of a week is checked by them.
create table decided_case (
  decision_id uuid primary key,
  case_id uuid not null,
  gateway text not null,
  at timestamptz not null,
  adverse boolean not null,
  minor boolean not null default false check (adverse or not minor),
  week text references sample_week
);
create index decided_case_open on decided_case (at) where week is null;
create index decided_case_week on decided_case (week, case_id);
grant select, update (minor) on decided_case to entente_app;
grant select on decided_case to entente_oversight;

create function register_decision() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into decided_case (decision_id, case_id, gateway, at, adverse)
    values (new.id, new.case_id, new.gateway, coalesce(new.confirmed_at, new.proposed_at), new.adverse);
  return null;
end $$;
create trigger register_decision after insert on decision for each row execute function register_decision();

create function decided_case_is_fixed() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.week is not null or not new.minor then raise exception 'the register of decisions stays' using errcode = 'EN003'; end if;
  return new;
end $$;
create trigger decided_case_is_fixed before update on decided_case for each row
  when (current_user = 'entente_app') execute function decided_case_is_fixed();

create table sampled_case (
  id uuid primary key default gen_random_uuid(),
  week text not null references sample_week,
  case_id uuid not null,
  gateway text not null,
  by_lot boolean not null,
  minor boolean not null check (minor or by_lot),
  unique (week, case_id)
);
grant select on sampled_case to entente_app, entente_oversight;

-- The first 8 bytes of HMAC-SHA-256 (RFC 2104) of a text under a key of at most 64 bytes.
create function hmac_head(key bytea, message text) returns bytea language plpgsql immutable strict set search_path = pg_catalog, public, pg_temp as $$
declare
  inner_pad bytea := decode(repeat('36', 64), 'hex');
  outer_pad bytea := decode(repeat('5c', 64), 'hex');
begin
  for i in 0 .. length(key) - 1 loop
    inner_pad := set_byte(inner_pad, i, get_byte(key, i) # 54);
    outer_pad := set_byte(outer_pad, i, get_byte(key, i) # 92);
  end loop;
  return substring(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))) from 1 for 8);
end $$;

-- Lists the decided cases that no week listed, and draws 5 % of them by the seed. Without a seed, the seed is lost: only minors are added.
create function draw_sample(wanted text, revealed bytea, moment timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare saturday constant timestamptz := (wanted::date + 5)::timestamp at time zone 'UTC';
begin
  if moment < saturday or (clock_timestamp() < saturday and not rule_is_lifted('clock')) then
    raise exception 'the seed is secret until Saturday' using errcode = 'EN007';
  end if;
  -- A decision that commits later is listed by the next week, whose seed is still secret.
  lock table decided_case in share row exclusive mode;
  perform from sample_week w where w.week = wanted and w.drawn_at is null for update;
  if not found then raise exception 'a week is drawn once, after its commitment' using errcode = 'EN007'; end if;
  if exists (select from sample_week w where w.week < wanted and w.drawn_at is null) then
    raise exception 'weeks are drawn in their order' using errcode = 'EN007';
  end if;
  update decided_case set week = wanted where week is null;
  insert into sampled_case (week, case_id, gateway, by_lot, minor)
    select wanted, l.case_id, l.gateway, l.by_lot, l.minor from (
      select d.case_id, min(d.gateway) as gateway, bool_or(d.minor) as minor,
        coalesce(hmac_head(revealed, d.case_id::text) <= '\\x0ccccccccccccccc', false) as by_lot
      from decided_case d where d.week = wanted group by d.case_id) l
    where l.by_lot or l.minor;
  update sample_week w set seed = revealed, drawn_at = moment, lost = revealed is null, listed = l.listed, list_digest = l.digest
    from (select count(*)::int as listed, encode(sha256(convert_to(coalesce(string_agg(line, '' order by line collate "C"), ''), 'UTF8')), 'hex') as digest
      from (select d.case_id::text || case when bool_or(d.minor) then ' minor' else '' end || chr(10) as line
        from decided_case d where d.week = wanted group by d.case_id) lines) l
    where w.week = wanted;
  if revealed is null then
    insert into alarm (id, code, at, ref, detail) values (gen_random_uuid(), 'sample-seed-lost', moment, 'sample:' || wanted, '{}');
  end if;
end $$;
revoke execute on function draw_sample(text, bytea, timestamptz) from public;
grant execute on function draw_sample(text, bytea, timestamptz) to entente_app;

create table sample_reading (
  id uuid primary key,
  sample_id uuid not null references sampled_case,
  person_id uuid not null references person,
  at timestamptz not null,
  verdict text not null check (verdict in ('agree', 'question', 'disagree'))
);
create index sample_reading_sample on sample_reading (sample_id, at);
create table sample_answer (
  reading_id uuid primary key references sample_reading,
  person_id uuid not null references person,
  at timestamptz not null
);
-- The words of a reading, or of the answer to one (is_answer). They may name the people whom the case is about.
create table sample_words (
  id uuid primary key,
  reading_id uuid not null references sample_reading,
  is_answer boolean not null,
  case_id uuid not null references case_file,
  a bytea,
  b bytea not null,
  unique (reading_id, is_answer)
);
create index sample_words_case on sample_words (case_id);
insert into retention_mask (root, target, part, rows_of) values ('case_file', 'sample_words', 'a', 'case_id = any($1)');
grant select, insert on sample_reading, sample_answer, sample_words to entente_app;
grant update (a, b) on sample_words to entente_app;
grant select on sample_reading, sample_answer, sample_words to entente_oversight;

create function check_sample_reading() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not rule_is_lifted('people') and not has_role(new.person_id, 'oversight') then
    raise exception 'oversight reads the sample' using errcode = 'EN002';
  end if;
  return new;
end $$;
create trigger sample_reading_rules before insert on sample_reading for each row
  when (current_user = 'entente_app') execute function check_sample_reading();

create function check_sample_answer() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare asked uuid;
begin
  select s.case_id into asked from sample_reading r join sampled_case s on s.id = r.sample_id where r.id = new.reading_id and r.verdict = 'question';
  if asked is null then raise exception 'an answer needs a question' using errcode = 'EN003'; end if;
  if not rule_is_lifted('people') and not has_role(new.person_id, 'supervisor') then
    raise exception 'a supervisor answers' using errcode = 'EN002';
  end if;
  if exists (select from proposal p where p.case_id = asked and p.person_id = new.person_id)
    or exists (select from confirmation c where c.case_id = asked and c.person_id = new.person_id) then
    raise exception 'somebody who did not decide the case answers' using errcode = 'EN001';
  end if;
  return new;
end $$;
create trigger sample_answer_rules before insert on sample_answer for each row
  when (current_user = 'entente_app') execute function check_sample_answer();
`
