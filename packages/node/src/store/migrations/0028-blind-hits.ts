/**
 * A holder keeps the count that its asker tells, where the agreement has it told (decision 0019); of what was found it still knows nothing more.
 */
export const blindHits = /* sql */ `
alter table blind_check drop constraint blind_check_check1;
alter table blind_check add constraint blind_check_answer check (direction = 'ask' or (found is null and account_id is null));
`
