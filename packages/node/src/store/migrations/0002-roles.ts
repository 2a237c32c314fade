/**
 * Grants the database role of the node only the rights that it needs. It may add rows to the log, proposals,
 * confirmations, decisions and versions, but never change or remove them. The role of oversight may read. Only the
 * owner changes the schema, in a separate short connection.
 */
export const roles = /* sql */ `
revoke all on schema public from public;
grant usage on schema public, audit to entente_app, entente_oversight;
grant select, insert on all tables in schema public to entente_app;
grant usage on all sequences in schema public to entente_app;
grant update on account, account_role, session, person_key, sender, sender_key, idempotency, message, flight, reservation_version, traveller, statement,
  list, signal, import_preview, case_file, hit, case_view, answer, alarm, person to entente_app;
grant update (state) on proposal to entente_app;
grant update (reopened_at) on decision to entente_app;
grant delete on account_team, session, selector_index, found, import_preview, event, idempotency to entente_app;
grant select on audit.entry, audit.actor_key to entente_app;
grant insert (id, entry, type, actor, ref, at, details, salt) on audit.entry to entente_app;
grant insert on audit.actor_key to entente_app;
grant select on all tables in schema public to entente_oversight;
revoke select on session, person_key, sender_key, account from entente_oversight;
grant select (id, name, person_id, state, created_at, last_sign_in_at) on account to entente_oversight;
grant select on audit.entry to entente_oversight;
create function audit.refuse() returns trigger language plpgsql as $$
begin raise exception 'the log is only added to' using errcode = 'EN007'; end $$;
create trigger entry_is_final before update or delete or truncate on audit.entry for each statement execute function audit.refuse();
alter table audit.entry enable always trigger entry_is_final;
`
