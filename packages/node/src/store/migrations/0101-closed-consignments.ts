/**
 * Stores when a consignment was closed, and lists those that are not. A newer version opens it again by itself, because it is changed
 * after it was closed. The release before ignores the column.
 *
 * Two indexes of filings lose their condition, which nearly all filings meet. Until PostgreSQL had measured a growing table, it read
 * all of such an index for the filings of each consignment, to join it with the index by consignment. The index
 * by sender alone is the beginning of another one.
 */
export const closedConsignments = /* sql */ `
alter table cargo_consignment add column closed_at timestamptz;
create index cargo_consignment_open on cargo_consignment (changed_at)
  where state <> 'cancelled' and (closed_at is null or closed_at < changed_at);
drop index cargo_filing_quality, cargo_filing_of_filer, cargo_filing_sender;
create index cargo_filing_received on cargo_filing (received_at);
create index cargo_filing_filer on cargo_filing (sender_id, received_at desc);
`
