/**
 * What the pages about filers and about the capacity of a day read. A filing has the codes of its findings, so that the findings
 * of a filer are counted without opening its filings; a consignment says whether it names containers or ULDs, because
 * deadlines depend on it; a filer has the number of its consignments with a deadline and of the late ones; an answer says
 * whether its filer pulled it. Earlier rows have none of it: their findings do not count by code, and their answers count
 * as delivered. The release before ignores the columns.
 */
export const filers = /* sql */ `
alter table cargo_filing add column finding_codes text[] not null default '{}';
create index cargo_filing_of_filer on cargo_filing (sender_id, received_at desc) where current;
alter table cargo_consignment add column contained boolean;
alter table cargo_filer_quality add column timed int not null default 0;
alter table cargo_filer_quality add column late int not null default 0;
alter table cargo_answer add column pulled boolean not null default false;
grant update (pulled) on cargo_answer to entente_app;
create index cargo_answer_of_filer on cargo_answer (sender_id, at desc);
create index cargo_inspection_closed on cargo_inspection (closed_at) where state = 'closed';
create index cargo_assessment_selected on cargo_assessment (day) where sequence = 1 and lane <> 'green';
`
