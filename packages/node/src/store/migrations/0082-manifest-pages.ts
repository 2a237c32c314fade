/**
 * Stores the pages of manifests by air, so that a missing page is found over several messages (rule R13). A journey is the digest of
 * filer, number and day. `missing` is the first missing page of the journey. Pages of earlier messages are not known: they count
 * from their next reading. The release before ignores the table.
 */
export const manifestPages = /* sql */ `
create table cargo_manifest_page (
  message_id uuid not null references message,
  read_version int not null,
  place int not null,
  journey uuid not null,
  page int not null,
  continued boolean not null,
  prepared_at timestamptz not null,
  received_at timestamptz not null,
  missing int,
  primary key (message_id, read_version, place)
);
create index cargo_manifest_page_journey on cargo_manifest_page (journey);
create index cargo_manifest_page_received on cargo_manifest_page (received_at);
grant select, insert, update, delete on cargo_manifest_page to entente_app;
`
