/**
 * Stores versions of the tables of the cargo gateway: their rows by hash, the versions with author and days, and the
 * approvals by second persons. They hold no personal data. All tables are new, so the release before runs on the same data.
 *
 * Rows are only added, because an assessment names the tables that it read by their hash and is repeated with them.
 */
export const cargoTables = /* sql */ `
create table cargo_table (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  kind text not null,
  rows int not null check (rows >= 0),
  content text not null
);
create table cargo_table_version (
  kind text not null,
  version int not null check (version >= 1),
  hash text not null references cargo_table,
  source text not null,
  source_date text not null check (source_date ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  valid_from text check (valid_from ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  valid_until text check (valid_until ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  note text,
  person_id uuid not null references person,
  account_id uuid not null references account,
  at timestamptz not null,
  primary key (kind, version)
);
create table cargo_table_approval (
  kind text not null,
  version int not null,
  person_id uuid not null references person,
  account_id uuid not null references account,
  valid_from text not null check (valid_from ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  at timestamptz not null,
  primary key (kind, version),
  foreign key (kind, version) references cargo_table_version
);

create trigger by_own_name before insert on cargo_table_version for each row execute function check_own_name();
create trigger by_own_name before insert on cargo_table_approval for each row execute function check_own_name();
create function check_cargo_table_approval() returns trigger language plpgsql as $$
declare v cargo_table_version;
begin
  select * into v from cargo_table_version where kind = new.kind and version = new.version;
  if v.person_id = new.person_id then
    raise exception 'the author of a table cannot approve it' using errcode = 'EN001';
  end if;
  if not exists (select 1 from account_role r where r.account_id = new.account_id and r.role = 'supervisor' and r.state = 'active') then
    raise exception 'only a supervisor approves a table' using errcode = 'EN002';
  end if;
  if new.valid_from < coalesce(v.valid_from, new.valid_from) then
    raise exception 'a table does not begin before its first day' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger cargo_table_approval_rules before insert on cargo_table_approval for each row execute function check_cargo_table_approval();
create function refuse_change_of_cargo_tables() returns trigger language plpgsql as $$
begin raise exception 'versions of tables are only added' using errcode = 'EN007'; end $$;
create trigger cargo_table_is_final before update or delete or truncate on cargo_table for each statement execute function refuse_change_of_cargo_tables();
create trigger cargo_table_version_is_final before update or delete or truncate on cargo_table_version for each statement execute function refuse_change_of_cargo_tables();
create trigger cargo_table_approval_is_final before update or delete or truncate on cargo_table_approval for each statement execute function refuse_change_of_cargo_tables();

grant select, insert on cargo_table, cargo_table_version, cargo_table_approval to entente_app;
grant select on cargo_table, cargo_table_version, cargo_table_approval to entente_oversight;
`
