/**
 * The content of the act that approved a legal hold of a record ends with the hold, and that of evidence with its record. The act itself
 * and its digest stay.
 */
export const actsOfRetention = /* sql */ `
create or replace function is_reading_over(act signed_act, moment timestamptz) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case
    when act.case_id is not null then not exists (select from case_file c where c.id = act.case_id and least(c.mask_at, c.delete_at) > moment)
    when act.thing like 'signal:%' then not exists (select from signal g where 'signal:' || g.id = act.thing and g.delete_at > moment
      and exists (select from signal_version v where v.signal_id = g.id and v.erased_at is null))
    when act.thing like 'record-hold:%' then not exists (select from record_hold h where 'record-hold:' || h.id = act.thing
      and h.ended_at is null and h.until > moment)
    when act.thing like 'evidence:%' then not exists (select from retained_evidence e where 'evidence:' || e.id = act.thing)
    else false end $$;
`
