/**
 * Rates of groups of people (decision 0099), counted by calendar month (UTC).
 *
 * `disparity_due` names subjects of which something changed, in the transaction that changed it; nothing in that transaction waits for another.
 * A job counts them. `disparity_subject` says which subjects a month has counted and which of them are one person, and `disparity_finding` what came
 * of the hits on a person. Neither says to which groups a person belongs: only `disparity_count` has groups, and it names nobody. A month that is
 * closed has its reports, in which small counts are hidden, and nothing else. So one that is closed stays closed, and its reports never change.
 */
export const disparity = /* sql */ `
create table disparity_due (
  n bigint generated always as identity primary key,
  gateway text not null,
  subject_ids uuid[] not null
);
create table disparity_period (
  gateway text not null,
  period text not null check (period ~ '^2[0-9]{3}-(0[1-9]|1[0-2])$'),
  closed_at timestamptz,
  primary key (gateway, period)
);
create table disparity_subject (
  subject_id uuid primary key,
  gateway text not null,
  period text not null,
  person uuid not null,
  foreign key (gateway, period) references disparity_period
);
create index disparity_subject_person on disparity_subject (gateway, period, person);
-- It ends with its subject, or with its month.
insert into retention_link (parent, child, part, act) values ('traveller', 'disparity_subject', 'subject_id', 'delete');
create table disparity_finding (
  gateway text not null,
  period text not null,
  person uuid not null,
  source text not null,
  level smallint not null check (level between 0 and 3),
  primary key (gateway, period, person, source),
  foreign key (gateway, period) references disparity_period
);
create table disparity_count (
  gateway text not null,
  period text not null,
  attribute text not null check (attribute in ('nationality-region', 'issuing-region', 'name-script', 'language', 'sex', 'age-band')),
  grp text not null check (length(grp) between 1 and 40),
  source text not null,
  subjects int not null check (subjects >= 0),
  with_hit int not null check (with_hit >= 0),
  reviewed int not null check (reviewed >= 0),
  mistaken int not null check (mistaken >= 0),
  confirmed int not null check (confirmed >= 0),
  primary key (gateway, period, attribute, grp, source),
  foreign key (gateway, period) references disparity_period
);
create table disparity_report (
  gateway text not null,
  period text not null,
  made_at timestamptz not null,
  reports jsonb not null,
  primary key (gateway, period),
  foreign key (gateway, period) references disparity_period
);
grant select, insert, delete on disparity_due, disparity_subject, disparity_finding, disparity_count to entente_app;
grant update (level) on disparity_finding to entente_app;
grant update (subjects, with_hit, reviewed, mistaken, confirmed) on disparity_count to entente_app;
grant select, insert on disparity_period, disparity_report to entente_app;
grant update (closed_at) on disparity_period to entente_app;
-- Oversight sees how many wait, but no counts of a month that is open: they would show single people.
grant select on disparity_due, disparity_period, disparity_report to entente_oversight;

-- A closed month takes no counts and has no person, and is not opened again.
create function check_disparity_period() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'disparity_period' then
    if old.closed_at is not null then raise exception 'a closed month is not changed' using errcode = 'EN018'; end if;
    if exists (select from disparity_subject s where s.gateway = new.gateway and s.period = new.period)
      or exists (select from disparity_finding f where f.gateway = new.gateway and f.period = new.period)
      or exists (select from disparity_count c where c.gateway = new.gateway and c.period = new.period) then
      raise exception 'a month is closed without its people and counts' using errcode = 'EN018';
    end if;
  elsif (select p.closed_at from disparity_period p where p.gateway = new.gateway and p.period = new.period for key share) is not null then
    raise exception 'a closed month is not counted' using errcode = 'EN018';
  end if;
  return new;
end $$;
create trigger disparity_closed before update of closed_at on disparity_period for each row execute function check_disparity_period();
create trigger disparity_count_closed before insert or update on disparity_count for each row execute function check_disparity_period();
create trigger disparity_subject_closed before insert on disparity_subject for each row execute function check_disparity_period();
create trigger disparity_finding_closed before insert or update on disparity_finding for each row execute function check_disparity_period();
`
