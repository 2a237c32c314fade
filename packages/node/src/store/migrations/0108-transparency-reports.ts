/**
 * `transparency_report` has each report that oversight published, as anybody reads it. A later report of the same year hides what an
 * earlier one hid, so reports are only added.
 */
export const transparencyReports = /* sql */ `
create table transparency_report (
  id uuid primary key,
  year int not null check (year between 2000 and 9999),
  made_at timestamptz not null,
  made_by uuid not null references person,
  log_size bigint not null,
  report jsonb not null
);
create index transparency_report_year on transparency_report (year, made_at);
grant select, insert on transparency_report to entente_app;
grant select on transparency_report to entente_oversight;
`
