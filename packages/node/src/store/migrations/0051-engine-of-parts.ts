/**
 * Stores the engine that cut a large message into its parts, and the version of the reading to which they belong. Another
 * engine may cut differently, so it starts again as a further reading. A former key of a
 * consignment has its clocks, and goes with it. The release before ignores the columns.
 */
export const engineOfParts = /* sql */ `
alter table message add column read_engine text;
alter table message add column read_as int;
alter table cargo_alias drop constraint cargo_alias_consignment_id_fkey,
  add foreign key (consignment_id) references cargo_consignment on delete cascade;
`
