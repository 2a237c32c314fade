/**
 * Stores every container of a voyage that a stowage plan has and no declaration names. Only the first of them become consignments; officers
 * read the others here. The comparison of the voyage replaces the rows. Numbers of containers are plain, as in the tables of
 * `0081-voyages`. Voyages that were compared before have no rows until their next message. The release before ignores the table.
 */
export const undeclaredContainers = /* sql */ `
create table cargo_undeclared (
  voyage_id uuid not null references cargo_voyage,
  container text not null,
  key text not null,
  message_id uuid not null references message,
  filled boolean,
  kg double precision,
  port_of_loading text,
  port_of_discharge text,
  primary key (voyage_id, container)
);
create index cargo_undeclared_message on cargo_undeclared (message_id);
grant select, insert, update, delete on cargo_undeclared to entente_app;
`
