/**
 * Lets a holder store how many items an asker found, if the agreement requires that report (decision 0019). The holder
 * learns nothing else about the items.
 */
export const blindHits = /* sql */ `
alter table blind_check drop constraint blind_check_check1;
alter table blind_check add constraint blind_check_answer check (direction = 'ask' or (found is null and account_id is null));
`
