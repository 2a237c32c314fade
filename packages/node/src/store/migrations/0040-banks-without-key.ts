/**
 * Stores for a bank and for the key of an exchange whether a client without a key made it over the HMA-compatible
 * interface (decision 0044): such a client changes only these. Banks that were made over that interface before count as
 * made without a key, because an open interface let clients change them until now. The release before inserts rows
 * without the new columns.
 */
export const banksWithoutKey = /* sql */ `
alter table bank add column without_key boolean not null default false;
update bank set without_key = true where follows is null and basis in (
  'Content safety of the platform that fills the bank; entered over the HMA-compatible interface',
  'List of a source that this member takes part in; stated over the HMA-compatible interface');
alter table exchange_credential add column without_key boolean not null default false;
`
