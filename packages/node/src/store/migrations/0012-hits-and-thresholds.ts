/**
 * A hit stores what its score consists of. The threshold above which a comparison is a hit gets versions. Version 1 is
 * the matcher's own. Each later one is proposed by one person and confirmed by another, a supervisor, which the
 * database checks in the same way as for decisions. This history cannot be changed. A trial shows what a threshold
 * would have done, as counts only.
 */
export const hitsAndThresholds = /* sql */ `
alter table hit add column log_odds double precision, add column threshold double precision, add column threshold_version int,
  add column subject_version int, add column list_version text;

create table threshold_proposal (
  id uuid primary key,
  threshold double precision not null check (threshold between 0.2 and 0.99),
  follows int not null,
  reason text not null check (char_length(reason) between 20 and 2000),
  person_id uuid not null references person,
  account_id uuid not null references account,
  at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'refused', 'withdrawn'))
);
create unique index threshold_proposal_open on threshold_proposal ((true)) where state = 'open';
create index threshold_proposal_at on threshold_proposal (at desc);
create table threshold_answer (
  id uuid primary key,
  proposal_id uuid not null unique references threshold_proposal,
  person_id uuid not null references person,
  account_id uuid not null references account,
  at timestamptz not null,
  agree boolean not null,
  reason text not null check (char_length(reason) between 20 and 2000)
);
create table threshold_version (
  version int primary key check (version >= 2),
  threshold double precision not null check (threshold between 0.2 and 0.99),
  proposal_id uuid not null unique references threshold_proposal,
  answer_id uuid not null unique references threshold_answer,
  at timestamptz not null
);

create trigger by_own_name before insert on threshold_proposal for each row execute function check_own_name();
create trigger by_own_name before insert on threshold_answer for each row execute function check_own_name();
create function check_threshold_proposal() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from account_role r where r.account_id = new.account_id and r.role in ('signal-officer', 'supervisor') and r.state = 'active') then
    raise exception 'only a signal officer or a supervisor proposes a threshold' using errcode = 'EN002';
  end if;
  if new.state <> 'open' or new.follows <> coalesce((select max(v.version) from threshold_version v), 1) then
    raise exception 'a proposal starts open and follows the threshold in force' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger threshold_proposal_rules before insert on threshold_proposal for each row execute function check_threshold_proposal();
create function check_threshold_answer() returns trigger language plpgsql as $$
declare p threshold_proposal;
begin
  select * into p from threshold_proposal where id = new.proposal_id for update;
  if p.id is null or p.state <> 'open' then
    raise exception 'the answer does not follow an open proposal' using errcode = 'EN003';
  end if;
  if p.person_id = new.person_id then
    raise exception 'the person who proposed cannot confirm' using errcode = 'EN001';
  end if;
  if not exists (select 1 from account_role r where r.account_id = new.account_id and r.role = 'supervisor' and r.state = 'active') then
    raise exception 'only a supervisor confirms' using errcode = 'EN002';
  end if;
  return new;
end $$;
create trigger threshold_answer_rules before insert on threshold_answer for each row execute function check_threshold_answer();
create function check_threshold_state() returns trigger language plpgsql as $$
begin
  if old.state <> 'open' then
    raise exception 'what was closed is not opened again' using errcode = 'EN003';
  end if;
  if new.state in ('confirmed', 'refused') and not exists (
    select 1 from threshold_answer a where a.proposal_id = new.id and a.agree = (new.state = 'confirmed')
  ) then
    raise exception 'nobody else answered so' using errcode = 'EN005';
  end if;
  return new;
end $$;
create trigger threshold_state_rules before update on threshold_proposal for each row execute function check_threshold_state();
create function check_threshold_version() returns trigger language plpgsql as $$
declare p threshold_proposal; a threshold_answer;
begin
  select * into p from threshold_proposal where id = new.proposal_id;
  select * into a from threshold_answer where id = new.answer_id;
  if p.id is null or p.state <> 'open' or p.threshold <> new.threshold or new.version <> p.follows + 1
    or new.version <> coalesce((select max(v.version) from threshold_version v), 1) + 1 then
    raise exception 'the threshold is another than was proposed' using errcode = 'EN003';
  end if;
  if a.id is null or not a.agree or a.proposal_id <> p.id or a.person_id = p.person_id then
    raise exception 'a threshold needs a second person who agrees' using errcode = 'EN005';
  end if;
  return new;
end $$;
create trigger threshold_version_rules before insert on threshold_version for each row execute function check_threshold_version();
create function refuse_change_of_thresholds() returns trigger language plpgsql as $$
begin raise exception 'the history of thresholds is only added to' using errcode = 'EN007'; end $$;
create trigger threshold_version_is_final before update or delete or truncate on threshold_version for each statement execute function refuse_change_of_thresholds();
create trigger threshold_answer_is_final before update or delete or truncate on threshold_answer for each statement execute function refuse_change_of_thresholds();
create trigger threshold_proposal_is_kept before delete or truncate on threshold_proposal for each statement execute function refuse_change_of_thresholds();

create table threshold_trial (
  id uuid primary key,
  cause text not null check (cause in ('proposal', 'asked', 'daily', 'list')),
  proposal_id uuid unique references threshold_proposal,
  threshold double precision not null check (threshold between 0.2 and 0.99),
  in_force double precision not null,
  in_force_version int not null,
  days int not null check (days between 1 and 90),
  asked_by uuid references account,
  asked_at timestamptz not null,
  started_at timestamptz,
  subject_ids uuid[],
  people int,
  compared int not null default 0,
  tally jsonb,
  result jsonb,
  finished_at timestamptz
);
create index threshold_trial_asked on threshold_trial (asked_at desc);

grant select, insert on threshold_proposal, threshold_answer, threshold_version to entente_app;
grant update (state) on threshold_proposal to entente_app;
grant select, insert, update, delete on threshold_trial to entente_app;
grant select on threshold_proposal, threshold_answer, threshold_version, threshold_trial to entente_oversight;
`
