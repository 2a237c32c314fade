/**
 * Changes of people hold in the database too (decision 0079). The role of the process that serves can make a role active, revoke one
 * or disable an account only if a stored change asks for it that has its consents, from different people who have their roles, whose
 * waiting time is over and that nobody objected to. Times of changes and consents are those of the database, so neither can be dated
 * back. `people_quorum` has the table of quorums; the owner fills it at each start. During founding, and on a restored node before
 * its log goes on, changes need no consents.
 *
 * The triggers concern the role of the node only: the owner loads backups.
 */
export const peopleRules = /* sql */ `
create table people_quorum (
  name text primary key,
  -- One person for each element, who has one of its roles.
  consents jsonb not null,
  wait_hours int not null,
  -- The roles that it may grant, and its strength when it takes authority away.
  grants text[] not null,
  strength int not null
);
grant select on people_quorum to entente_app, entente_verifier, entente_oversight;

create function rule_is_lifted(wanted text) returns boolean language sql stable set search_path = pg_catalog, pg_temp as
  $$ select exists (select from audit.lifted_rule l where l.rule = wanted) $$;

create function check_is_now(moment timestamptz) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if moment is null or (moment not between clock_timestamp() - interval '1 minute' and clock_timestamp() + interval '1 minute'
    and not rule_is_lifted('clock')) then
    raise exception 'a time differs from the clock of the database' using errcode = 'EN012';
  end if;
end $$;

-- As readFounding computes it.
create function is_founding() returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from founding f where f.ended_at is null
      and (f.began_at > clock_timestamp() - interval '7 days' or rule_is_lifted('clock')))
    and not exists (select from sender s where not s.synthetic and (exists (select from message m where m.sender_id = s.id)
      or exists (select from sender_key k where k.sender_id = s.id and k.last_used_at is not null)))
    and not exists (select from signal_release)
    and not exists (select from peer where state in ('active', 'suspended', 'removed')) $$;

create function has_role(person uuid, wanted text) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from account a join account_role r on r.account_id = a.id
    where a.person_id = person and a.state <> 'disabled' and r.role = wanted and r.state = 'active') $$;

-- Whether the consents until a time fill all places: for every set of places, at least as many people have one of its roles (Hall's theorem).
create function is_consented(change uuid, needs jsonb, until timestamptz) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select not exists (
    select from generate_series(1, (1 << jsonb_array_length(needs)) - 1) as places
    where (select count(*) from people_consent c
        where c.change_id = change and c.at <= until and has_role(c.person_id, c.role)
          and exists (select from jsonb_array_elements(needs) with ordinality as n (roles, place)
            where places & (1 << (n.place::int - 1)) <> 0 and n.roles ? c.role))
      < bit_count(places::bit(16))) $$;

-- Why a stored change may not take effect now; null if it may.
create function why_not_yet(c people_change) returns text language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
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
    and has_role(p.person_id, p.role) and p.at <= now_is - interval '24 hours') then return null; end if;
  return 'its waiting time is not over';
end $$;

create function check_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare q people_quorum; why text;
begin
  if rule_is_lifted('people') then return new; end if;
  if tg_op = 'INSERT' then
    perform check_is_now(new.proposed_at);
    -- A reset by the operator of the machine, whom nobody of the node can stand in for. The role of the node can replace a password anyway.
    if new.kind = 'recover' and new.state = 'to-enrol'
      and new.proposed_by = (select a.person_id from account a where a.id = new.account_id) then return new; end if;
    if not has_role(new.proposed_by, new.proposed_role) then
      raise exception 'the proposer of a change does not have this role' using errcode = 'EN014';
    end if;
    if new.state <> (case when new.kind = 'suspend' then 'done' else 'awaiting-consent' end) then
      raise exception 'a change begins with its proposal' using errcode = 'EN014';
    end if;
    if new.kind = 'suspend' or (is_founding() and new.kind <> 'recover') then return new; end if;
    select * into q from people_quorum where name = new.quorum;
    if q.name is null or not new.needs @> q.consents or jsonb_array_length(new.needs) < jsonb_array_length(q.consents)
      or jsonb_array_length(new.needs) > 8
      or (new.wait_hours < q.wait_hours and not is_founding())
      or (new.kind = 'grant' and new.role <> all(q.grants))
      or (new.kind in ('revoke', 'disable') and q.strength < (select coalesce(max(case r.role when 'oversight' then 3 when 'supervisor' then 2
          when 'administrator' then 2 else 1 end), 1) from account_role r
        where r.account_id = new.account_id and r.state = 'active' and (new.kind = 'disable' or r.role = new.role))) then
      raise exception 'a change needs the consents and the waiting time of its quorum' using errcode = 'EN014';
    end if;
    return new;
  end if;
  if old.state in ('objected', 'withdrawn', 'expired', 'refused') and new.state <> old.state
    or old.state = 'done' and new.state <> 'done' and old.kind <> 'suspend' then
    raise exception 'a change that ended is not opened again' using errcode = 'EN003';
  end if;
  if old.state in ('awaiting-consent', 'waiting') and new.state in ('done', 'to-enrol') then
    why := why_not_yet(new);
    if why is not null then raise exception 'a change takes no effect: %', why using errcode = 'EN014'; end if;
  end if;
  return new;
end $$;
create trigger change_rules before insert or update on people_change for each row when (current_user = 'entente_app') execute function check_change();

create function check_change_support() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') then return new; end if;
  perform check_is_now(new.at);
  if not has_role(new.person_id, new.role) then
    raise exception 'a person consents or objects only in a role of their own' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger support_rules before insert on people_consent for each row when (current_user = 'entente_app') execute function check_change_support();
create trigger support_rules before insert on people_objection for each row when (current_user = 'entente_app') execute function check_change_support();

-- Whether an open change of this kind may take effect now. Before the log of a restored node goes on, it ends again what people ended.
create function may_take_effect(wanted_kind text, account uuid, wanted_role text) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select is_founding() or (wanted_kind <> 'grant' and not exists (select from audit.log_place))
    or exists (select from people_change c where c.account_id = account and c.kind = wanted_kind
      and c.role is not distinct from wanted_role and c.state in ('awaiting-consent', 'waiting') and why_not_yet(c) is null) $$;

create function check_authority() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') or (tg_op = 'INSERT' and new.state <> 'active') or (tg_op = 'UPDATE' and new is not distinct from old) then
    return new;
  end if;
  if new.state = 'active' then perform check_is_now(new.granted_at); end if;
  if not may_take_effect(case when new.state = 'active' then 'grant' else 'revoke' end, new.account_id, new.role) then
    raise exception 'a role changes only by a change with its consents' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger authority_rules before insert or update on account_role for each row when (current_user = 'entente_app') execute function check_authority();

create function check_account_state() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') then return new; end if;
  -- The end of a single operator disables accounts without a second factor, in the transaction that ends it.
  if new.state = 'disabled' and (may_take_effect('disable', new.id, null)
    or (exists (select from founding f where not f.single_operator and f.xmin = pg_current_xact_id()::xid)
      and not exists (select from credential c where c.account_id = new.id and c.kind <> 'recovery-codes' and c.state = 'active'))) then
    return new;
  end if;
  raise exception 'an account is disabled only by a change with its consents, and never enabled again' using errcode = 'EN014';
end $$;
create trigger account_state_rules before update of state on account for each row
  when (new.state <> old.state and current_user = 'entente_app') execute function check_account_state();

create function check_founding() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') then return new; end if;
  if tg_op = 'INSERT' then
    perform check_is_now(new.began_at);
    if exists (select from account) then
      raise exception 'founding begins before the first account' using errcode = 'EN014';
    end if;
  elsif (old.ended_at is not null and new.ended_at is distinct from old.ended_at) or (new.single_operator and not old.single_operator) then
    raise exception 'founding, and the time of a single operator, do not begin again' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger founding_rules before insert or update on founding for each row when (current_user = 'entente_app') execute function check_founding();

-- A process that makes sessions can make one for somebody; it cannot for an account or a role that is not in force.
create function check_session() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') then return new; end if;
  if tg_op = 'INSERT' then perform check_is_now(new.created_at); end if;
  if (tg_op = 'UPDATE' and old.ended_at is not null and new.ended_at is distinct from old.ended_at)
    or not exists (select from account a join account_role r on r.account_id = a.id where a.id = new.account_id and a.state <> 'disabled'
      and (a.suspended_until is null or a.suspended_until <= clock_timestamp() or rule_is_lifted('clock'))
      and r.role = new.role and r.state = 'active')
    or (new.method in ('passkey', 'totp') and not exists (select from credential c
      where c.account_id = new.account_id and c.kind = new.method and c.state = 'active'))
    or (new.method = 'recovery' and not exists (select from credential c
      where c.account_id = new.account_id and c.kind = 'recovery-codes'))
    or (tg_op = 'INSERT' and new.method = 'password' and exists (select from credential c
      where c.account_id = new.account_id and c.kind <> 'recovery-codes' and c.state <> 'ended')) then
    raise exception 'a session needs an account, a role and a method that are in force' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger session_rules before insert or update of role, method on session for each row when (current_user = 'entente_app') execute function check_session();

create function check_credential() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') then return new; end if;
  perform check_is_now(new.created_at);
  if not exists (select from account a where a.id = new.account_id and a.state <> 'disabled') then
    raise exception 'a disabled account gets no credential' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger credential_rules before insert on credential for each row when (current_user = 'entente_app') execute function check_credential();

create function check_reopening() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform check_is_now(new.reopened_at);
  return new;
end $$;
create trigger decision_is_reopened_now before update of reopened_at on decision for each row
  when (new.reopened_at is not null and old.reopened_at is null and current_user = 'entente_app') execute function check_reopening();
`
