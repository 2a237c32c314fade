/**
 * Counts the parts of a large message that were stored in their own transactions, so that an interrupted reading
 * continues after the last one. The release before reads every message whole and ignores the column.
 */
export const messagesInParts = /* sql */ `
alter table message add column read_parts int not null default 0;
`
