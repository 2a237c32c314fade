/**
 * Corrections of redress (decision 0097).
 *
 * `clearance`: a person with a document is not the one of a signal. The document and the value of the signal are stored as tokens. A hit of the same
 * value on the same document is left out and counted in `clearance_use`; once the value changed, the hit is shown again and says so. Only the reviewer
 * of a request that was upheld makes one, and nobody changes it.
 *
 * `redress_correction`: what is done about the signals of a request, to follow how far it came.
 */
export const clearances = /* sql */ `
create table redress_correction (
  request_id uuid not null references redress_request on delete cascade,
  signal_id uuid not null,
  act text not null check (act in ('withdraw', 'clear')),
  primary key (request_id, signal_id)
);
grant select, insert on redress_correction to entente_app;
grant select on redress_correction to entente_oversight;

create table clearance (
  id uuid primary key,
  request_id uuid references redress_request on delete set null,
  signal_id uuid not null,
  signal_version int not null,
  owner text not null,
  value bytea,
  document bytea not null,
  token_key bytea,
  made_by uuid not null references person,
  made_at timestamptz not null,
  until timestamptz not null check (until > made_at and until <= made_at + interval '5 years')
);
create index clearance_signal on clearance (signal_id);
create index clearance_value on clearance (value);
create index clearance_request on clearance (request_id);
create index clearance_until on clearance (until);
grant select, insert, delete on clearance to entente_app;
grant select (id, request_id, signal_id, signal_version, owner, made_by, made_at, until) on clearance to entente_oversight;

create table clearance_use (
  clearance_id uuid not null references clearance on delete cascade,
  use bytea not null,
  at timestamptz not null,
  primary key (clearance_id, use)
);
grant select, insert on clearance_use to entente_app;
grant select on clearance_use to entente_oversight;

create function check_clearance() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if old.until > clock_timestamp() and not rule_is_lifted('clock') then raise exception 'a clearance stays until its end' using errcode = 'EN003'; end if;
    return old;
  end if;
  if not exists (select from redress_request r where r.id = new.request_id and r.reviewer = new.made_by and r.outcome in ('upheld', 'partly')) then
    raise exception 'the reviewer of an upheld request makes a clearance' using errcode = 'EN002';
  end if;
  return new;
end $$;
create trigger clearance_rules before insert or delete on clearance for each row
  when (current_user = 'entente_app') execute function check_clearance();
`
