/**
 * The draws of the cargo gateway, its assessments, and the counts of its lanes. All tables are new, so the release before
 * runs on the same data.
 *
 * The commitment and the rates of a day never change. The key is null until it is revealed, and the database accepts only
 * the key of the commitment. The columns `a` and `b` of an assessment are sealed by the classes of the fields.
 */
export const cargoDraws = /* sql */ `
create table cargo_draw_day (
  day text primary key check (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  committed_at timestamptz not null,
  rates jsonb not null,
  key bytea check (encode(sha256(key), 'hex') = commitment),
  revealed_at timestamptz,
  lost_at timestamptz,
  check ((key is null) = (revealed_at is null))
);
create function cargo_draw_day_is_fixed() returns trigger language plpgsql as $$
begin
  if (new.day, new.commitment, new.committed_at, new.rates) is distinct from (old.day, old.commitment, old.committed_at, old.rates)
    or (old.key is not null and new.key is distinct from old.key) then
    raise exception 'the draw of a day does not change' using errcode = 'EN007';
  end if;
  return new;
end $$;
create trigger cargo_draw_day_is_fixed before update on cargo_draw_day for each row execute function cargo_draw_day_is_fixed();

create table cargo_lane_count (
  day text not null,
  lane text not null check (lane in ('red', 'yellow', 'blue', 'green')),
  stratum text not null,
  slot int not null,
  count int not null,
  drawn int not null,
  selected int not null,
  primary key (day, lane, stratum, slot)
);

create table cargo_rule_run (
  rule_id uuid primary key,
  unselected int not null check (unselected >= 0)
);

create table cargo_assessment (
  id uuid primary key,
  consignment_id uuid not null references cargo_consignment,
  version int not null check (version >= 1),
  sequence int not null check (sequence >= 1),
  at timestamptz not null,
  day text not null,
  draw_key text not null,
  stratum text not null,
  drawn boolean not null,
  selection text check (selection in ('random', 'exploration', 'expected-rate')),
  selection_lane text check ((selection is null) = (selection_lane is null)),
  lane text not null check (lane in ('red', 'yellow', 'blue', 'green')),
  selected_by text[] not null,
  score double precision,
  digest bytea not null,
  regime text not null, purposes text[] not null, team text not null, received_at timestamptz not null, mask_at timestamptz, delete_at timestamptz not null,
  a bytea, b bytea not null,
  unique (consignment_id, sequence)
);
create index cargo_assessment_lane on cargo_assessment (lane, consignment_id) where lane <> 'green';
create index cargo_assessment_drawn on cargo_assessment (day, draw_key) where sequence = 1 and drawn;
create index cargo_consignment_first_received on cargo_consignment (first_received_at);

grant select, insert on cargo_draw_day, cargo_lane_count, cargo_assessment to entente_app;
grant update (key, revealed_at, lost_at) on cargo_draw_day to entente_app;
grant select, insert, update on cargo_rule_run to entente_app;
grant update on cargo_lane_count to entente_app;
grant update (a, b) on cargo_assessment to entente_app;
`
