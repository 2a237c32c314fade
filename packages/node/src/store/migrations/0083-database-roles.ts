/**
 * What the role of the process that serves may no longer do (decision 0079): write the tree of the log, which `entente_verifier` now
 * does; choose the owner, the account or the hash of a session, a key or an alarm after it was made; mark a proposal as decided
 * without a decision. `audit.published` has the newest state of the log that is in the file of the sequencer: a process that
 * serves beside it shows no other. A backup leaves it out.
 *
 * The release before writes the tree with the role of the node, so it does not run on the result.
 */
export const databaseRoles = /* sql */ `
do $$ begin
  if to_regrole('entente_verifier') is null then
    raise exception 'The role entente_verifier is missing. As an administrator of the database: create role entente_verifier nologin noinherit; grant entente_verifier to the login of the node.'
      using errcode = 'EN014';
  end if;
end $$;
create table audit.published (
  only_row boolean primary key default true check (only_row),
  generation int not null,
  origin text not null,
  size bigint not null,
  root bytea not null,
  note text not null
);
-- A checkpoint of this log that a witness has and the log does not contain: the sequencer checks it and goes on under another origin.
create table audit.ahead (note text primary key, at timestamptz not null default now());
grant select on audit.published to entente_app, entente_oversight;
grant select, insert on audit.ahead to entente_app;

grant usage on schema public, audit to entente_verifier;
grant select on all tables in schema audit to entente_verifier;
grant insert on audit.actor_key, audit.log, audit.leaf, audit.tile_hash, audit.log_place, audit.published to entente_verifier;
grant update (size, root, note, signed_at) on audit.log to entente_verifier;
grant update (tx, at, id, backlog_tx) on audit.log_place to entente_verifier;
grant update on audit.published to entente_verifier;
grant delete on audit.ahead to entente_verifier;
grant execute on function audit.append(text, bytea, int[], bytea) to entente_verifier;
grant select on known_key, alarm to entente_verifier;
grant insert on alarm, event to entente_verifier;
grant insert, delete on known_key to entente_verifier;
grant update (detail) on alarm to entente_verifier;
grant select on event to entente_verifier;
grant usage on all sequences in schema public to entente_verifier;
revoke insert on audit.log, audit.leaf, audit.tile_hash, audit.log_place from entente_app;
revoke update on audit.log, audit.log_place from entente_app;
grant update (cosigned_note, cosigned_size, cosigned_at) on audit.log to entente_app;

revoke update on session, person_key, alarm, person from entente_app;
grant update (role, purpose, last_seen_at, ended_at, verified_at, method) on session to entente_app;
grant update (last_used_at, revoked_at, expires_at) on person_key to entente_app;
grant update (detail, acknowledged_by, acknowledged_at) on alarm to entente_app;
grant update (name) on person to entente_app;

create function check_proposal_state() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from decision d where d.proposal_id = new.id) then
    raise exception 'a proposal is decided only by its decision' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger proposal_is_decided before update of state on proposal for each row
  when (new.state = 'decided' and old.state <> 'decided' and current_user = 'entente_app') execute function check_proposal_state();

create function check_alarm() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.acknowledged_at is not null and new is distinct from old then
    raise exception 'an acknowledged alarm stays as it is' using errcode = 'EN003';
  end if;
  if new.acknowledged_at is not null and not exists (select from audit.lifted_rule where rule = 'people') and (
    not exists (select from account a join account_role r on r.account_id = a.id
      where a.person_id = new.acknowledged_by and a.state <> 'disabled' and r.state = 'active')
    or exists (select from account a where a.person_id = new.acknowledged_by and new.ref = 'account:' || a.id)
    or exists (select from person_key k join account a on a.id = k.account_id where a.person_id = new.acknowledged_by and new.ref = 'key:' || k.id)
    or exists (select from people_change c join account a on a.id = c.account_id
      where new.ref = 'change:' || c.id and (new.acknowledged_by in (a.person_id, c.proposed_by)
        or exists (select from people_consent p where p.change_id = c.id and p.person_id = new.acknowledged_by)))) then
    raise exception 'an alarm is acknowledged by a person with a role whom it does not concern' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger alarm_rules before update on alarm for each row when (current_user = 'entente_app') execute function check_alarm();
`
