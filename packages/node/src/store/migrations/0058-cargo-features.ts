/**
 * Stores the counters and observations from which the features of consignments are made, and the models that score them.
 * All tables are new, and the column of filings has a default, so the release before runs on the same data.
 *
 * Counters have keyed hashes of parties and never their names. New sightings are only added and are folded into
 * `cargo_counter` later, so that two transactions never wait for each other's counters. `first_at` and `at` are times of
 * receipt. Rows are dropped at `drop_at`, when the regime masks the first record of their month.
 *
 * The bytes of a model never change. A model comes into force only by a second person, and one model is in force at a time.
 */
export const cargoFeatures = /* sql */ `
alter table cargo_filing add column faults int not null default 0;
create index cargo_filing_quality on cargo_filing (received_at) where current;

create table cargo_counter (
  kind text not null,
  key bytea not null,
  month text not null,
  filer uuid not null,
  label text not null,
  count int not null check (count > 0),
  first_at timestamptz not null,
  drop_at timestamptz not null,
  primary key (key, month, filer, label)
);
create index cargo_counter_drop on cargo_counter (drop_at);

create table cargo_sighting (
  kind text not null,
  key bytea not null,
  month text not null,
  filer uuid not null,
  label text not null,
  at timestamptz not null,
  drop_at timestamptz not null
);
create index cargo_sighting_key on cargo_sighting (key);

create table cargo_observation (
  consignment_id uuid primary key references cargo_consignment,
  version int not null check (version >= 1),
  filer uuid not null,
  first_at timestamptz not null,
  at timestamptz not null,
  hs text collate "C",
  route text,
  gross_kg double precision,
  log_value double precision,
  log_kg_per_piece double precision,
  log_kg_per_m3 double precision,
  sighted text[] not null,
  features_version text not null,
  inputs jsonb not null,
  model_hash text,
  score double precision,
  drop_at timestamptz not null,
  delete_at timestamptz not null
);
create index cargo_observation_hs on cargo_observation (hs, first_at);
create index cargo_observation_route on cargo_observation (route, first_at);
create index cargo_observation_at on cargo_observation (at);
create index cargo_observation_delete on cargo_observation (delete_at);

create table cargo_peer (
  scope text not null check (scope in ('hs', 'route')),
  code text not null,
  measure text not null,
  n int not null,
  median double precision not null,
  mad double precision not null,
  at timestamptz not null,
  primary key (scope, code, measure)
);
create table cargo_filer_quality (
  filer uuid primary key references sender,
  consignments int not null,
  with_errors int not null,
  at timestamptz not null
);

create table cargo_model (
  id uuid primary key,
  kind text not null check (kind in ('hit-rate-table', 'boosted-trees')),
  state text not null check (state in ('training', 'trained', 'active', 'retired', 'failed')),
  features_version text not null,
  seed int not null,
  author_id uuid not null references person,
  author_account_id uuid not null,
  asked_at timestamptz not null,
  hash text,
  bytes bytea,
  trained jsonb,
  report jsonb,
  reference jsonb,
  approver_id uuid references person,
  approver_account_id uuid,
  promoted_at timestamptz,
  retired_at timestamptz,
  failure text,
  check ((hash is null) = (bytes is null)),
  check (bytes is null or encode(sha256(bytes), 'hex') = hash),
  check (state not in ('trained', 'active', 'retired') or (bytes is not null and report is not null))
);
create unique index cargo_model_active on cargo_model ((true)) where state = 'active';
create unique index cargo_model_training on cargo_model ((true)) where state = 'training';
create index cargo_model_asked on cargo_model (asked_at desc, id);
create table cargo_drift (
  at timestamptz primary key,
  model_id uuid not null references cargo_model,
  measured jsonb not null
);

create function check_cargo_model() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'training' then raise exception 'a model begins with its training' using errcode = 'EN003'; end if;
    return new;
  end if;
  if (new.kind, new.features_version, new.seed, new.author_id) is distinct from (old.kind, old.features_version, old.seed, old.author_id)
    or (old.bytes is not null and (new.bytes, new.hash, new.report::text) is distinct from (old.bytes, old.hash, old.report::text)) then
    raise exception 'a trained model does not change' using errcode = 'EN003';
  end if;
  if new.state = 'active' and old.state <> 'active' then
    if old.state <> 'trained' then raise exception 'only a trained model comes into force' using errcode = 'EN003'; end if;
    if new.approver_id is null then raise exception 'a model needs a second person' using errcode = 'EN005'; end if;
    if new.approver_id = new.author_id then
      raise exception 'the person who asked for the training cannot promote the model' using errcode = 'EN001';
    end if;
    if not exists (select 1 from account a where a.id = new.approver_account_id and a.person_id = new.approver_id) then
      raise exception 'this account belongs to another person' using errcode = 'EN009';
    end if;
    if not exists (select 1 from account_role r where r.account_id = new.approver_account_id and r.role = 'supervisor' and r.state = 'active') then
      raise exception 'only a supervisor promotes a model' using errcode = 'EN002';
    end if;
  elsif new.state <> old.state and (old.state, new.state) not in (('training', 'trained'), ('training', 'failed'), ('active', 'retired')) then
    raise exception 'this step does not follow' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger cargo_model_rules before insert or update on cargo_model for each row execute function check_cargo_model();

grant select, insert on cargo_counter, cargo_sighting, cargo_observation, cargo_peer, cargo_filer_quality, cargo_model, cargo_drift to entente_app;
grant update on cargo_counter, cargo_observation, cargo_peer, cargo_filer_quality, cargo_model to entente_app;
grant delete on cargo_counter, cargo_sighting, cargo_observation, cargo_peer, cargo_filer_quality to entente_app;
`
