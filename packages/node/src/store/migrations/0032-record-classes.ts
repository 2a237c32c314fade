/**
 * Gives each kind of record its own classes of fields. Records that were sealed by other classes are split again in
 * batches; a row here stores the progress for each table. For that, the node's role may update the two sealed parts of
 * a reading, and nothing else of it.
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
