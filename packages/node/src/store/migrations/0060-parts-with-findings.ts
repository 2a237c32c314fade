/** Says which parts of a reading have findings, so that the findings of a few lines are found without opening every part. */
export const partsWithFindings = /* sql */ `
alter table cargo_reading_part add column has_findings boolean not null default true;
`
