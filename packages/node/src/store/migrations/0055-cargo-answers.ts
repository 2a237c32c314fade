/**
 * Stores the answers to filers and the referrals: requests for information or for screening. A filing notes whether it
 * has a finding that its filer must correct. All tables are new, so the release before runs on the same data.
 *
 * An answer gets its sequence when it is released, in the order of the commits of one filer, so that a filer that pulls
 * misses none. A refusal needs a decision in force of two people on the consignment; the trigger checks every writer.
 * The columns `a` and `b` are sealed by the classes of the fields.
 */
export const cargoAnswers = /* sql */ `
alter table cargo_filing add column defective boolean not null default false;

create table cargo_referral (
  id uuid primary key,
  consignment_id uuid not null references cargo_consignment,
  sender_id uuid not null references sender,
  version int not null,
  kind text not null check (kind in ('RFI', 'RFS')),
  origin text not null check (origin in ('officer', 'data')),
  decision_id uuid references decision,
  question_hash bytea not null,
  asked_at timestamptz not null,
  remind_at timestamptz,
  reminded_at timestamptz,
  due_at timestamptz,
  state text not null default 'open' check (state in ('open', 'answered', 'missed', 'withdrawn')),
  ended_at timestamptz,
  result text check (result in ('clear', 'alarm', 'not-possible')),
  answered_by uuid references message,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null,
  check ((origin = 'officer') = (decision_id is not null)),
  check ((state = 'open') = (ended_at is null))
);
create unique index cargo_referral_once on cargo_referral (consignment_id, kind, question_hash) where state = 'open';
create index cargo_referral_consignment on cargo_referral (consignment_id, asked_at desc);
create index cargo_referral_sender on cargo_referral (sender_id, asked_at desc, id desc);
create index cargo_referral_asked on cargo_referral (asked_at desc, id desc);
create index cargo_referral_due on cargo_referral (due_at) where state = 'open' and due_at is not null;

create table cargo_answer (
  id uuid primary key,
  consignment_id uuid not null references cargo_consignment,
  sender_id uuid not null references sender,
  version int not null,
  message_id uuid not null references message,
  at timestamptz not null,
  event text not null check (event in ('assessed', 'correction-asked', 'referral', 'referral-reminder', 'referral-withdrawn', 'do-not-load', 'held', 'lifted')),
  result text check (result in ('AC', 'RFI', 'RFS', 'DNL', 'HOLD')),
  decision_id uuid references decision,
  referral_id uuid references cargo_referral,
  number bigint not null generated always as identity,
  release_at timestamptz not null,
  sequence bigint,
  replaced_at timestamptz,
  attempts int not null default 0,
  sending_until timestamptz,
  delivered_at timestamptz,
  give_up_at timestamptz,
  failed_at timestamptz,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null,
  check ((event = 'do-not-load') = coalesce(result = 'DNL', false)),
  check ((event = 'held') = coalesce(result = 'HOLD', false)),
  check (event not in ('do-not-load', 'held') or decision_id is not null)
);
create unique index cargo_answer_once on cargo_answer (consignment_id, sender_id, event, message_id, coalesce(decision_id, '00000000-0000-0000-0000-000000000000'), coalesce(referral_id, '00000000-0000-0000-0000-000000000000'))
  where replaced_at is null;
create unique index cargo_answer_sequence on cargo_answer (sender_id, sequence) where sequence is not null;
create index cargo_answer_waiting on cargo_answer (sender_id, release_at) where sequence is null and replaced_at is null;
create index cargo_answer_consignment on cargo_answer (consignment_id, sender_id, at);

create table cargo_answer_counter (
  sender_id uuid primary key references sender,
  last bigint not null
);

create function check_cargo_answer() returns trigger language plpgsql as $$
begin
  if new.result in ('DNL', 'HOLD') and not exists (
    select 1 from decision d join case_file c on c.id = d.case_id join confirmation f on f.id = d.confirmation_id
    where d.id = new.decision_id and c.subject_id = new.consignment_id and d.adverse and d.reopened_at is null
      and f.agree and f.person_id <> d.proposed_by and upper(d.act) = new.result
  ) then
    raise exception 'a refusal needs a confirmed decision in force on this consignment' using errcode = 'EN006';
  end if;
  return new;
end $$;
create trigger cargo_answer_rules before insert on cargo_answer for each row execute function check_cargo_answer();
create trigger cargo_answer_stays before update on cargo_answer for each row
  when (new.result is distinct from old.result or new.decision_id is distinct from old.decision_id or new.consignment_id <> old.consignment_id)
  execute function check_cargo_answer();

grant select, insert on cargo_referral, cargo_answer, cargo_answer_counter to entente_app;
grant update on cargo_answer_counter to entente_app;
grant update (remind_at, reminded_at, due_at, state, ended_at, result, answered_by, a, b) on cargo_referral to entente_app;
grant update (sequence, replaced_at, attempts, sending_until, delivered_at, give_up_at, failed_at, a, b) on cargo_answer to entente_app;
`
