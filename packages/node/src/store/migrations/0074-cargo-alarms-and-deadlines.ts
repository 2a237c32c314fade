/**
 * Adds an index by which the alarms about one record are found: a node with many alarms read them all for each further one. Drops
 * the index on the first receipt alone, because `cargo_consignment_received` begins with the same column. Stores until when a
 * consignment had to be filed: the earliest deadline that its filings and versions stated. Earlier rows have none and do not count as
 * late until their next version. And stores with which due time a case was put first in the queue, which followed from the time of its
 * reopened decision before. The release before ignores the columns.
 */
export const cargoAlarmsAndDeadlines = /* sql */ `
create index alarm_about on alarm (code, ref, at desc);
drop index cargo_consignment_first_received;
alter table cargo_consignment add column file_by timestamptz;
alter table case_file add column put_first_at timestamptz;
update case_file k set put_first_at = k.due_at from decision d where d.case_id = k.id and d.reopened_at = k.due_at;
`
