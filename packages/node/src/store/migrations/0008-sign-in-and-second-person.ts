/**
 * Fills in the end of each signal's lawful basis. It reads the end from the stored signal, in the form in which the
 * codec of this release stores it.
 */
export const fillBasisEnds = `update signal set basis_until = (convert_from(b, 'UTF8')::json #>> '{lawfulBasis,validUntil}')::timestamptz`

/**
 * Attempts to sign in are counted per account and source address, under keyed hashes, and limited over all addresses.
 * So nobody at another address can keep an account locked. These counts are temporary: backups do not contain them, and
 * oversight does not read them.
 *
 * The column `usable_until` is the end of the signal or of its lawful basis, whichever is earlier.
 *
 * The rules for decisions now apply to people and not to accounts. A person who confirms must have opened the case. A
 * decision must equal what was proposed and confirmed: the same case, act and reasons.
 */
export const signInAndSecondPerson = /* sql */ `
create table sign_in_try (
  key bytea primary key,
  account_id uuid references account,
  tries int not null default 0,
  locks int not null default 0,
  locked_until timestamptz,
  last_try_at timestamptz not null,
  last_right_at timestamptz
);
create index sign_in_try_account on sign_in_try (account_id) where account_id is not null;
create table sign_in_pace (key bytea primary key, free_at timestamptz not null);
grant select, insert, update, delete on sign_in_try, sign_in_pace to entente_app;
alter table account drop column failed_tries, drop column locked_until;

alter table signal add column basis_until timestamptz;
${fillBasisEnds};
alter table signal add column usable_until timestamptz not null generated always as (least(valid_until, basis_until)) stored;

-- Whose an account is never changes.
revoke update on account from entente_app;
grant update (password_hash, must_change_password, state, pending_until, preferences, last_sign_in_at) on account to entente_app;

-- The acts of contracts that harm: none goes by the name of another outcome.
alter table proposal add constraint proposal_act check (adverse = (act in ('do-not-board', 'detain', 'restrict', 'remove', 'suspend', 'DNL', 'hold')));
alter table decision add constraint decision_act check (adverse = (act in ('do-not-board', 'detain', 'restrict', 'remove', 'suspend', 'DNL', 'hold')));

create function check_own_name() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from account a where a.id = new.account_id and a.person_id = new.person_id) then
    raise exception 'this account belongs to another person' using errcode = 'EN009';
  end if;
  return new;
end $$;
-- Triggers run in the order of their names: whose account it is comes first.
create trigger by_own_name before insert on proposal for each row execute function check_own_name();
create trigger by_own_name before insert on confirmation for each row execute function check_own_name();

create or replace function check_confirmation() returns trigger language plpgsql as $$
declare p proposal;
begin
  select * into p from proposal where id = new.proposal_id;
  if p.id is null or p.case_id <> new.case_id or p.state <> 'open' then
    raise exception 'the confirmation does not follow an open proposal' using errcode = 'EN003';
  end if;
  if p.person_id = new.person_id then
    raise exception 'the person who proposed cannot confirm' using errcode = 'EN001';
  end if;
  if not exists (select 1 from account_role r where r.account_id = new.account_id and r.role = 'supervisor' and r.state = 'active') then
    raise exception 'only a supervisor confirms' using errcode = 'EN002';
  end if;
  if not exists (select 1 from case_view v where v.case_id = new.case_id and v.person_id = new.person_id) then
    raise exception 'the case was never viewed by the second person' using errcode = 'EN004';
  end if;
  return new;
end $$;

create or replace function check_decision() returns trigger language plpgsql as $$
declare p proposal; c confirmation;
begin
  select * into p from proposal where id = new.proposal_id;
  if p.id is null or p.case_id <> new.case_id or p.person_id <> new.proposed_by or p.state <> 'open' then
    raise exception 'the decision does not follow an open proposal' using errcode = 'EN003';
  end if;
  if new.outcome <> p.outcome or new.act <> p.act or new.reasons <> p.reasons then
    raise exception 'the decision is another than was proposed' using errcode = 'EN003';
  end if;
  if not exists (select 1 from case_view v where v.case_id = new.case_id and v.person_id = new.proposed_by) then
    raise exception 'the case was never viewed by the proposer' using errcode = 'EN004';
  end if;
  if new.adverse then
    select * into c from confirmation where id = new.confirmation_id;
    if c.id is null or not c.agree or c.proposal_id <> p.id or c.person_id is distinct from new.confirmed_by or not p.adverse or c.person_id = p.person_id then
      raise exception 'an adverse decision needs a second person who agrees' using errcode = 'EN005';
    end if;
  end if;
  return new;
end $$;

create function check_no_return() returns trigger language plpgsql as $$
begin raise exception 'what was closed is not opened again' using errcode = 'EN003'; end $$;
create trigger proposal_stays_closed before update on proposal for each row
  when (old.state <> 'open' and new.state = 'open') execute function check_no_return();
create trigger decision_stays_reopened before update on decision for each row
  when (old.reopened_at is not null and new.reopened_at is null) execute function check_no_return();

create or replace function check_answer() returns trigger language plpgsql as $$
begin
  if new.outcome = 'do-not-board' and not exists (
    select 1 from decision d where d.id = new.decision_id and d.case_id = new.case_id and d.adverse and d.reopened_at is null
  ) then
    raise exception 'do not board needs a decision in force on this case' using errcode = 'EN006';
  end if;
  return new;
end $$;

create function check_role() returns trigger language plpgsql as $$
begin
  if exists (select 1 from account a where a.id = new.account_id and a.person_id = new.confirmed_by) then
    raise exception 'the person who receives a role cannot confirm it' using errcode = 'EN001';
  end if;
  return new;
end $$;
create trigger role_rules before insert or update on account_role for each row when (new.confirmed_by is not null) execute function check_role();
`
