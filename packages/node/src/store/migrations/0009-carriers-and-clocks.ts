/**
 * A sender is registered for carriers: its schedule touches their flights only (existing senders are registered for none until an administrator says which),
 * and a flight remembers whose schedule named it.
 */
export const carriersAndClocks = /* sql */ `
alter table sender add column carriers text[] not null default '{}';
alter table flight add column scheduled_by uuid references sender;
`
