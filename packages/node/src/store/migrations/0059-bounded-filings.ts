/**
 * Bounds what one key and one file can cost. Filings that are merged no more are set aside, and the index of the others stays small,
 * however many filings a key has. `read_tries` counts the attempts at a reading in parts that ended without a word, so
 * that a file that kills its reader is not read for ever. The release before ignores the columns.
 */
export const boundedFilings = /* sql */ `
alter table cargo_filing add column set_aside boolean not null default false;
create index cargo_filing_merged on cargo_filing (consignment_id) where current and not set_aside;
alter table message add column read_tries int not null default 0;
`
