/**
 * Lets a TAXII client sign in with a password or with a certificate that is known by its SHA-256. A client with a
 * certificate has no password that an attacker could try. The migration also stores how far a collection of another
 * server was imported, so that the next pull continues there.
 */
export const taxiiCertificates = /* sql */ `
alter table taxii_user alter column password_hash drop not null;
alter table taxii_user add column certificate bytea unique check (octet_length(certificate) = 32);
alter table taxii_user add constraint taxii_user_signs_in
  check ((password_hash is null) = (certificate is not null) and (certificate is null or token_hash is null));

create table taxii_position (
  source text not null check (char_length(source) <= 300),
  username text not null,
  added_after text not null,
  at timestamptz not null,
  primary key (source, username)
);
grant select, insert on taxii_position to entente_app;
grant update (added_after, at) on taxii_position to entente_app;
grant select on taxii_position to entente_oversight;
`
