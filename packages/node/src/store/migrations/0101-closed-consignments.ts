/**
 * Stores when a consignment was closed, and lists those that are not. A newer version opens it again by itself, because it is changed
 * after it was closed. The release before ignores the column.
 */
export const closedConsignments = /* sql */ `
alter table cargo_consignment add column closed_at timestamptz;
create index cargo_consignment_open on cargo_consignment (changed_at)
  where state <> 'cancelled' and (closed_at is null or closed_at < changed_at);
`
