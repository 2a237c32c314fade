/** A threshold that was lowered is compared with people already known, as a changed signal is; the row says which version asked for it. */
export const loweredThresholds = /* sql */ `
alter table rematch drop constraint rematch_kind_check;
alter table rematch add column threshold_version int;
alter table rematch add constraint rematch_kind_check
  check (kind in ('signals', 'list', 'threshold') and (kind = 'threshold') = (threshold_version is not null));
`
