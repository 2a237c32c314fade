/**
 * Notes the version of the subject that a decision is about, and the pieces that a consignment states, so that an answer compares
 * versions and not times, and a master waits for houses that are missing. Earlier rows have neither and count as before. The
 * release before ignores the columns.
 */
export const clearedVersions = /* sql */ `
alter table decision add column subject_version int;
alter table cargo_consignment add column pieces double precision;
`
