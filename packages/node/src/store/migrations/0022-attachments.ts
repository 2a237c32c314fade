/**
 * Adds biometric references of signals: sealed bytes with the same clocks as their signal, whose row they reference.
 * The statement that ends a signal erases its attachments too. For lists, the facts that the format states about the
 * images are stored next to the bytes, without any text from the file.
 */
export const attachments = /* sql */ `
create table signal_attachment (
  id uuid primary key,
  signal_id uuid not null references signal on delete cascade,
  format text not null,
  reading jsonb not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  bytes int not null check (bytes between 1 and 5242880),
  raw bytea not null,
  added_at timestamptz not null,
  added_by uuid references account,
  unique (signal_id, sha256)
);
alter table signal_attachment alter column raw set storage external;
create function drop_attachments() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from signal_attachment where signal_id = new.id;
  return null;
end $$;
create trigger attachments_go after update of status on signal for each row
  when (old.status is distinct from new.status and new.status <> 'active') execute function drop_attachments();
create function keep_attachment_active() returns trigger language plpgsql as $$
begin
  if not exists (select from signal s where s.id = new.signal_id and s.status = 'active' for share) then
    raise exception 'an attachment lies beside a signal that is active' using errcode = 'EN007';
  end if;
  return new;
end $$;
create trigger attachment_active before insert on signal_attachment for each row execute function keep_attachment_active();
grant select, insert, delete on signal_attachment to entente_app;
`
