/**
 * Adds an index by which the alarms about one record are found: a node with many alarms read them all for each further one. Drops
 * the index on the first receipt alone, because `cargo_consignment_received` begins with the same column. Stores until when a
 * consignment had to be filed: the earliest deadline that its filings and versions stated. Earlier rows have none and do not count as
 * late until their next version. The release before ignores the column.
 */
export const cargoAlarmsAndDeadlines = /* sql */ `
create index alarm_about on alarm (code, ref, at desc);
drop index cargo_consignment_first_received;
alter table cargo_consignment add column file_by timestamptz;
`
