/**
 * A lowered threshold is applied to known people by a comparison, as a changed signal is. The row of the comparison
 * names the version of the threshold.
 */
export const loweredThresholds = /* sql */ `
alter table rematch drop constraint rematch_kind_check;
alter table rematch add column threshold_version int;
alter table rematch add constraint rematch_kind_check
  check (kind in ('signals', 'list', 'threshold') and (kind = 'threshold') = (threshold_version is not null));
`
