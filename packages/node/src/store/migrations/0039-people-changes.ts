/**
 * Changes of accounts and roles are proposals with consents, objections and a waiting time. `needs` is the list of
 * consents that a change still had to get when it was proposed: each element names the roles of which one must consent.
 * A change that `enrols` lets the owner of the account choose a password with two halves of a code; only keyed hashes of
 * the halves are stored.
 *
 * Founding is the time before the node works with real data. It is over for every node that has accounts already.
 *
 * All columns are new and have defaults, so the previous release runs on the same data.
 */
export const peopleChanges = /* sql */ `
create table founding (
  only_row boolean primary key default true check (only_row),
  began_at timestamptz not null,
  ended_at timestamptz,
  because text
);
insert into founding (began_at, ended_at, because) select now(), now(), 'upgrade' where exists (select from account);
grant select, insert on founding to entente_app;
grant update (ended_at, because) on founding to entente_app;

create table people_change (
  id uuid primary key,
  kind text not null check (kind in ('grant', 'revoke', 'disable', 'team', 'person', 'suspend', 'recover')),
  quorum text not null,
  account_id uuid not null references account,
  role text check ((role is not null) = (kind in ('grant', 'revoke'))),
  teams text[] check ((teams is not null) = (kind = 'team')),
  person_name text check ((person_name is not null) = (kind = 'person')),
  successor_id uuid references account,
  reason text not null,
  proposed_by uuid not null references person,
  proposed_role text not null,
  proposed_at timestamptz not null,
  needs jsonb not null,
  wait_hours int not null,
  state text not null check (state in ('awaiting-consent', 'waiting', 'to-enrol', 'done', 'objected', 'withdrawn', 'expired', 'refused')),
  effective_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  enrols boolean not null default false,
  first_by uuid references person,
  first_half bytea,
  second_by uuid references person,
  second_half bytea
);
create index people_change_account on people_change (account_id, proposed_at desc);
create index people_change_open on people_change (state, effective_at) where state in ('awaiting-consent', 'waiting', 'to-enrol');
create index people_change_recent on people_change (proposed_at desc, id);
create table people_consent (
  change_id uuid not null references people_change,
  person_id uuid not null references person,
  role text not null,
  at timestamptz not null,
  primary key (change_id, person_id)
);
create table people_objection (
  change_id uuid not null references people_change,
  person_id uuid not null references person,
  role text not null,
  reason text not null,
  at timestamptz not null,
  primary key (change_id, person_id)
);
-- Roles that waited for a second person go on to wait, under the new quorums.
insert into people_change (id, kind, quorum, account_id, role, reason, proposed_by, proposed_role, proposed_at, needs, wait_hours, state, ends_at)
  select gen_random_uuid(), 'grant', q.quorum, r.account_id, r.role, 'Asked for before the upgrade.', r.granted_by, 'administrator',
    r.granted_at, q.needs::jsonb, q.hours, 'awaiting-consent', now() + interval '14 days'
  from account_role r join person p on p.id = r.granted_by cross join lateral (select
    case when r.role = 'oversight' then 'grant-oversight' when r.role in ('supervisor', 'administrator') then 'grant-authority-alone' else 'grant' end,
    case when r.role = 'oversight' then '[["oversight"]]' when r.role in ('supervisor', 'administrator') then '[["supervisor"],["oversight"]]'
      else '[["administrator","supervisor"]]' end,
    case when r.role in ('oversight', 'supervisor', 'administrator') then 24 else 0 end) as q (quorum, needs, hours)
  where r.state = 'awaiting-second';
grant select, insert on people_change, people_consent, people_objection to entente_app;
grant update (state, wait_hours, effective_at, ends_at, ended_at, first_by, first_half, second_by, second_half) on people_change to entente_app;

create function check_people_consent() returns trigger language plpgsql as $$
declare c people_change;
begin
  select * into c from people_change where id = new.change_id;
  if (c.proposed_by = new.person_id and c.kind <> 'recover')
    or exists (select from account a where a.id = c.account_id and a.person_id = new.person_id) then
    raise exception 'the second person is the proposer or the person concerned' using errcode = 'EN001';
  end if;
  return new;
end $$;
create trigger consent_rules before insert on people_consent for each row execute function check_people_consent();

-- A removal of an oversight account that one person asked for in an earlier release must be proposed again.
update account set pending_until = null where pending_until > now();
alter table account add column suspended_until timestamptz, add column recovered_at timestamptz;
grant update (suspended_until, recovered_at) on account to entente_app;
grant select (suspended_until, recovered_at) on account to entente_oversight;

alter table person_key add column expires_at timestamptz not null default now() + interval '30 days';

alter table sender add column synthetic boolean not null default false;

-- Opinions of earlier releases count as before.
alter table item_opinion add column counted boolean not null default true;
`
