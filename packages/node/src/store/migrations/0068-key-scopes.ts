/**
 * What a person's key may do: actions and purposes. Null is everything that its person may do by a key, as for keys that exist already. The
 * previous release ignores both columns: after a rollback a limited key may do everything.
 */
export const keyScopes = /* sql */ `
alter table person_key add column actions text[], add column purposes text[];
`
