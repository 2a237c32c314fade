/**
 * The key files with which this database was written, so that a node does not replace a lost key without notice. The
 * fingerprint is the SHA-256 of the key; it is null for a key that may be renewed. Older releases ignore the table.
 */
export const knownKeys = /* sql */ `
create table known_key (name text primary key, fingerprint text);
grant select, insert, update, delete on known_key to entente_app;
`
