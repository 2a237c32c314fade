/**
 * Witnesses of the log (decision 0074): what this node cosigned of the logs of other members, and the keys with which
 * others cosigned the log of this node. The tables are new, so the release before runs on the same data.
 */
export const logWitnesses = /* sql */ `
create table audit.witnessed (
  member text not null,
  origin text not null,
  vkey text not null,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  at timestamptz not null,
  primary key (member, origin)
);
create table audit.witness (
  vkey text primary key,
  label text not null,
  first_at timestamptz not null
);
grant select, insert on audit.witnessed, audit.witness to entente_app;
grant update (size, root, note, at) on audit.witnessed to entente_app;
grant select on audit.witnessed, audit.witness to entente_oversight;
`
