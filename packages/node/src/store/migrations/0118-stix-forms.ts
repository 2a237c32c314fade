/**
 * `taxii_entry.form` is the form of STIX in which a client was offered a signal. An earlier offer stays in form 1: the bytes of a
 * version of an object never change.
 */
export const stixForms = /* sql */ `
alter table taxii_entry add column form smallint not null default 1 check (form in (1, 2));
`
