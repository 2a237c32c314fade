/**
 * Every credential and authority that ends is written down in its own transaction, until the node has put it into the file
 * `after-backup.jsonl`: a restore must not bring it back. Triggers do it, so no act can forget it. `state` is the new state, or the
 * SHA-256 of the password hash that was replaced. The release before runs on the same data; its rows wait for the next one.
 */
export const endedCredentials = /* sql */ `
create table ended_credential (
  n bigint generated always as identity primary key,
  kind text not null check (kind in ('credential', 'recovery-code', 'password', 'account', 'suspension', 'role', 'sender-key', 'taxii-client')),
  id text not null,
  state text not null
);
grant select, insert, delete on ended_credential to entente_app;
create function keep_ended() returns trigger language plpgsql as $$
declare
  before jsonb := to_jsonb(old);
  now_is jsonb := to_jsonb(new);
  of_row text := now_is ->> tg_argv[1];
  new_state text := now_is ->> tg_argv[2];
begin
  if tg_nargs > 3 then of_row := of_row || '/' || (now_is ->> tg_argv[3]); end if;
  if tg_argv[0] = 'password' then
    new_state := encode(sha256(convert_to(before ->> 'password_hash', 'UTF8')), 'hex');
  end if;
  insert into public.ended_credential (kind, id, state) values (tg_argv[0], of_row, coalesce(new_state, 'none'));
  return null;
end $$;
create trigger keep_ended after update of state on credential for each row when (old.state <> new.state)
  execute function keep_ended('credential', 'id', 'state');
create trigger keep_ended after update of used_at on recovery_code for each row when (old.used_at is distinct from new.used_at)
  execute function keep_ended('recovery-code', 'credential_id', 'used_at', 'hash');
create trigger keep_password after update of password_hash on account for each row when (old.password_hash <> new.password_hash)
  execute function keep_ended('password', 'id', 'password_hash');
create trigger keep_ended after update of state on account for each row when (old.state <> new.state)
  execute function keep_ended('account', 'id', 'state');
create trigger keep_suspension after update of suspended_until on account for each row
  when (old.suspended_until is distinct from new.suspended_until)
  execute function keep_ended('suspension', 'id', 'suspended_until');
create trigger keep_ended after update of state on account_role for each row when (old.state <> new.state)
  execute function keep_ended('role', 'account_id', 'state', 'role');
create trigger keep_ended after update of revoked_at on sender_key for each row when (old.revoked_at is distinct from new.revoked_at)
  execute function keep_ended('sender-key', 'id', 'revoked_at');
create trigger keep_ended after update of disabled_at on taxii_user for each row when (old.disabled_at is distinct from new.disabled_at)
  execute function keep_ended('taxii-client', 'id', 'disabled_at');
`
