/**
 * A sender is registered for carriers: its schedule touches their flights only (existing senders are registered for none until an administrator says which),
 * and a flight remembers whose schedule named it. A subject whose case is past its clock can have another; cases whose record had moved on without them get
 * its clock, where neither is masked or over.
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
