/**
 * Stores the rules of the cargo gateway with their versions and back-tests. All tables are new, so the release before runs on
 * the same data.
 *
 * A version never changes: only its approval, its withdrawal and its end are added, each once. The triggers refuse an approval
 * by a person who wrote or edited the version, by someone who is no supervisor, or without a back-test that counts.
 */
export const cargoRules = /* sql */ `
create table cargo_rule (
  id uuid primary key,
  created_at timestamptz not null,
  newest int not null check (newest >= 1)
);

create table cargo_rule_version (
  rule_id uuid not null references cargo_rule,
  version int not null check (version >= 1),
  body text not null check (octet_length(body) <= 40000),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  nodes int not null check (nodes >= 1),
  written_at timestamptz not null,
  author_id uuid not null references person,
  account_id uuid not null references account,
  authors uuid[] not null,
  approved_at timestamptz,
  approver_id uuid references person,
  approver_account uuid references account,
  in_force_from timestamptz,
  in_force_until timestamptz,
  begun_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  ended_at timestamptz,
  end_cause text check (end_cause in ('expired', 'withdrawn', 'replaced')),
  primary key (rule_id, version),
  check (author_id = any (authors)),
  check ((approved_at is null) = (approver_id is null) and (approved_at is null) = (approver_account is null)),
  check ((approved_at is null) = (in_force_from is null) and (approved_at is null) = (in_force_until is null)),
  check (in_force_until > in_force_from and in_force_until <= in_force_from + interval '12 months' + interval '1 day'),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((ended_at is null) = (end_cause is null))
);
create index cargo_rule_version_in_force on cargo_rule_version (rule_id, version) where approved_at is not null and ended_at is null;
create index cargo_rule_version_account on cargo_rule_version (account_id);

create table cargo_rule_test (
  id uuid primary key,
  number bigint generated always as identity,
  rule_id uuid not null,
  version int not null,
  hash text not null,
  asked_at timestamptz not null,
  asked_by uuid not null references person,
  asked_from timestamptz not null,
  asked_until timestamptz not null check (asked_until > asked_from),
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  starts int not null default 0,
  read int not null default 0,
  unreadable int not null default 0,
  complete boolean not null default false,
  enough boolean not null default false,
  progress jsonb,
  report jsonb,
  finished_at timestamptz,
  foreign key (rule_id, version) references cargo_rule_version
);
create index cargo_rule_test_version on cargo_rule_test (rule_id, version, number desc);
create unique index cargo_rule_test_open on cargo_rule_test (rule_id, version) where state in ('waiting', 'running');

create table cargo_not_judged (
  consignment_id uuid primary key references cargo_consignment on delete cascade,
  filer uuid not null references sender,
  version int not null,
  at timestamptz not null,
  opens_case boolean not null
);
create index cargo_not_judged_filer on cargo_not_judged (filer, at) where opens_case;
create index cargo_consignment_received on cargo_consignment (first_received_at, id);

create function check_cargo_rule_written() returns trigger language plpgsql as $$
begin
  if new.approved_at is not null or new.withdrawn_at is not null or new.ended_at is not null then
    raise exception 'a version begins as a draft' using errcode = 'EN003';
  end if;
  if not exists (select 1 from account a where a.id = new.account_id and a.person_id = new.author_id) then
    raise exception 'this account belongs to another person' using errcode = 'EN009';
  end if;
  if exists (select 1 from cargo_rule_version v where v.rule_id = new.rule_id and v.version = new.version - 1 and not v.authors <@ new.authors) then
    raise exception 'the authors of an edited version stay authors' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger cargo_rule_written before insert on cargo_rule_version for each row execute function check_cargo_rule_written();

create function check_cargo_rule_changed() returns trigger language plpgsql as $$
begin
  if (new.rule_id, new.version, new.body, new.hash, new.nodes, new.written_at, new.author_id, new.account_id, new.authors)
    is distinct from (old.rule_id, old.version, old.body, old.hash, old.nodes, old.written_at, old.author_id, old.account_id, old.authors) then
    raise exception 'a version of a rule never changes' using errcode = 'EN003';
  end if;
  if old.approved_at is not null and (new.approved_at, new.approver_id, new.approver_account, new.in_force_from, new.in_force_until)
    is distinct from (old.approved_at, old.approver_id, old.approver_account, old.in_force_from, old.in_force_until) then
    raise exception 'an approval never changes' using errcode = 'EN003';
  end if;
  if old.withdrawn_at is not null and (new.withdrawn_at, new.withdrawn_by) is distinct from (old.withdrawn_at, old.withdrawn_by)
    or old.ended_at is not null and (new.ended_at, new.end_cause) is distinct from (old.ended_at, old.end_cause)
    or old.begun_at is not null and new.begun_at is distinct from old.begun_at then
    raise exception 'the end of a version never changes' using errcode = 'EN003';
  end if;
  if old.approved_at is not null or new.approved_at is null then return new; end if;
  if new.approver_id = any (old.authors) then
    raise exception 'who wrote or edited a version does not approve it' using errcode = 'EN001';
  end if;
  if not exists (select 1 from account a join account_role r on r.account_id = a.id where a.id = new.approver_account
    and a.person_id = new.approver_id and r.role = 'supervisor' and r.state = 'active') then
    raise exception 'only a supervisor approves' using errcode = 'EN002';
  end if;
  if not exists (select 1 from cargo_rule_test t where t.rule_id = new.rule_id and t.version = new.version and t.hash = new.hash
    and t.state = 'done' and t.enough) then
    raise exception 'the version was not tested' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger cargo_rule_changed before update on cargo_rule_version for each row execute function check_cargo_rule_changed();

grant select, insert, update on cargo_rule, cargo_rule_version, cargo_rule_test, cargo_not_judged to entente_app;
`
