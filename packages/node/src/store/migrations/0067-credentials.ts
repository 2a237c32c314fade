/**
 * Second factors of accounts. `secret` is sealed under a key that is not in the database; recovery codes and codes to enrol are keyed hashes.
 * A credential is never deleted, so an ended passkey cannot be enrolled again by somebody else. `spent_challenge` has the challenges that
 * were answered in the last minutes: each counts once.
 *
 * `single_operator`: one person uses every account of the node, so a password alone signs in. A node that exists already gets `false`: each
 * person adds a second factor at the next sign-in.
 *
 * The previous release runs on the same data and ignores all of it: it then asks for no second factor.
 */
export const credentials = /* sql */ `
create table credential (
  id uuid primary key,
  account_id uuid not null references account,
  kind text not null check (kind in ('passkey', 'totp', 'recovery-codes')),
  label text not null,
  state text not null default 'active' check (state in ('active', 'suspended', 'ended')),
  enrolled_by text not null check (enrolled_by in ('self', 'recovery', 'founding')),
  created_at timestamptz not null,
  last_used_at timestamptz,
  secret bytea check ((secret is not null) = (kind = 'totp')),
  used_step bigint,
  wrong int not null default 0,
  passkey_id bytea unique check ((passkey_id is not null) = (kind = 'passkey')),
  public_key bytea,
  counter bigint,
  synced boolean,
  transports text[]
);
create index credential_account on credential (account_id);
create unique index credential_one_totp on credential (account_id, kind) where kind <> 'passkey' and state = 'active';
create table recovery_code (
  credential_id uuid not null references credential,
  hash bytea not null,
  used_at timestamptz,
  primary key (credential_id, hash)
);
create table enrolment_code (
  hash bytea primary key,
  account_id uuid not null references account,
  ends_at timestamptz not null,
  used_at timestamptz
);
create table spent_challenge (nonce bytea primary key, at timestamptz not null);
grant select, insert on credential, recovery_code, enrolment_code to entente_app;
grant update (label, state, last_used_at, used_step, wrong, counter, synced) on credential to entente_app;
grant update (used_at) on recovery_code, enrolment_code to entente_app;
grant select, insert, delete on spent_challenge to entente_app;

alter table founding add column single_operator boolean not null default false;
grant update (single_operator) on founding to entente_app;
alter table account add column recovery_code_at timestamptz;
grant update (recovery_code_at) on account to entente_app;
alter table session add column id uuid not null default gen_random_uuid(),
  add column method text not null default 'password',
  add column verified_at timestamptz,
  add column network text not null default '',
  add column browser text not null default '';
create unique index session_id on session (id);
`
