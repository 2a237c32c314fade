/**
 * When the node last looked for days that are over, and how many more looks it waits before it deletes keys (decision 0084). A clock that
 * jumped ahead would otherwise delete the keys of days that are not over, and with them every record.
 */
export const keyKeeping = /* sql */ `
create table key_keeping (
  only_row boolean primary key default true check (only_row),
  looked_at timestamptz not null,
  waits int not null check (waits >= 0)
);
grant select, insert, update on key_keeping to entente_app;
`
