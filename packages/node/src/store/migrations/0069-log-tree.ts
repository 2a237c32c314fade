/**
 * The tree over the log (decision 0073). All tables are new, so the release before runs on the same data; its entries get
 * their places when this release runs again. The index orders entries that have no place yet by their transaction, so
 * that writing an entry takes no lock and no second row.
 *
 * Leaves and hashes of tiles are only added to. `log_place` is left out of backups: transaction ids have no meaning in
 * another cluster, and a missing row shows that the node was restored. Entries that were written before the tree was
 * (`backlog_tx`) are taken by time, because a long transaction has an early id and late entries.
 */
export const logTree = /* sql */ `
create index entry_place on audit.entry (tx, at, id);
create table audit.log (
  generation int primary key check (generation >= 0),
  origin text not null unique,
  vkey text not null,
  follows int references audit.log,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null,
  cosigned_note text,
  cosigned_size bigint check (cosigned_size <= size),
  cosigned_at timestamptz
);
create table audit.leaf (
  generation int not null references audit.log,
  index bigint not null check (index >= 0),
  entry_id uuid not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (generation, index),
  unique (generation, entry_id)
);
create table audit.tile_hash (
  generation int not null references audit.log,
  level int not null check (level between 1 and 7),
  index bigint not null check (index >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (generation, level, index)
);
create table audit.log_place (
  generation int primary key references audit.log,
  tx xid8 not null,
  at timestamptz not null,
  id uuid not null,
  backlog_tx xid8
);
create trigger leaf_is_final before update or delete or truncate on audit.leaf for each statement execute function audit.refuse();
alter table audit.leaf enable always trigger leaf_is_final;
create trigger tile_hash_is_final before update or delete or truncate on audit.tile_hash for each statement execute function audit.refuse();
alter table audit.tile_hash enable always trigger tile_hash_is_final;

grant select, insert on audit.log, audit.leaf, audit.tile_hash, audit.log_place to entente_app;
grant update (size, root, note, signed_at, cosigned_note, cosigned_size, cosigned_at) on audit.log to entente_app;
grant update (tx, at, id, backlog_tx) on audit.log_place to entente_app;
grant select on audit.log, audit.leaf, audit.tile_hash to entente_oversight;
`
