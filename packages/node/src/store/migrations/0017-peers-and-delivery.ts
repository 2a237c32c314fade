/**
 * Adds other nodes and the data exchanged with them. Each recipient has one log. `delivery_head` is locked from the
 * assignment of numbers until the transaction ends, so that numbers follow the order of commits. A log names signals
 * but does not contain them: a signal that was withdrawn, corrected or taken back is not sent to a late reader, and the
 * chain of hashes stays valid. `visibility` stores what each recipient was given, in runs that do not overlap. Every
 * member that ever had a signal is notified of its withdrawal.
 *
 * For signals of other members, `held_signal` stores which member gave them and in which version. `holding_end` stores
 * how far this node has come in erasing a signal that it must not keep any more.
 */
export const peersAndDelivery = /* sql */ `
create table peer (
  member text primary key,
  node text not null,
  url text,
  state text not null check (state in ('invited', 'joined-unconfirmed', 'active', 'suspended', 'removed')),
  fingerprint text not null default '',
  since timestamptz not null,
  epoch uuid,
  position bigint not null default 0,
  position_hash bytea,
  head bigint,
  last_pull_at timestamptz,
  skew_ms int,
  trouble text,
  trouble_since timestamptz,
  read_at timestamptz,
  read_position bigint not null default 0,
  check (url is not null or state in ('invited', 'removed'))
);
create table invitation (
  id uuid primary key,
  member text not null,
  code_hash bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create table key_rotation (
  member text not null,
  key_id text not null,
  at timestamptz not null,
  body jsonb not null,
  primary key (member, key_id)
);
create table seen_request (
  member text not null,
  jti text not null,
  expires_at timestamptz not null,
  primary key (member, jti)
);
create index seen_request_clock on seen_request (expires_at);

alter table signal add column received boolean not null default false, add column salt bytea, add column digest bytea, add column withdrawal_reason text;
drop index signal_value;
create unique index signal_value on signal (owner, kind, value_key) where status = 'active' and list_id is null and not received;
create index signal_same on signal (kind, value_key) where status = 'active' and value_key is not null;

create table delivery_head (
  recipient text primary key references peer,
  epoch uuid not null,
  last_seq bigint not null,
  last_hash bytea not null
);
create table delivery (
  recipient text not null references peer,
  epoch uuid not null,
  seq bigint not null,
  entry_id uuid not null,
  at timestamptz not null,
  type text not null check (type in ('signal', 'withdrawal', 'access-ended', 'agreement', 'feedback', 'key')),
  signal_id uuid,
  signal_version int,
  run int,
  object jsonb,
  object_hash bytea not null,
  prev bytea not null,
  hash bytea not null,
  primary key (recipient, epoch, seq),
  check ((type = 'signal') = (object is null))
);
create unique index delivery_once on delivery (recipient, epoch, signal_id, signal_version, run) where type = 'signal';
create table visibility (
  recipient text not null references peer,
  signal_id uuid not null references signal,
  run int not null,
  version int not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  primary key (recipient, signal_id, run)
);
create unique index visibility_open on visibility (recipient, signal_id) where ended_at is null;
create index visibility_signal on visibility (signal_id);

create table erasure_duty (
  member text not null,
  entry_id uuid not null,
  signal_id uuid not null,
  version int not null,
  cause text not null check (cause in ('withdrawal', 'access-ended', 'expired')),
  since timestamptz not null,
  stop_by timestamptz not null,
  erase_by timestamptz not null,
  received_at timestamptz,
  stopped_at timestamptz,
  erased_at timestamptz,
  refused jsonb,
  told_half_at timestamptz,
  told_overdue_at timestamptz,
  primary key (member, entry_id)
);
create index erasure_duty_signal on erasure_duty (signal_id);
create index erasure_duty_open on erasure_duty (erase_by) where erased_at is null and refused is null;
create table signal_receipt (
  id uuid primary key,
  member text not null,
  entry_id uuid not null,
  signal_id uuid not null,
  version int not null,
  step text not null check (step in ('received', 'stopped', 'erased', 'refused')),
  at timestamptz not null,
  received_at timestamptz not null,
  body jsonb not null
);
create index signal_receipt_signal on signal_receipt (signal_id);

create table held_signal (
  signal_id uuid primary key references signal,
  peer text not null references peer,
  version int not null,
  digest bytea,
  salt bytea,
  entry_id uuid not null,
  ended_at timestamptz
);
create index held_signal_peer on held_signal (peer) where ended_at is null;
create table tombstone (
  signal_id uuid primary key,
  owner text not null,
  version int not null,
  at timestamptz not null,
  keep_until timestamptz not null
);
create table holding_end (
  peer text not null references peer,
  entry_id uuid not null,
  signal_id uuid not null,
  version int not null,
  cause text not null check (cause in ('withdrawal', 'access-ended', 'expired')),
  received_at timestamptz not null,
  stopped_at timestamptz,
  erased_at timestamptz,
  copies int not null default 0,
  index_entries int not null default 0,
  primary key (peer, entry_id)
);
create index holding_end_open on holding_end (signal_id) where erased_at is null;
create table refused_entry (
  peer text not null references peer,
  entry_id uuid not null,
  signal_id uuid,
  version int,
  code text not null,
  at timestamptz not null,
  primary key (peer, entry_id)
);
create table receipt_out (
  id uuid primary key,
  peer text not null references peer,
  made_at timestamptz not null,
  body jsonb not null,
  sent_at timestamptz
);
create index receipt_out_waiting on receipt_out (peer, made_at) where sent_at is null;

alter table feedback add column from_member text, add column body jsonb;
create index feedback_from on feedback (signal_id) where from_member is not null;
create table signal_flag (
  signal_id uuid primary key references signal,
  reviewed int not null,
  precision_percent int not null,
  at timestamptz not null
);

-- A copy of another member's statement goes once it may not be held, withdrawn or not.
create or replace function check_signal_version() returns trigger language plpgsql as $$
begin
  if new.erased_at is null or not exists (select 1 from signal s where s.id = new.signal_id and (s.status = 'withdrawn' or s.received)) then
    raise exception 'a version of a signal is kept until the signal is withdrawn' using errcode = 'EN008';
  end if;
  return new;
end $$;
create function refuse_change_of_log() returns trigger language plpgsql as $$
begin raise exception 'what was told to another node is only added to' using errcode = 'EN007'; end $$;
create trigger delivery_is_final before update or delete or truncate on delivery for each statement execute function refuse_change_of_log();
create trigger signal_receipt_is_final before update or delete or truncate on signal_receipt for each statement execute function refuse_change_of_log();

grant select, insert on peer, invitation, key_rotation, seen_request, delivery_head, delivery, visibility, erasure_duty, signal_receipt, held_signal, tombstone, holding_end,
  refused_entry, receipt_out, signal_flag to entente_app;
grant update on peer to entente_app;
grant update (body) on feedback to entente_app;
grant update (used_at) on invitation to entente_app;
grant update (epoch, last_seq, last_hash) on delivery_head to entente_app;
grant update (version, ended_at, end_reason) on visibility to entente_app;
grant update (received_at, stopped_at, erased_at, refused, told_half_at, told_overdue_at) on erasure_duty to entente_app;
grant update (peer, version, digest, salt, entry_id, ended_at) on held_signal to entente_app;
grant update (version, keep_until) on tombstone to entente_app;
grant update (stopped_at, erased_at, copies, index_entries) on holding_end to entente_app;
grant update (sent_at) on receipt_out to entente_app;
grant update (code, at) on refused_entry to entente_app;
grant update (reviewed, precision_percent, at) on signal_flag to entente_app;
grant delete on invitation, seen_request, tombstone, receipt_out, refused_entry, signal_flag to entente_app;
grant select on peer, invitation, key_rotation, delivery_head, delivery, visibility, erasure_duty, signal_receipt, held_signal, tombstone, holding_end, refused_entry, receipt_out,
  signal_flag to entente_oversight;
`
