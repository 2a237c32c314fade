/** Adds the state `not-compared`: nothing matched, but not everything was compared. */
export const notCompared = /* sql */ `
alter table "upload" drop constraint upload_state_check, add constraint upload_state_check
  check (state in ('received', 'matched', 'no-match', 'not-compared', 'in-review', 'decided', 'quarantined'));
`
