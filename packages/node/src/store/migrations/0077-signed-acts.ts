/**
 * Acts that people sign. `asked_act` is an act that waits for its signature, for a few minutes; `signed_act` is final.
 * Salt and content of an act on a case are in the sealed columns and end with the case; those of other acts name accounts
 * and are plain. `effect_id` is the proposal, confirmation or consent that was made with the act. `verified_act` is written
 * by the verifier, which shares no path with the routes. The release before runs on the same data and ignores all of it.
 */
export const signedActs = /* sql */ `
create table asked_act (
  id uuid primary key,
  account_id uuid not null references account,
  type text not null,
  about text not null,
  at timestamptz not null,
  act text not null,
  case_id uuid references case_file,
  a bytea,
  b bytea,
  plain jsonb,
  check ((case_id is null) = (plain is not null))
);
create index asked_act_at on asked_act (at);
create table signed_act (
  id uuid primary key,
  type text not null,
  about text not null,
  thing text not null generated always as (split_part(about, '@', 1)) stored,
  account_id uuid not null references account,
  person_id uuid not null references person,
  role text not null,
  at timestamptz not null,
  act text not null,
  method text not null check (method in ('passkey', 'totp', 'attested')),
  credential_id uuid references credential check ((credential_id is not null) = (method = 'passkey')),
  authenticator_data bytea check ((authenticator_data is not null) = (method = 'passkey')),
  client_data bytea check ((client_data is not null) = (method = 'passkey')),
  signature bytea check ((signature is not null) = (method = 'passkey')),
  effect_id uuid not null unique,
  case_id uuid references case_file,
  a bytea,
  b bytea,
  plain jsonb,
  check ((case_id is null) = (plain is not null))
);
create index signed_act_thing on signed_act (thing, at);
create index signed_act_account on signed_act (account_id, at);
create index signed_act_at on signed_act (at) where method = 'passkey';
create index signed_act_case on signed_act (case_id) where case_id is not null;
create table verified_act (
  act_id uuid primary key references signed_act,
  at timestamptz not null
);
create trigger by_own_name before insert on signed_act for each row execute function check_own_name();
create function act_is_final() returns trigger language plpgsql as $$
begin raise exception 'a signed act is only added' using errcode = 'EN007'; end $$;
create trigger act_is_final before update or delete or truncate on signed_act for each statement execute function act_is_final();
create trigger act_is_final before update or delete or truncate on verified_act for each statement execute function act_is_final();
grant select, insert, delete on asked_act to entente_app;
grant select, insert on signed_act, verified_act to entente_app;
grant select on signed_act, verified_act to entente_oversight;
`
