/**
 * Stores who separated travellers whom the node had merged by mistake, when and why. Rows are only added. Reading the
 * reason needs the same access as reading the traveller.
 */
export const travellerSplits = /* sql */ `
create table traveller_split (
  id uuid primary key,
  traveller_id uuid not null references traveller,
  person_id uuid not null references person,
  account_id uuid not null,
  at timestamptz not null,
  a bytea, b bytea not null
);
create index traveller_split_traveller on traveller_split (traveller_id);
-- The two sides of a split: statements of one are never about the same person as statements of the other.
create table split_statement (
  statement_id uuid not null references statement,
  split_id uuid not null references traveller_split,
  apart boolean not null,
  primary key (statement_id, split_id)
);
alter table traveller_version add column split_id uuid references traveller_split;
grant select, insert on traveller_split, split_statement to entente_app;
grant select on traveller_split, split_statement to entente_oversight;
`
