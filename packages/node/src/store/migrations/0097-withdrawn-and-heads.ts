/**
 * Writes down which signals were withdrawn, and how far the log of each recipient has come, until the node has put both into the
 * file `after-backup.jsonl`: a restore must not bring a withdrawn signal back, and must not give a number of a log twice. Triggers
 * do it, so no act can forget it. A log is named by its random epoch, so the file names no member. The release before runs on the
 * same data; it puts these rows into the file as credentials of kinds that it does not know.
 */
export const withdrawnAndHeads = /* sql */ `
create function keep_withdrawn() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into ended_credential (kind, id, state)
    values ('signal', new.id, case new.status when 'withdrawn' then coalesce(new.withdrawal_reason, 'owner-request') else 'active' end);
  return null;
end $$;
create trigger keep_withdrawn after update of status on signal for each row
  when (old.status <> new.status and 'withdrawn' in (old.status, new.status)) execute function keep_withdrawn();

create function keep_delivery_head() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into ended_credential (kind, id, state) values ('delivery', new.epoch, new.last_seq);
  return null;
end $$;
create trigger keep_delivery_head after insert or update on delivery_head for each row execute function keep_delivery_head();
`
