/**
 * Acts of people hold in the database (decision 0086).
 *
 * A subject of an OpenID provider is tied or untied only by a change that has its consents, and never again by hand.
 *
 * A new passkey of an account signs nothing at once unless it is the first factor of the account, the account only had codes, or another
 * passkey of the account signed its enrolment. Else `counts_from` says when it begins to count: a day later, or seven days after a reset.
 * The verifier reads it. After a reset all former factors have ended, so a new one needs the change that ended them.
 *
 * A consent to a change of people counts once the verifier found the act with which it was given right. A change that waits at the upgrade
 * with other consents takes no effect, and is proposed again.
 *
 * Content and salt of an act on a case end with the case, those of the release of a signal with the signal. At most 20 acts of an account
 * wait for a signature.
 *
 * The release before consents without acts, so it does not run on the result.
 */
export const actsOfPeople = /* sql */ `
create function check_oidc_subject() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') then return new; end if;
  if tg_op = 'INSERT' then
    perform check_is_now(new.tied_at);
    if new.ended_at is null and exists (select from people_change c where c.id = new.change_id and c.kind = 'tie' and c.account_id = new.account_id
      and c.subject ->> 'issuer' = new.issuer and c.subject ->> 'subject' = new.subject
      and c.state in ('awaiting-consent', 'waiting') and why_not_yet(c) is null) then return new; end if;
    raise exception 'a subject is tied only by a change with its consents' using errcode = 'EN014';
  end if;
  if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
    raise exception 'a subject that was untied is not tied again' using errcode = 'EN003';
  end if;
  -- Before the log of a restored node goes on, it ends again what people ended.
  if new.ended_at is null or not exists (select from audit.log_place) or exists (select from people_change c
    where c.kind = 'untie' and c.account_id = new.account_id and c.subject ->> 'issuer' = new.issuer and c.subject ->> 'subject' = new.subject
      and c.state in ('awaiting-consent', 'waiting') and why_not_yet(c) is null) then return new; end if;
  raise exception 'a subject is untied only by a change with its consents' using errcode = 'EN014';
end $$;
create trigger subject_rules before insert or update on oidc_subject for each row when (current_user = 'entente_app') execute function check_oidc_subject();

-- The end of a change says when an account began anew, so it is the time of the database and stays.
create function check_change_end() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') or new.ended_at is null then return new; end if;
  if tg_op = 'INSERT' then
    raise exception 'a change has not ended when it begins' using errcode = 'EN014';
  elsif old.ended_at is null then
    perform check_is_now(new.ended_at);
  elsif new.ended_at <> old.ended_at then
    raise exception 'a change ends once' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger change_end_rules before insert or update on people_change for each row
  when (current_user = 'entente_app') execute function check_change_end();

alter table credential add column counts_from timestamptz, add column enrolled_with uuid references signed_act;
grant select (counts_from, enrolled_with) on credential to entente_verifier;

create or replace function check_credential() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  anew timestamptz;
begin
  if rule_is_lifted('people') then return new; end if;
  perform check_is_now(new.created_at);
  new.counts_from := null;
  new.enrolled_with := null;
  if not exists (select from account a where a.id = new.account_id and a.state <> 'disabled') then
    raise exception 'a disabled account gets no credential' using errcode = 'EN014';
  end if;
  if new.state <> 'active' then
    raise exception 'a credential begins active' using errcode = 'EN014';
  end if;
  if new.kind = 'recovery-codes' then
    if not exists (select from credential c where c.account_id = new.account_id and c.kind <> 'recovery-codes' and c.state <> 'ended') then
      raise exception 'recovery codes need a second factor' using errcode = 'EN014';
    end if;
    return new;
  end if;
  if not exists (select from credential c where c.account_id = new.account_id and c.kind <> 'recovery-codes') then return new; end if;
  -- When the owner last began anew with a code of two people, or of the operator.
  select max(c.ended_at) into anew from people_change c where c.account_id = new.account_id
    and c.kind in ('recover', 'grant') and c.enrols and c.state = 'done';
  if not exists (select from credential c where c.account_id = new.account_id and c.kind <> 'recovery-codes' and c.state <> 'ended')
    and not exists (select from credential c where c.account_id = new.account_id having max(c.created_at) <= anew) then
    raise exception 'an account whose factors ended gets a new one only after a reset' using errcode = 'EN014';
  end if;
  if new.kind <> 'passkey' then return new; end if;
  select s.id into new.enrolled_with from signed_act s join credential c on c.id = s.credential_id
    where s.effect_id = new.id and s.type = 'people.enrol' and s.method = 'passkey' and s.account_id = new.account_id and c.account_id = new.account_id;
  if new.enrolled_with is not null then return new; end if;
  new.counts_from := anew + interval '7 days';
  if exists (select from credential c where c.account_id = new.account_id and c.kind = 'passkey' and (anew is null or c.created_at > anew)) then
    new.counts_from := greatest(new.counts_from, new.created_at + interval '1 day');
  end if;
  return new;
end $$;

alter table people_consent add column act_id uuid references signed_act;

create function is_signed_consent(c people_consent) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select is_of_one_person()
    or exists (select from signed_act s join verified_act v on v.act_id = s.id where s.id = c.act_id and s.type = 'people.consent'
      and s.thing = 'change:' || c.change_id and s.person_id = c.person_id and s.role = c.role) $$;

-- As before, of consents that are signed.
create or replace function is_consented(change uuid, needs jsonb, until timestamptz) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select not exists (
    select from generate_series(1, (1 << jsonb_array_length(needs)) - 1) as places
    where (select count(*) from people_consent c
        where c.change_id = change and c.at <= until and has_role(c.person_id, c.role) and is_signed_consent(c)
          and exists (select from jsonb_array_elements(needs) with ordinality as n (roles, place)
            where places & (1 << (n.place::int - 1)) <> 0 and n.roles ? c.role))
      < bit_count(places::bit(16))) $$;

create or replace function why_not_yet(c people_change) returns text language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  q people_quorum;
  -- The clock of the node may be a little ahead. With a clock of its own, a node keeps its own plan.
  now_is constant timestamptz := case when rule_is_lifted('clock') then coalesce(c.effective_at, 'infinity')
    else clock_timestamp() + interval '1 minute' end;
  hours int;
begin
  if is_founding() and c.kind <> 'recover' then return null; end if;
  select * into q from people_quorum where name = c.quorum;
  if q.name is null then return 'its quorum is unknown'; end if;
  if exists (select from people_objection o where o.change_id = c.id) then return 'somebody objected'; end if;
  if c.kind <> 'recover' and not has_role(c.proposed_by, c.proposed_role) then return 'its proposer has lost the role'; end if;
  if not is_consented(c.id, c.needs, now_is) or not is_consented(c.id, q.consents, now_is) then return 'consents are missing'; end if;
  -- During founding a reset has its consents and does not wait.
  hours := case when is_founding() then c.wait_hours else greatest(q.wait_hours, c.wait_hours) end;
  if is_consented(c.id, c.needs, now_is - make_interval(hours => hours)) then return null; end if;
  -- Another oversight person who consents shortens the removal of one.
  if c.quorum = 'remove-oversight' and exists (select from people_consent p where p.change_id = c.id and p.role = 'oversight'
    and has_role(p.person_id, p.role) and is_signed_consent(p) and p.at <= now_is - interval '24 hours') then return null; end if;
  return 'its waiting time is not over';
end $$;

-- Content and salt end with what the act is about. The act itself, and its digest, stay.
do $$
declare name text;
begin
  select conname into strict name from pg_constraint where conrelid = 'signed_act'::regclass and pg_get_constraintdef(oid) like '%plain%';
  execute format('alter table signed_act drop constraint %I', name);
end $$;
alter table signed_act add constraint signed_act_content check (case_id is null or plain is null);
create function is_reading_over(act signed_act, moment timestamptz) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case
    when act.case_id is not null then not exists (select from case_file c where c.id = act.case_id and least(c.mask_at, c.delete_at) > moment)
    when act.thing like 'signal:%' then not exists (select from signal g where 'signal:' || g.id = act.thing and g.delete_at > moment
      and exists (select from signal_version v where v.signal_id = g.id and v.erased_at is null))
    else false end $$;
create function erase_readings(moment timestamptz) returns void language sql set search_path = pg_catalog, public, pg_temp as $$
  update signed_act s set a = null, b = null, plain = null
    where (s.b is not null or s.plain is not null) and is_reading_over(s, moment) $$;
drop trigger act_is_final on signed_act;
create trigger act_is_final before delete or truncate on signed_act for each statement execute function act_is_final();
create function check_act_update() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- A value is sealed anew by the function of 0086 alone.
  if current_user <> 'entente_app' and current_setting('entente.reseal', true) = 'on' then return new; end if;
  if new.a is not null or new.b is not null or new.plain is not null or (to_jsonb(new) - '{a,b,plain,thing}'::text[]) <> (to_jsonb(old) - '{a,b,plain,thing}'::text[])
    or not (rule_is_lifted('clock') or is_reading_over(old, clock_timestamp())) then
    raise exception 'a signed act is only added, and its content erased at its time' using errcode = 'EN007';
  end if;
  return new;
end $$;
create trigger act_is_final_row before update on signed_act for each row execute function check_act_update();
grant update (a, b, plain) on signed_act to entente_app;

create function check_asked_act() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(390089, hashtext(new.account_id::text));
  if (select count(*) from asked_act a where a.account_id = new.account_id and a.at > new.at - interval '10 minutes') >= 20 then
    raise exception 'too many acts of this account wait for a signature' using errcode = 'EN016';
  end if;
  return new;
end $$;
create index asked_act_account on asked_act (account_id, at);
create trigger asked_act_rules before insert on asked_act for each row execute function check_asked_act();
`
