/**
 * More effects rest on acts of people (decision 0089).
 *
 * A proposed change of people counts once the verifier found the act of its proposer right, so a change never rests on one signature.
 * Resets and suspensions are exempt: a reset has two consents that are signed, and a suspension stops somebody without authority.
 * A change that waits at the upgrade takes no effect without it: its proposer signs it, or it is proposed again.
 *
 * The release of signals about people, an approval of an agreement or of a legal hold, an agreed threshold and the rollback of a
 * list take effect at once, with an act in the same transaction. The role of the node must store the act: an invented one has a wrong
 * signature, which the verifier finds and reports. It cannot leave the act out.
 *
 * The release before proposes and rolls back without acts, so it does not run on the result.
 */
export const actsOfProposers = /* sql */ `
create function is_signed_proposal(c people_change) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select c.kind in ('recover', 'suspend') or is_of_one_person()
    or exists (select from signed_act s join verified_act v on v.act_id = s.id where s.thing = 'change:' || c.id
      and s.type = 'people.propose' and s.person_id = c.proposed_by and s.role = c.proposed_role) $$;

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
  if not is_signed_proposal(c) then return 'its proposer has not signed it'; end if;
  if not is_consented(c.id, c.needs, now_is) or not is_consented(c.id, q.consents, now_is) then return 'consents are missing'; end if;
  -- During founding a reset has its consents and does not wait.
  hours := case when is_founding() then c.wait_hours else greatest(q.wait_hours, c.wait_hours) end;
  if is_consented(c.id, c.needs, now_is - make_interval(hours => hours)) then return null; end if;
  -- Another oversight person who consents shortens the removal of one.
  if c.quorum = 'remove-oversight' and exists (select from people_consent p where p.change_id = c.id and p.role = 'oversight'
    and has_role(p.person_id, p.role) and is_signed_consent(p) and p.at <= now_is - interval '24 hours') then return null; end if;
  return 'its waiting time is not over';
end $$;

-- Whether a person signed an act of this type about this thing in the last minutes. Older ones were for an earlier effect.
create function has_act(wanted_type text, wanted_thing text, person uuid, passkey_only boolean) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select rule_is_lifted('people') or is_of_one_person()
    or exists (select from signed_act s where s.thing = wanted_thing and s.type = wanted_type and s.person_id = person
      and (s.method = 'passkey' or (s.method = 'totp' and not passkey_only))
      and (s.at > clock_timestamp() - interval '10 minutes' or rule_is_lifted('clock'))) $$;

create function refuse_unsigned(what text) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception '% needs the signed act of its person', what using errcode = 'EN015';
end $$;

-- Of many signals at once, each list is looked up once.
create function check_signed_releases() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    with lists as materialized (select s.list_id as id, m.person_id, has_act('signal.release-list', 'list:' || s.list_id, m.person_id, false) as signed
      from made m join signal s on s.id = m.signal_id where s.list_id is not null group by s.list_id, m.person_id)
    select from made m join signal s on s.id = m.signal_id left join lists l on l.id = s.list_id and l.person_id = m.person_id
    where l.signed is not true and not has_act('signal.release', 'signal:' || s.id, m.person_id, false)) then
    perform refuse_unsigned('a release');
  end if;
  return null;
end $$;
create trigger release_is_signed after insert on signal_release referencing new table as made for each statement
  when (current_user = 'entente_app') execute function check_signed_releases();

-- A version counts as released with its release, or if it follows a released one: the node keeps that for changes that add no text.
create function check_released_version() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if rule_is_lifted('people') or is_of_one_person()
    or exists (select from signal_release r where r.signal_id = new.id and r.version = new.released_version)
    or (tg_op = 'UPDATE' and old.released_version = old.version and old.kind = 'person' and not old.received
      and new.version in (old.version, old.version + 1)) then return null; end if;
  perform refuse_unsigned('a release');
  return null;
end $$;
-- Each column on which it depends, so that no order of updates goes round the rule. A trigger before an update would lock the row against
-- the logs of members that refer to it.
create trigger released_version_rules after update of version, kind, received, released_version on signal for each row
  when (new.released_version = new.version and new.kind = 'person' and not new.received and current_user = 'entente_app')
  execute function check_released_version();
create trigger released_version_first after insert on signal for each row
  when (new.released_version = new.version and new.kind = 'person' and not new.received and current_user = 'entente_app')
  execute function check_released_version();

-- Checked at the end of the transaction, which stores the act after its effect.
create function check_signed_effect() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare made jsonb := to_jsonb(new);
begin
  if not has_act(tg_argv[0], tg_argv[1] || ':' || (made ->> tg_argv[2]), coalesce((made ->> tg_argv[3])::uuid,
      (select a.person_id from account a where a.id = (made ->> 'account_id')::uuid)), tg_argv[4] = 'passkey') then
    perform refuse_unsigned(tg_argv[0]);
  end if;
  return null;
end $$;
create constraint trigger threshold_is_signed after insert on threshold_answer deferrable initially deferred for each row
  when (new.agree and current_user = 'entente_app')
  execute function check_signed_effect('threshold.confirm', 'threshold', 'proposal_id', 'person_id', 'any');
create constraint trigger agreement_is_signed after insert on agreement_consent deferrable initially deferred for each row
  when (current_user = 'entente_app')
  execute function check_signed_effect('agreement.sign', 'agreement', 'agreement_id', 'person_id', 'passkey');
create constraint trigger hold_is_signed after insert or update of approved_by on signal_hold deferrable initially deferred for each row
  when (new.approved_by is not null and current_user = 'entente_app')
  execute function check_signed_effect('hold.approve', 'hold', 'id', 'approved_by', 'passkey');
-- A hold that ended comes back only with a new approval.
create constraint trigger hold_stays_ended after update of ended_at on signal_hold deferrable initially deferred for each row
  when (new.approved_by is not null and new.ended_at is null and current_user = 'entente_app')
  execute function check_signed_effect('hold.approve', 'hold', 'id', 'approved_by', 'passkey');
create constraint trigger rollback_is_signed after insert or update of kind, list_id, to_version, account_id on list_task
  deferrable initially deferred for each row
  when (new.kind = 'rollback' and current_user = 'entente_app')
  execute function check_signed_effect('rollback.done', 'list', 'list_id', 'person_id', 'any');
-- A finished rollback runs again only with a new act.
create constraint trigger rollback_stays_done after update of finished_at on list_task deferrable initially deferred for each row
  when (new.kind = 'rollback' and old.finished_at is not null and new.finished_at is null and current_user = 'entente_app')
  execute function check_signed_effect('rollback.done', 'list', 'list_id', 'person_id', 'any');
`
