/**
 * Stores for each hit and case the cells (whether name, birth date, document and nationality agree) and the hollow steps
 * of the strength, and derives the band from the strength instead of the score (decision 0049). Cells are null in rows
 * of an older release until a job relates them; it then applies the caps of the band that need the cells. Feedback keeps
 * the band of its hit, so that track records compare like with like. The stored strength is rounded, so the limits are
 * a little lower. The release before runs on the result: it writes
 * rows without the new columns.
 */
export const strengthAndCells = /* sql */ `
alter table hit add column cells jsonb, add column hollow smallint;
alter table case_file add column cells jsonb, add column hollow smallint;
alter table account add column case_filters jsonb;
grant update (case_filters) on account to entente_app;
update hit set band = case
  when strength >= 5.9999 and (log_odds is null or compared_fields > 1) then 'very-close'
  when strength >= 3.9999 then 'close'
  when strength >= 3.4999 then 'partial'
  else 'slight' end;
update case_file c set band = h.band from (
  select distinct on (case_id) case_id, band from hit order by case_id, withdrawn_at is null desc, strength desc, compared_fields desc, id
) h where h.case_id = c.id;
update feedback f set band = h.band from hit h where h.id = f.hit_id and f.band is distinct from h.band;
create index hit_without_cells on hit (case_id) where cells is null;
create function describe_related_hit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update feedback f set band = new.band where f.hit_id = new.id;
  return null;
end $$;
create trigger hit_related after update on hit for each row
  when (old.cells is null and new.cells is not null and old.band is distinct from new.band) execute function describe_related_hit();
`
