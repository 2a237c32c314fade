/**
 * Whether a TAXII client takes invented data. On a node that one person uses alone, signals about people go to such clients only. The release
 * before ignores the column.
 */
export const clientsWithInventedData = /* sql */ `
alter table taxii_user add column synthetic boolean not null default false;
`
