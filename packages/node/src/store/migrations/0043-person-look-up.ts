/** Finds the statements with one keyed hash of name and birth date: the other records of one person. */
export const personLookUp = /* sql */ `
create index statement_name_birth on statement (name_birth_key) where current and name_birth_key is not null;
`
