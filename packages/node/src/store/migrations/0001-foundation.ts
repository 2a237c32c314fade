/**
 * The first migration. It creates the tables for everything from a received message to a decided case.
 *
 * Personal data is only in the columns `a` (field class A: fields that the regime masks), `b` (class B: all other
 * fields), `raw` and `body`. The codec of safeguards/access writes them. All other columns are attributes: ids, times,
 * states, counts and keyed hashes. Every row with personal data has the columns `regime`, `purposes`, `received_at`,
 * `mask_at` and `delete_at`, so that the row alone is enough to decide access.
 */
export const foundation = /* sql */ `
create schema audit;
create table audit.entry (
  id uuid primary key,
  entry text not null check (octet_length(entry) <= 4096),
  type text not null,
  actor text not null,
  ref text,
  at timestamptz not null,
  details bytea not null,
  salt bytea not null check (octet_length(salt) = 32),
  recorded_at timestamptz not null default clock_timestamp(),
  tx xid8 not null default pg_current_xact_id()
);
create index entry_actor on audit.entry (actor, at desc);
create index entry_ref on audit.entry (ref, at);
create index entry_at on audit.entry (at desc);
create table audit.actor_key (year int primary key, key bytea not null);

create table person (id uuid primary key, name text not null);
create table account (
  id uuid primary key,
  name text not null unique,
  person_id uuid not null references person,
  password_hash text not null,
  must_change_password boolean not null default true,
  state text not null default 'active' check (state in ('active', 'disabled', 'removal-pending')),
  pending_until timestamptz,
  failed_tries int not null default 0,
  locked_until timestamptz,
  preferences jsonb,
  created_at timestamptz not null default now(),
  last_sign_in_at timestamptz
);
create table account_role (
  account_id uuid not null references account,
  role text not null check (role in ('analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator')),
  state text not null check (state in ('active', 'awaiting-second', 'revoked')),
  granted_by uuid,
  granted_at timestamptz not null default now(),
  confirmed_by uuid,
  primary key (account_id, role),
  check (confirmed_by is null or confirmed_by <> granted_by)
);
create table account_team (account_id uuid not null references account, team text not null, primary key (account_id, team));
create table session (
  id_hash bytea primary key,
  account_id uuid not null references account,
  role text not null,
  purpose text,
  csrf text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz
);
create table person_key (
  id uuid primary key,
  account_id uuid not null references account,
  hash bytea not null unique,
  label text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create table sender (
  id uuid primary key,
  name text not null unique,
  gateway text not null,
  team text not null default 'travel',
  regimes jsonb not null,
  purposes jsonb not null,
  callback_url text,
  callback_secret text not null,
  acknowledge boolean not null default false,
  answer_codes jsonb not null,
  created_at timestamptz not null default now()
);
create table sender_key (
  id uuid primary key,
  sender_id uuid not null references sender,
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create table idempotency (
  account text not null,
  key text not null,
  route text not null,
  request_hash bytea not null,
  status int,
  body bytea,
  at timestamptz not null default now(),
  primary key (account, key)
);

create table message (
  id uuid primary key,
  gateway text not null,
  sender_id uuid not null references sender,
  channel text not null check (channel in ('https', 'folder', 'interactive')),
  team text not null,
  regime text not null,
  purposes text[] not null,
  received_at timestamptz not null,
  mask_at timestamptz,
  delete_at timestamptz not null,
  bytes int not null,
  sha256 bytea not null,
  raw bytea,
  raw_file text,
  redacted_at timestamptz,
  format text,
  status text not null default 'received' check (status in ('received', 'read', 'partly-read', 'quarantined')),
  read_version int not null default 0,
  counts jsonb,
  flight_key text,
  part jsonb,
  access_reference text,
  prepared_at timestamptz,
  check ((raw is null) <> (raw_file is null)),
  unique (sender_id, sha256)
);
create index message_received on message (received_at desc, id);
create index message_status on message (status, received_at desc);
create index message_flight on message (flight_key);
create table reading (
  message_id uuid not null references message,
  version int not null,
  at timestamptz not null,
  engine text not null,
  outcome text not null,
  findings jsonb not null,
  sensitive_removed int not null,
  a bytea,
  b bytea not null,
  primary key (message_id, version)
);

create table flight (
  id uuid primary key,
  key text not null unique,
  carrier text not null,
  number text not null,
  origin text not null,
  destination text not null,
  departure text,
  arrival text,
  departs_at timestamptz,
  from_zone text,
  zone_known boolean not null default false,
  scheduled boolean not null default false,
  declared int,
  state text not null default 'expected' check (state in ('expected', 'incomplete', 'complete', 'late', 'closed', 'cancelled')),
  progress jsonb not null default '{}',
  missing text,
  version int not null default 1
);
create index flight_departs on flight (departs_at);
create table flight_alias (key text primary key, flight_id uuid not null references flight);

create table reservation_version (
  id uuid primary key,
  reservation_key bytea not null,
  message_id uuid not null references message,
  read_version int not null,
  flight_id uuid references flight,
  function text,
  prepared_at timestamptz not null,
  cancelled boolean not null,
  current boolean not null default true,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null
);
create index reservation_version_key on reservation_version (reservation_key, prepared_at);
create index reservation_version_message on reservation_version (message_id);

create table traveller (
  id uuid primary key,
  flight_id uuid not null references flight,
  version int not null,
  state text not null check (state in ('present', 'removed')),
  role text not null,
  merged_into uuid references traveller,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null
);
create index traveller_flight on traveller (flight_id) where merged_into is null;
create table statement (
  id uuid primary key,
  message_id uuid not null references message,
  read_version int not null,
  flight_id uuid not null references flight,
  traveller_id uuid references traveller,
  reservation_version_id uuid references reservation_version,
  source text not null check (source in ('PAXLST', 'PNRGOV', 'check-in')),
  function text,
  pointer text not null,
  prepared_at timestamptz not null,
  current boolean not null default true,
  reservation_key bytea,
  document_keys bytea[] not null default '{}',
  reference_key bytea,
  locator_name_key bytea,
  name_birth_key bytea,
  birth_keys bytea[] not null default '{}',
  rule text,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null
);
create index statement_flight on statement (flight_id) where current;
create index statement_traveller on statement (traveller_id);
create index statement_message on statement (message_id);
create table traveller_version (
  traveller_id uuid not null references traveller,
  version int not null,
  at timestamptz not null,
  message_id uuid references message,
  changed text[] not null,
  a bytea, b bytea not null,
  primary key (traveller_id, version)
);
-- Blind index: keyed hashes of selectors and of words of names, deleted with their owner.
create table selector_index (
  hash bytea not null,
  kind text not null,
  owner_type text not null check (owner_type in ('traveller', 'signal')),
  owner_id uuid not null,
  mask_at timestamptz,
  primary key (owner_id, kind, hash)
);
create index selector_index_hash on selector_index (hash, kind);

create table list (
  id uuid primary key,
  title text not null,
  format text not null,
  terms jsonb not null,
  version int not null default 0,
  created_at timestamptz not null default now()
);
create table list_version (
  list_id uuid not null references list,
  version int not null,
  at timestamptz not null,
  by_account uuid not null,
  sha256 bytea not null,
  counts jsonb not null,
  primary key (list_id, version)
);
create table signal (
  id uuid primary key,
  version int not null,
  owner text not null,
  kind text not null,
  status text not null check (status in ('active', 'withdrawn', 'expired')),
  list_id uuid references list,
  list_entry text,
  tlp text not null,
  purposes text[] not null,
  source_type text not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  review_due timestamptz not null,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  value_key bytea,
  regime text not null default 'signal', received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null,
  check (valid_until <= delete_at)
);
create index signal_list on signal (list_id, list_entry);
create index signal_page on signal (modified_at desc, id);
create unique index signal_value on signal (owner, kind, value_key) where status = 'active' and list_id is null;
create table signal_version (
  signal_id uuid not null references signal,
  version int not null,
  at timestamptz not null,
  by_account uuid,
  change text not null,
  a bytea, b bytea not null,
  primary key (signal_id, version)
);
-- Which version of which signal a version of a list holds: what a rollback returns to.
create table list_member (
  list_id uuid not null references list,
  version int not null,
  signal_id uuid not null references signal,
  signal_version int not null,
  primary key (list_id, version, signal_id)
);
create table import_preview (
  id uuid primary key,
  list_id uuid not null references list,
  account_id uuid not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  list_version int not null,
  used_at timestamptz,
  body bytea not null,
  b bytea not null
);

create table case_file (
  id uuid primary key,
  number bigint generated always as identity,
  gateway text not null,
  team text not null,
  regime text not null, purposes text[] not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  subject_id uuid not null unique,
  flight_id uuid references flight,
  opened_at timestamptz not null,
  due_at timestamptz,
  state text not null check (state in ('open', 'in-review', 'awaiting-second', 'decided', 'closed')),
  rank_value real not null,
  band text not null,
  assigned_to uuid references person,
  version int not null default 1,
  a bytea, b bytea not null
);
create index case_queue on case_file (state, due_at, rank_value desc);
create table hit (
  id uuid primary key,
  case_id uuid not null references case_file,
  subject_id uuid not null,
  signal_id uuid not null references signal,
  signal_version int not null,
  score real not null,
  band text not null,
  kind text not null,
  source text not null,
  at timestamptz not null,
  engine jsonb not null,
  selectors int[] not null,
  suppressed_by text,
  withdrawn_at timestamptz,
  a bytea, b bytea not null,
  unique (case_id, signal_id)
);
create index hit_signal on hit (signal_id);
create table case_view (
  case_id uuid not null references case_file,
  person_id uuid not null references person,
  first_viewed_at timestamptz not null,
  last_beat_at timestamptz not null,
  active_ms int not null default 0,
  primary key (case_id, person_id)
);
create index case_view_person on case_view (person_id, last_beat_at desc);
create table case_note (
  id uuid primary key,
  case_id uuid not null references case_file,
  at timestamptz not null,
  person_id uuid not null references person,
  kind text not null default 'note' check (kind in ('note', 'handover')),
  a bytea, b bytea not null
);
create table proposal (
  id uuid primary key,
  case_id uuid not null references case_file,
  person_id uuid not null references person,
  account_id uuid not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('no-action', 'further-check', 'adverse', 'exempt')),
  act text not null,
  adverse boolean not null check (adverse = (outcome = 'adverse')),
  reasons text[] not null check (cardinality(reasons) >= 1),
  hits uuid[] not null,
  feedback jsonb not null default '[]',
  active_ms int not null,
  state text not null default 'open' check (state in ('open', 'decided', 'disagreed')),
  a bytea, b bytea not null
);
create unique index proposal_open on proposal (case_id) where state = 'open';
create table confirmation (
  id uuid primary key,
  proposal_id uuid not null unique references proposal,
  case_id uuid not null references case_file,
  person_id uuid not null references person,
  account_id uuid not null,
  at timestamptz not null,
  agree boolean not null,
  reasons text[] not null check (cardinality(reasons) >= 1),
  a bytea, b bytea not null
);
create table decision (
  id uuid primary key,
  case_id uuid not null references case_file,
  proposal_id uuid not null unique references proposal,
  confirmation_id uuid unique references confirmation,
  outcome text not null check (outcome in ('no-action', 'further-check', 'adverse', 'exempt')),
  act text not null,
  adverse boolean not null check (adverse = (outcome = 'adverse')),
  reasons text[] not null check (cardinality(reasons) >= 1),
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  confirmed_by uuid references person,
  confirmed_at timestamptz,
  active_seconds real not null,
  supersedes uuid unique references decision,
  reopened_at timestamptz,
  a bytea, b bytea not null,
  check (not adverse or (confirmed_by is not null and confirmation_id is not null)),
  check (confirmed_by is null or confirmed_by <> proposed_by)
);
create index decision_case on decision (case_id, proposed_at);

-- The rules of a decision hold in the database too: whoever writes it.
create function check_confirmation() returns trigger language plpgsql as $$
begin
  if exists (select 1 from proposal p where p.id = new.proposal_id and p.person_id = new.person_id) then
    raise exception 'the person who proposed cannot confirm' using errcode = 'EN001';
  end if;
  if not exists (select 1 from account_role r where r.account_id = new.account_id and r.role = 'supervisor' and r.state = 'active') then
    raise exception 'only a supervisor confirms' using errcode = 'EN002';
  end if;
  return new;
end $$;
create trigger confirmation_rules before insert on confirmation for each row execute function check_confirmation();
create function check_decision() returns trigger language plpgsql as $$
declare p proposal; c confirmation;
begin
  select * into p from proposal where id = new.proposal_id;
  if p.case_id <> new.case_id or p.person_id <> new.proposed_by then
    raise exception 'the decision does not follow its proposal' using errcode = 'EN003';
  end if;
  if not exists (select 1 from case_view v where v.case_id = new.case_id and v.person_id = new.proposed_by) then
    raise exception 'the case was never viewed by the proposer' using errcode = 'EN004';
  end if;
  if new.adverse then
    select * into c from confirmation where id = new.confirmation_id;
    if not c.agree or c.proposal_id <> p.id or c.person_id <> new.confirmed_by or not p.adverse or c.person_id = p.person_id then
      raise exception 'an adverse decision needs a second person who agrees' using errcode = 'EN005';
    end if;
  end if;
  return new;
end $$;
create trigger decision_rules before insert on decision for each row execute function check_decision();

create table feedback (
  id uuid primary key,
  signal_id uuid not null references signal,
  signal_version int not null,
  case_id uuid references case_file,
  hit_id uuid references hit,
  outcome text not null check (outcome in ('confirmed', 'mistaken', 'not-useful', 'no-hit')),
  count int not null default 1,
  first_seen timestamptz,
  last_seen timestamptz,
  at timestamptz not null,
  person_id uuid references person
);
create index feedback_signal on feedback (signal_id);

create table answer (
  id uuid primary key,
  kind text not null check (kind in ('response', 'unsolicited', 'acknowledgement')),
  message_id uuid references message,
  sender_id uuid not null references sender,
  flight_id uuid references flight,
  at timestamptz not null,
  answered_in_ms real,
  timed_out boolean not null default false,
  attempts int not null default 0,
  delivered_at timestamptz,
  give_up_at timestamptz,
  failed_at timestamptz,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null
);
create index answer_message on answer (message_id);
create table answer_person (
  answer_id uuid not null references answer,
  position int not null,
  traveller_id uuid references traveller,
  case_id uuid references case_file,
  outcome text not null check (outcome in ('ok-to-board', 'further-check', 'do-not-board', 'insufficient-data')),
  code text not null,
  basis text not null check (basis in ('no-hit', 'hit-under-review', 'decision', 'policy-timeout', 'unreadable')),
  decision_id uuid references decision,
  primary key (answer_id, position),
  check (outcome <> 'do-not-board' or (basis = 'decision' and decision_id is not null))
);
create index answer_person_traveller on answer_person (traveller_id);
create function check_answer() returns trigger language plpgsql as $$
begin
  if new.outcome = 'do-not-board' and not exists (select 1 from decision d where d.id = new.decision_id and d.adverse and d.reopened_at is null) then
    raise exception 'do not board needs a decision in force' using errcode = 'EN006';
  end if;
  return new;
end $$;
create trigger answer_rules before insert on answer_person for each row execute function check_answer();

create table alarm (
  id uuid primary key, code text not null, at timestamptz not null, ref text not null, detail jsonb not null, acknowledged_by uuid, acknowledged_at timestamptz
);
create table event (id bigint generated always as identity primary key, type text not null, ref text not null, version int not null, at timestamptz not null default now());
create table found (id uuid primary key, account_id uuid not null, at timestamptz not null, b bytea not null);

create function announce_event() returns trigger language plpgsql as $$
begin perform pg_notify('entente_event', new.id::text); return null; end $$;
create trigger event_announced after insert on event for each row execute function announce_event();
`
