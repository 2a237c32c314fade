/**
 * Planted cases (decision 0091): synthetic cases among the real ones, known to be innocent. Which ones they are stands in `planted_case`
 * alone. The role of the node adds rows but cannot read them; oversight can. The functions below answer single questions about them, and the
 * views `counted_*` leave them out of everything that is counted.
 *
 * Nothing about a planted case may leave the node: the triggers end a transaction that would send an answer or feedback about one, or
 * approve evidence that keeps its record. The release before plants nothing, and ignores all of this.
 */
export const plantedCases = /* sql */ `
create table planted_case (
  case_id uuid primary key,
  message_id uuid not null unique,
  subject_id uuid not null unique,
  gateway text not null,
  asked_for uuid not null,
  planted_at timestamptz not null,
  told_at timestamptz
);
-- Invented subjects of the same message, who travel with the subject of the case.
create table planted_companion (subject_id uuid primary key, case_id uuid not null);
-- They must be known as long as the subjects are there, and not longer.
insert into retention_link (parent, child, part, act)
values ('traveller', 'planted_case', 'subject_id', 'delete'), ('traveller', 'planted_companion', 'subject_id', 'delete');
grant insert on planted_case, planted_companion to entente_app;
grant select on planted_case, planted_companion to entente_oversight;

-- How many cases of a reviewer were drawn for, and whether the operator lets the node plant.
create table planting_progress (
  gateway text not null,
  person_id uuid not null references person,
  drawn int not null,
  primary key (gateway, person_id)
);
create table planting_setting (at timestamptz primary key, plants boolean not null);
grant select, insert on planting_progress, planting_setting to entente_app;
grant update (drawn) on planting_progress to entente_app;
grant select on planting_progress, planting_setting to entente_oversight;

create function is_planted_case(asked uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from planted_case where case_id = asked) $$;
create function is_planted_message(asked uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from planted_case where message_id = asked) $$;
create function is_planted_subject(asked uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from planted_case where subject_id = asked) or exists (select from planted_companion where subject_id = asked) $$;

create view counted_case as select c.* from case_file c where not exists (select from planted_case p where p.case_id = c.id);
create view counted_hit as select h.* from hit h where not exists (select from planted_case p where p.case_id = h.case_id);
create view counted_proposal as select o.* from proposal o where not exists (select from planted_case p where p.case_id = o.case_id);
create view counted_confirmation as select o.* from confirmation o where not exists (select from planted_case p where p.case_id = o.case_id);
create view counted_decision as select d.* from decision d where not exists (select from planted_case p where p.case_id = d.case_id);
create view counted_feedback as select f.* from feedback f
  where f.case_id is null or not exists (select from planted_case p where p.case_id = f.case_id);
grant select on counted_case, counted_hit, counted_proposal, counted_confirmation, counted_decision, counted_feedback
  to entente_app, entente_oversight;

-- A case counts once for each person who proposed or answered in it, at the time of their first act that stands.
create function judged_cases() returns table (gateway text, person_id uuid, case_id uuid, at timestamptz, planted boolean, adverse boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.gateway, j.person_id, j.case_id, min(j.at), bool_or(p.case_id is not null), bool_or(j.adverse)
  from (select person_id, case_id, at, adverse from proposal where state <> 'withdrawn'
    union all select person_id, case_id, at, agree from confirmation) j
  join case_file k on k.id = j.case_id left join planted_case p on p.case_id = j.case_id
  group by 1, 2, 3 $$;
revoke execute on function judged_cases() from public;

-- What the draw of a reviewer needs. A block has a hundred cases. A planted case waits for its reviewer until anybody judges it.
create function planting_state(kind text) returns table (person_id uuid, cases int, drawn int, in_block int, planted_in_block int, waiting int)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with numbered as (select j.person_id, j.planted, row_number() over (partition by j.person_id order by j.at, j.case_id) as n,
      count(*) over (partition by j.person_id) as cases
    from judged_cases() j where j.gateway = kind)
  select n.person_id, max(n.cases)::int, max(g.drawn),
    count(*) filter (where n.n > n.cases / 100 * 100)::int,
    count(*) filter (where n.planted and n.n > n.cases / 100 * 100)::int,
    (select count(*) from planted_case w join case_file k on k.id = w.case_id
      where w.asked_for = n.person_id and w.gateway = kind and k.state in ('open', 'in-review'))::int
  from numbered n left join planting_progress g on g.person_id = n.person_id and g.gateway = kind
  group by n.person_id $$;

-- When everybody may know the result of a planted case: a day after the last act on it, once it is decided.
create function planted_known(moment timestamptz) returns table (case_id uuid, told_at timestamptz, gateway text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.case_id, p.told_at, p.gateway from planted_case p join case_file k on k.id = p.case_id
  where exists (select from proposal o where o.case_id = p.case_id and o.state <> 'withdrawn')
    and not exists (select from proposal o where o.case_id = p.case_id and o.at > moment - interval '24 hours')
    and not exists (select from confirmation o where o.case_id = p.case_id and o.at > moment - interval '24 hours')
    and (k.state in ('decided', 'closed')
      or not exists (select from proposal o where o.case_id = p.case_id and o.at > moment - interval '7 days')) $$;

create function planted_results(person uuid, moment timestamptz)
  returns table (case_id uuid, number bigint, at timestamptz, outcome text, missed boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select j.case_id, k.number::bigint, j.at, coalesce((select o.outcome from proposal o
      where o.case_id = j.case_id and o.person_id = person and o.state <> 'withdrawn' order by o.at desc limit 1),
      case when j.adverse then 'adverse' else 'no-action' end), j.adverse
  from judged_cases() j join planted_known(moment) p on p.case_id = j.case_id join case_file k on k.id = j.case_id
  where j.person_id = person order by j.at desc limit 200 $$;

-- Marks results as known, and returns those that were not before.
create function tell_planted(moment timestamptz) returns table (case_id uuid, gateway text, person_id uuid, missed boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare told constant uuid[] := array(select k.case_id from planted_known(moment) k where k.told_at is null);
begin
  if cardinality(told) = 0 then return; end if;
  update planted_case p set told_at = moment where p.case_id = any(told);
  return query select j.case_id, j.gateway, j.person_id, j.adverse from judged_cases() j where j.case_id = any(told);
end $$;

-- Counts of planted cases since a time, for each reviewer and for each queue (no person). A miss counts once its result is known.
create function planted_figures(since timestamptz, moment timestamptz)
  returns table (gateway text, person_id uuid, cases int, planted int, misses int, latest int, planted_latest int)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with judged as materialized (select * from judged_cases() j where j.at > since),
  known as materialized (select k.case_id from planted_known(moment) k),
  rows as (
    select j.gateway, j.person_id, j.case_id, j.planted, j.adverse, row_number() over (partition by j.gateway, j.person_id order by j.at desc, j.case_id) as n from judged j
    union all
    select j.gateway, null, j.case_id, bool_or(j.planted), bool_or(j.adverse), row_number() over (partition by j.gateway order by max(j.at) desc, j.case_id)
      from judged j group by j.gateway, j.case_id)
  select r.gateway, r.person_id, count(*)::int, count(*) filter (where r.planted)::int,
    count(*) filter (where r.planted and r.adverse and r.case_id in (select k.case_id from known k))::int,
    count(*) filter (where r.n <= 200)::int, count(*) filter (where r.planted and r.n <= 200)::int
  from rows r group by 1, 2 $$;

revoke execute on function is_planted_case(uuid), is_planted_message(uuid), is_planted_subject(uuid), planting_state(text), planted_known(timestamptz),
  planted_results(uuid, timestamptz), tell_planted(timestamptz), planted_figures(timestamptz, timestamptz) from public;
grant execute on function is_planted_case(uuid), is_planted_message(uuid), is_planted_subject(uuid), planting_state(text),
  planted_results(uuid, timestamptz), tell_planted(timestamptz), planted_figures(timestamptz, timestamptz) to entente_app;
grant execute on function is_planted_case(uuid), is_planted_message(uuid), is_planted_subject(uuid),
  planted_figures(timestamptz, timestamptz) to entente_oversight;

create function refuse_planted(what text) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'a planted case has no effect outside: %', what using errcode = 'EN017';
end $$;
create function check_planted_answer() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from planted_case where message_id = new.message_id) then perform refuse_planted('an answer'); end if;
  return null;
end $$;
create constraint trigger planted_answer after insert or update of message_id on carrier_answer deferrable initially deferred
  for each row execute function check_planted_answer();
create function check_planted_person() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from planted_case where case_id = new.case_id) or is_planted_subject(new.traveller_id) then perform refuse_planted('an answer'); end if;
  return null;
end $$;
create constraint trigger planted_answer_person after insert or update of traveller_id, case_id on carrier_answer_person deferrable initially deferred
  for each row execute function check_planted_person();
create function check_planted_feedback() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from planted_case where case_id = new.case_id) then perform refuse_planted('feedback'); end if;
  return null;
end $$;
create constraint trigger planted_feedback after insert or update of body, case_id on feedback deferrable initially deferred
  for each row when (new.body is not null) execute function check_planted_feedback();
create function check_planted_evidence() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if is_planted_subject(new.subject_id) then perform refuse_planted('evidence'); end if;
  return null;
end $$;
create constraint trigger planted_evidence after insert or update of approved_at on retained_evidence deferrable initially deferred
  for each row when (new.approved_at is not null) execute function check_planted_evidence();

-- An alarm about how people judge is not acknowledged by one of them.
create function check_alarm_of_people() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.detail -> 'people' ? new.acknowledged_by::text or old.detail -> 'people' ? new.acknowledged_by::text then
    raise exception 'an alarm is acknowledged by a person whom it does not concern' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger alarm_of_people before update of acknowledged_by on alarm for each row
  when (new.acknowledged_by is not null) execute function check_alarm_of_people();
`
