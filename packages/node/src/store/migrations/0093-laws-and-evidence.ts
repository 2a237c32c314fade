/**
 * The laws under which data came, and what keeps a record longer (decision 0087).
 *
 * `regime_version` has each version of a regime that the node ever loaded, and when it began to apply. Data that came under a version keeps
 * its clocks, also after the file changed. A version is only added.
 *
 * `retained_evidence` keeps a subject beyond masking where its regime asks for evidence; `record_hold` stops the deletion of a record for a
 * time. Both are set by one person and count once another person approved.
 *
 * A record of a regime that asks for evidence had five years until now, because no evidence could be recorded. It is now deleted when it is
 * masked, and not earlier than 30 days after the upgrade.
 */
export const lawsAndEvidence = /* sql */ `
create table regime_version (
  id text not null,
  version int not null check (version > 0),
  regime jsonb not null,
  applies_from timestamptz not null,
  loaded_at timestamptz not null default now(),
  primary key (id, version)
);
grant select, insert on regime_version to entente_app;
grant select on regime_version to entente_oversight;

create table retained_evidence (
  id uuid primary key,
  gateway text not null,
  subject_id uuid not null,
  ground text not null,
  reference text not null,
  set_by uuid not null references person,
  set_at timestamptz not null,
  approved_by uuid references person,
  approved_at timestamptz,
  check ((approved_by is null) = (approved_at is null)),
  check (approved_by <> set_by)
);
create unique index retained_evidence_subject on retained_evidence (subject_id) where approved_at is not null;
create table record_hold (
  id uuid primary key,
  gateway text not null,
  subject_id uuid not null,
  reason text not null,
  basis text not null,
  set_by uuid not null references person,
  set_at timestamptz not null,
  until timestamptz not null,
  approved_by uuid references person,
  approved_at timestamptz,
  ended_by uuid references person,
  ended_at timestamptz,
  check ((approved_by is null) = (approved_at is null)),
  check (approved_by <> set_by),
  check (until > set_at and until <= set_at + interval '12 months')
);
create index record_hold_subject on record_hold (subject_id) where ended_at is null;
grant select, insert on retained_evidence, record_hold to entente_app;
grant update (approved_by, approved_at) on retained_evidence to entente_app;
grant update (approved_by, approved_at, ended_by, ended_at) on record_hold to entente_app;
grant select on retained_evidence, record_hold to entente_oversight;

create function check_approval() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.approved_at is not null then raise exception 'another person approves afterwards' using errcode = 'EN001'; end if;
  elsif old.approved_at is not null and (new.approved_at is distinct from old.approved_at or new.approved_by is distinct from old.approved_by) then
    raise exception 'an approval stays' using errcode = 'EN003';
  end if;
  -- The deletion of records takes the same lock: it sees a hold whole or not at all.
  if tg_table_name = 'record_hold' then perform pg_advisory_xact_lock(390094); end if;
  return new;
end $$;
create trigger evidence_approval before insert or update on retained_evidence for each row
  when (current_user = 'entente_app') execute function check_approval();
create trigger hold_approval before insert or update on record_hold for each row
  when (current_user = 'entente_app') execute function check_approval();

-- Returns whether a legal hold of two people keeps the record of a subject.
create function is_on_hold(subject uuid, moment timestamptz) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from record_hold h where h.subject_id = subject and h.approved_at is not null and h.ended_at is null and h.until > moment) $$;

grant execute on function is_on_hold(uuid, timestamptz) to entente_app;

alter table upload add column removed_at timestamptz;
grant update (mask_at, removed_at) on upload to entente_app;
grant update (mask_at, delete_at) on content_delivery, cargo_assessment, cargo_referral, cargo_answer to entente_app;

do $$ declare name text; begin
  foreach name in array array['message', 'statement', 'reservation_version', 'traveller', 'carrier_answer', 'case_file'] loop
    execute format('update %I set delete_at = greatest(mask_at, now() + interval ''30 days'')
      where regime in (''eu-pnr'', ''eu-api-law'') and mask_at is not null and delete_at > greatest(mask_at, now() + interval ''30 days'')', name);
  end loop;
end $$;
`
