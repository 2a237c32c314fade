/**
 * A sender is registered for carriers, and its schedule changes only their flights. Existing senders have no carriers
 * until an administrator registers them. A flight stores whose schedule named it. If the deletion time of a case has
 * passed, its subject can have another case. Cases that did not get the later deletion time of their record get it now,
 * unless one of the two is already masked or deleted.
 */
export const carriersAndClocks = /* sql */ `
alter table sender add column carriers text[] not null default '{}';
alter table flight add column scheduled_by uuid references sender;
alter table case_file add column ended_at timestamptz;
alter table case_file drop constraint case_file_subject_id_key;
create unique index case_file_subject on case_file (subject_id, coalesce(ended_at, 'infinity'::timestamptz));
update case_file c set received_at = t.received_at, mask_at = t.mask_at, delete_at = t.delete_at
  from traveller t
  where t.id = c.subject_id and t.merged_into is null and (t.delete_at, t.mask_at) is distinct from (c.delete_at, c.mask_at)
    and least(t.delete_at, c.delete_at, t.mask_at, c.mask_at) > now();
`
