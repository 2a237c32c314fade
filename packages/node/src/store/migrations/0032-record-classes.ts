/**
 * Classes of fields belong to the kind of record. Records that were sealed by other classes are split anew, a batch at a time; each table's progress is a row
 * here. A reading may now be written again for that: only its two sealed parts.
 */
export const recordClasses = /* sql */ `
create table record_split (
  records text primary key,
  classes text not null,
  after uuid,
  changed integer not null,
  done_at timestamptz
);
grant select, insert, update on record_split to entente_app;
grant select on record_split to entente_oversight;
grant update (a, b) on reading to entente_app;
`
