/**
 * Stores inspection orders, why each was made, their results, photos, and the words that a result gives to the owners of
 * signals. A result is never changed: a correction is a further one. The database refuses an answer of the person who
 * recorded a result, and closes no order on a result that another person must agree to and did not. It also stores
 * feedback on hits of rules, which has no signal. All tables are new, so the release before runs on the same data.
 */
export const inspections = /* sql */ `
create table cargo_inspection (
  id uuid primary key,
  consignment_id uuid not null references cargo_consignment,
  consignment_version int not null,
  ordered_at timestamptz not null,
  lane text not null check (lane in ('red', 'yellow', 'blue')),
  place text,
  due_at timestamptz,
  focus text[] not null default '{}',
  method text,
  state text not null default 'open' check (state in ('open', 'awaiting-second', 'closed')),
  outcome text check (outcome in ('found', 'nothing-found', 'data-error', 'not-inspected')),
  result_id uuid,
  pending_id uuid,
  closed_at timestamptz,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null,
  check ((state = 'closed') = (result_id is not null)),
  check ((state = 'closed') = (outcome is not null)),
  check (state <> 'awaiting-second' or pending_id is not null)
);
create unique index cargo_inspection_open on cargo_inspection (consignment_id) where state <> 'closed';
create index cargo_inspection_consignment on cargo_inspection (consignment_id);
create index cargo_inspection_due on cargo_inspection ((coalesce(due_at, 'infinity')), id);

create table cargo_inspection_reason (
  inspection_id uuid not null references cargo_inspection,
  consignment_id uuid not null references cargo_consignment,
  kind text not null,
  ref text not null,
  version int not null default 0,
  ordered boolean not null,
  text text,
  value double precision,
  at timestamptz not null,
  primary key (inspection_id, kind, ref, version)
);
create index cargo_inspection_reason_of on cargo_inspection_reason (consignment_id);
create index cargo_inspection_reason_track on cargo_inspection_reason (kind, ref, version);

create table cargo_inspection_result (
  id uuid primary key,
  inspection_id uuid not null references cargo_inspection,
  ordinal int not null check (ordinal >= 1),
  outcome text not null check (outcome in ('found', 'nothing-found', 'data-error', 'not-inspected')),
  wrong_party boolean not null,
  corrects uuid references cargo_inspection_result,
  attachments uuid[] not null default '{}',
  person_id uuid not null references person,
  account_id uuid not null,
  at timestamptz not null,
  a bytea, b bytea not null,
  unique (inspection_id, ordinal)
);
alter table cargo_inspection add foreign key (result_id) references cargo_inspection_result;
alter table cargo_inspection add foreign key (pending_id) references cargo_inspection_result;

create table cargo_inspection_answer (
  result_id uuid primary key references cargo_inspection_result,
  person_id uuid not null references person,
  account_id uuid not null,
  at timestamptz not null,
  agree boolean not null
);

create table cargo_inspection_word (
  result_id uuid not null references cargo_inspection_result,
  hit_id uuid not null references hit,
  outcome text check (outcome in ('confirmed', 'mistaken', 'not-useful', 'no-hit')),
  changed_by uuid references person,
  sends_at timestamptz not null,
  sent_at timestamptz,
  primary key (result_id, hit_id)
);
create index cargo_inspection_word_hit on cargo_inspection_word (hit_id);
create index cargo_inspection_word_due on cargo_inspection_word (sends_at) where sent_at is null;

create table cargo_photo (
  id uuid primary key,
  inspection_id uuid not null references cargo_inspection,
  person_id uuid not null references person,
  at timestamptz not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/png')),
  bytes int not null,
  raw_file text not null,
  regime text not null, purposes text[] not null, team text not null, mask_at timestamptz, delete_at timestamptz not null
);
create index cargo_photo_inspection on cargo_photo (inspection_id);

create table rule_feedback (
  id uuid primary key,
  gateway text not null,
  rule_id uuid not null,
  rule_version int not null,
  case_id uuid not null references case_file,
  hit_id uuid not null references hit,
  outcome text not null check (outcome in ('confirmed', 'mistaken', 'not-useful', 'no-hit')),
  at timestamptz not null,
  person_id uuid not null references person
);
create index rule_feedback_rule on rule_feedback (rule_id, rule_version, at);
create index rule_feedback_case on rule_feedback (case_id);
create index rule_feedback_hit on rule_feedback (hit_id);

create trigger by_own_name before insert on cargo_inspection_result for each row execute function check_own_name();
create trigger by_own_name before insert on cargo_inspection_answer for each row execute function check_own_name();
create function check_inspection_answer() returns trigger language plpgsql as $$
begin
  if exists (select 1 from cargo_inspection_result r where r.id = new.result_id and r.person_id = new.person_id) then
    raise exception 'the person who recorded a result cannot confirm it' using errcode = 'EN001';
  end if;
  return new;
end $$;
create trigger inspection_answer_rules before insert on cargo_inspection_answer for each row execute function check_inspection_answer();
create function check_inspection_result() returns trigger language plpgsql as $$
declare r cargo_inspection_result;
begin
  if new.result_id is null or new.result_id is not distinct from old.result_id and new.outcome is not distinct from old.outcome then return new; end if;
  select * into r from cargo_inspection_result where id = new.result_id;
  if r.inspection_id <> new.id or r.outcome <> new.outcome then
    raise exception 'the outcome does not follow its result' using errcode = 'EN003';
  end if;
  if (r.outcome = 'not-inspected' or r.corrects is not null or old.result_id is not null) and not exists (
    select 1 from cargo_inspection_answer s where s.result_id = r.id and s.agree and s.person_id <> r.person_id
  ) then
    raise exception 'this result needs a second person who agrees' using errcode = 'EN005';
  end if;
  return new;
end $$;
create trigger inspection_result_rules before update on cargo_inspection for each row execute function check_inspection_result();
create function check_new_inspection() returns trigger language plpgsql as $$
begin
  if new.state <> 'open' then raise exception 'a new order has no result' using errcode = 'EN003'; end if;
  return new;
end $$;
create trigger inspection_begins_open before insert on cargo_inspection for each row execute function check_new_inspection();

grant select, insert, update on cargo_inspection, cargo_inspection_reason, cargo_inspection_word to entente_app;
grant select, insert on cargo_inspection_result, cargo_inspection_answer, cargo_photo, rule_feedback to entente_app;
grant update (a, b) on cargo_inspection_result to entente_app;
`
