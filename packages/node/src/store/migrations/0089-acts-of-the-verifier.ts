/**
 * Only the verifier says that a signed act is right: the role of the process that serves loses `INSERT` on `verified_act` (decision 0086).
 * The verifier reads the acts without their content, and the public keys of passkeys. Each verified act queues its effect by a trigger, so
 * the verifier needs no right on the queue and no effect is forgotten.
 *
 * An adverse decision of a node of several people rests on acts of both people: one at least signed with a passkey, and the verifier found
 * each signature right. The trigger concerns the role of the node only: the owner loads backups.
 *
 * The release before notes verified acts with the role of the node, so it does not run on the result.
 */
export const actsOfTheVerifier = /* sql */ `
revoke insert on verified_act from entente_app;
grant select, insert on verified_act to entente_verifier;
grant select (id, type, about, thing, account_id, person_id, role, at, act, method, credential_id, authenticator_data, client_data, signature, effect_id)
  on signed_act to entente_verifier;
grant select (id, account_id, kind, state, enrolled_by, created_at, passkey_id, public_key) on credential to entente_verifier;

create function queue_effect_of_act() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job('act-verified', payload => json_build_object('actId', new.act_id), job_key => 'act:' || new.act_id);
  return null;
end $$;
create trigger queue_effect after insert on verified_act for each row execute function queue_effect_of_act();

-- How a person made this with an act of theirs that is complete; null if they did not.
create function how_signed(effect uuid, wanted_type text, wanted_thing text, person uuid) returns text
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select s.method from signed_act s
  where s.effect_id = effect and s.type = wanted_type and s.thing = wanted_thing and s.person_id = person
    and (s.method = 'totp' or (s.method = 'passkey' and exists (select from verified_act v where v.act_id = s.id))) $$;

create function check_signed_decision() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare first text; second text;
begin
  if rule_is_lifted('people') or is_of_one_person() then return new; end if;
  first := how_signed(new.proposal_id, 'decision.propose', 'case:' || new.case_id, new.proposed_by);
  second := how_signed(new.confirmation_id, 'decision.confirm', 'case:' || new.case_id, new.confirmed_by);
  if first is null or second is null or (first <> 'passkey' and second <> 'passkey') then
    raise exception 'an adverse decision needs the verified acts of two people' using errcode = 'EN015';
  end if;
  return new;
end $$;
create trigger decision_is_signed before insert on decision for each row
  when (new.adverse and current_user = 'entente_app') execute function check_signed_decision();
`
