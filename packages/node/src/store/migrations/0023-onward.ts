/**
 * Lets people pass a received signal on to a third member (decision 0023). `onward_pass` stores that a person passes
 * this signal on to this member; the access decision determines whether it is delivered. `sharing_permission` stores
 * permissions that two people of this member give. `onward_approval` and `transfer_sign_off` are inputs of the access
 * decision. They may be signed statements of another member about a signal that has not arrived yet, for one holder or
 * from one giver, and they are kept after they ended. `held_also` names additional members that give a signal.
 * `onward_holder` names the members to which holders passed own signals on. `introduced_key` stores keys of members
 * that are not peers.
 */
export const onward = /* sql */ `
create table onward_pass (
  signal_id uuid not null references signal,
  destination text not null references peer,
  person_id uuid not null references person,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (signal_id, destination)
);
create index onward_pass_destination on onward_pass (destination);

create table sharing_permission (
  id uuid primary key,
  kind text not null check (kind in ('onward', 'transfer')),
  agreement_id uuid not null,
  signal_id uuid references signal,
  holder text,
  destination text not null,
  reason text not null,
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  given_by uuid references person,
  given_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  check (given_by <> asked_by),
  check ((given_by is null) = (given_at is null)),
  check (kind <> 'onward' or (signal_id is not null and holder is not null))
);
create unique index sharing_permission_open on sharing_permission (kind, agreement_id, destination, coalesce(signal_id, agreement_id), coalesce(holder, '')) where ended_at is null;

alter table onward_approval drop constraint onward_approval_signal_id_fkey, drop constraint onward_approval_pkey, add column body jsonb,
  add column holder text not null default '', add column ended boolean not null default false;
alter table onward_approval alter column holder drop default, add primary key (signal_id, agreement_id, destination, approved_by, holder);
alter table transfer_sign_off drop constraint transfer_sign_off_pkey, alter column person_id drop not null, add column body jsonb,
  add column giver text not null default '', add column ended boolean not null default false;
alter table transfer_sign_off alter column giver drop default, add primary key (agreement_id, member, giver);
grant update (ended, at, body) on onward_approval to entente_app;
grant update (reference, person_id, ended, at, body) on transfer_sign_off to entente_app;
revoke delete on onward_approval, transfer_sign_off from entente_app;

create table held_also (
  signal_id uuid not null references signal,
  peer text not null references peer,
  entry_id uuid not null,
  since timestamptz not null,
  primary key (signal_id, peer)
);
create index held_also_peer on held_also (peer);
alter table holding_end add column waits boolean not null default false, add column passed_on boolean not null default false, add column told_at timestamptz, add column erased_counts jsonb;
update holding_end set told_at = erased_at where erased_at is not null;
create index holding_end_untold on holding_end (signal_id) where told_at is null and erased_at is not null;

create table onward_holder (
  signal_id uuid not null,
  via text not null references peer,
  member text not null,
  version int not null,
  received_at timestamptz,
  stopped_at timestamptz,
  erased_at timestamptz,
  refused boolean not null default false,
  proven boolean not null,
  primary key (signal_id, via, member)
);

create table introduced_key (
  member text not null,
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
  public_key bytea not null check (octet_length(public_key) = 32),
  introduced_by text not null references peer,
  at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by uuid references person,
  primary key (member, key_id)
);
create table key_told (
  recipient text not null references peer,
  member text not null,
  key_id text not null,
  at timestamptz not null,
  primary key (recipient, member, key_id)
);

grant select, insert on onward_pass, sharing_permission, held_also, onward_holder, introduced_key, key_told to entente_app;
grant update (person_id, at, ended_at) on onward_pass to entente_app;
grant update (given_by, given_at, ended_at, end_reason) on sharing_permission to entente_app;
grant update (entry_id, since) on held_also to entente_app;
grant update (version, received_at, stopped_at, erased_at, refused, proven) on onward_holder to entente_app;
grant update (introduced_by, at, confirmed_at, confirmed_by) on introduced_key to entente_app;
grant update (waits, passed_on, told_at, erased_counts) on holding_end to entente_app;
grant delete on held_also to entente_app;
grant select on onward_pass, sharing_permission, held_also, onward_holder, introduced_key, key_told to entente_oversight;
`
