/**
 * Data that the node writes and cannot read (decision 0096).
 *
 * `oversight_recipient` has the age recipients of oversight. One is in force after two people of oversight signed it, a proposal and a
 * consent, both verified, and after the waiting time of its row. Both acts name the recipient and its number in `about`, so a signature
 * counts for no other recipient and no other time. Recipients that the node of one person attested end with that state.
 *
 * `oversight_file` has age files for the recipient in force. The role of the node stores the bytes through a function and cannot read them:
 * `released_file` gives them once, to a download that is logged, of a file that enough people of oversight signed to open within 24 hours. The id of an
 * opening is the hash of the ids of its files, so a signature opens no other file. A file has a day and no time.
 */
export const oversightFiles = /* sql */ `
create table oversight_recipient (
  n int primary key check (n > 0),
  recipient text not null check (recipient ~ '^age1[02-9ac-hj-np-z]{58}$'),
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  wait_hours int not null check (wait_hours >= 0),
  stopped_by uuid references person,
  stopped_at timestamptz
);
create index oversight_recipient_proposed_by on oversight_recipient (proposed_by);
create index oversight_recipient_stopped_by on oversight_recipient (stopped_by);
create table oversight_recipient_consent (
  n int not null references oversight_recipient,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (n, person_id)
);
create index oversight_recipient_consent_person on oversight_recipient_consent (person_id);
grant select, insert on oversight_recipient, oversight_recipient_consent to entente_app;
grant update (stopped_by, stopped_at) on oversight_recipient to entente_app;
grant select on oversight_recipient, oversight_recipient_consent to entente_oversight;

-- When this person's act about exactly this recipient was found right; null: never.
create function recipient_signed_at(r oversight_recipient, wanted text, person uuid) returns timestamptz
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select min(coalesce(v.at, s.at)) from signed_act s left join verified_act v on v.act_id = s.id
    where s.thing = 'recipient:' || r.recipient and s.about = 'recipient:' || r.recipient || '@' || r.n
      and s.type = wanted and s.role = 'oversight' and s.person_id = person
      and (v.act_id is not null or (s.method = 'attested' and is_of_one_person())) $$;

-- When a recipient begins to count; null: it does not.
create function recipient_begins(r oversight_recipient) returns timestamptz language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select min(recipient_signed_at(r, 'recipient.consent', c.person_id)) + make_interval(hours => r.wait_hours)
    from oversight_recipient_consent c where c.n = r.n and c.person_id <> r.proposed_by and r.stopped_at is null
      and recipient_signed_at(r, 'recipient.propose', r.proposed_by) is not null $$;

create function recipient_in_force(moment timestamptz) returns setof oversight_recipient
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select r.* from oversight_recipient r where recipient_begins(r)
      <= least(moment, case when rule_is_lifted('clock') then 'infinity' else clock_timestamp() + interval '1 minute' end)
    order by r.n desc limit 1 $$;

create function check_recipient() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform check_is_now(new.proposed_at);
    if new.stopped_at is not null or new.n <> (select coalesce(max(r.n), 0) + 1 from oversight_recipient r) then
      raise exception 'a recipient is the next one' using errcode = 'EN014';
    end if;
    if not has_role(new.proposed_by, 'oversight') then
      raise exception 'oversight proposes its recipient' using errcode = 'EN002';
    end if;
    new.wait_hours := case when is_founding() or is_of_one_person() then 0 else 24 end;
    return new;
  end if;
  -- Before the log of a restored node goes on, the node stops recipients that were replaced after the backup.
  if not exists (select from audit.log_place) then return new; end if;
  if old.stopped_at is not null or recipient_begins(old) <= clock_timestamp() then
    raise exception 'a recipient is stopped only while it waits' using errcode = 'EN014';
  end if;
  perform check_is_now(new.stopped_at);
  if not has_role(new.stopped_by, 'oversight') then
    raise exception 'oversight stops its recipient' using errcode = 'EN002';
  end if;
  return new;
end $$;
create trigger recipient_rules before insert or update on oversight_recipient for each row
  when (current_user = 'entente_app') execute function check_recipient();
create constraint trigger recipient_is_signed after insert on oversight_recipient deferrable initially deferred for each row
  when (current_user = 'entente_app')
  execute function check_signed_effect('recipient.propose', 'recipient', 'recipient', 'proposed_by', 'passkey');

create function check_recipient_consent() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare r oversight_recipient;
begin
  perform check_is_now(new.at);
  select * into r from oversight_recipient o where o.n = new.n;
  if r.proposed_by = new.person_id then raise exception 'another person consents' using errcode = 'EN001'; end if;
  if not has_role(new.person_id, 'oversight') then
    raise exception 'oversight consents to its recipient' using errcode = 'EN002';
  end if;
  if r.stopped_at is not null or r.proposed_at < new.at - interval '14 days' then
    raise exception 'this recipient does not wait any more' using errcode = 'EN014';
  end if;
  return new;
end $$;
create trigger recipient_consent_rules before insert on oversight_recipient_consent for each row
  when (current_user = 'entente_app') execute function check_recipient_consent();

-- A restore reads that a later recipient was agreed to. It stops the recipients of the backup then.
create function keep_recipient() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into ended_credential (kind, id, state) values ('recipient', new.n::text, 'agreed');
  return null;
end $$;
create trigger keep_recipient after insert on oversight_recipient_consent for each row
  when (current_user = 'entente_app') execute function keep_recipient();

create table oversight_file (
  id uuid primary key,
  kind text not null check (kind in ('report', 'unmask-document', 'note')),
  -- What a document belongs to, and the record with which it is deleted.
  ref text check (ref ~ '^unmask:[0-9a-f-]{36}$'),
  subject_id uuid,
  day date not null,
  recipient_n int not null references oversight_recipient,
  bytes int not null generated always as (octet_length(sealed)) stored,
  sha256 text not null generated always as (encode(sha256(sealed), 'hex')) stored,
  sealed bytea not null check (octet_length(sealed) between 200 and 9437184
    and substring(sealed from 1 for 32) = convert_to(E'age-encryption.org/v1\\n-> X25519 ', 'UTF8')),
  check ((kind = 'unmask-document') = (ref is not null) and (ref is null) = (subject_id is null))
);
alter table oversight_file alter column sealed set storage external;
create index oversight_file_day on oversight_file (day desc, id);
create unique index oversight_file_ref on oversight_file (ref) where ref is not null;
create index oversight_file_subject on oversight_file (subject_id) where subject_id is not null;
create index oversight_file_recipient on oversight_file (recipient_n);
grant select (id, kind, ref, subject_id, day, recipient_n, bytes, sha256) on oversight_file to entente_app, entente_oversight;
grant delete on oversight_file to entente_app;
insert into retention_link (parent, child, part, act)
  select name, 'oversight_file', 'subject_id', 'delete' from retention_root where kept is not null;

create table oversight_opening (
  id text primary key check (id = encode(sha256(convert_to(array_to_string(files, ','), 'UTF8')), 'hex')),
  files uuid[] not null check (cardinality(files) between 1 and 100)
);
grant select, insert on oversight_opening to entente_app;
grant select on oversight_opening to entente_oversight;

-- Who of oversight signed an opening in the last 24 hours, with acts that were found right.
create function opening_people(opening text) returns table (person_id uuid, at timestamptz)
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select s.person_id, max(s.at) from signed_act s left join verified_act v on v.act_id = s.id
    where s.thing = 'opening:' || opening and s.type = 'file.open' and s.role = 'oversight' and has_role(s.person_id, 'oversight')
      and (v.act_id is not null or (s.method = 'attested' and is_of_one_person()))
      and (s.at > clock_timestamp() - interval '24 hours' or rule_is_lifted('clock'))
    group by s.person_id $$;
-- How many people an opening needs: two, unless there is one alone.
create function opening_needs() returns int language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when is_of_one_person() then 1 else least(2, count(distinct a.person_id))::int end
    from account a join account_role r on r.account_id = a.id where a.state <> 'disabled' and r.role = 'oversight' and r.state = 'active' $$;
create function may_open_file(file uuid) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select opening_needs() > 0 and exists (select from oversight_opening o
    where file = any(o.files) and (select count(*) from opening_people(o.id)) >= opening_needs()) $$;

create table oversight_download (
  id uuid primary key,
  file_id uuid not null references oversight_file on delete cascade,
  person_id uuid not null references person,
  at timestamptz not null default clock_timestamp(),
  tx xid8 not null default pg_current_xact_id(),
  released_at timestamptz
);
create index oversight_download_file on oversight_download (file_id);
create index oversight_download_person on oversight_download (person_id);
grant select, insert (id, file_id, person_id) on oversight_download to entente_app;
grant select on oversight_download to entente_oversight;

create function check_download() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not has_role(new.person_id, 'oversight') then raise exception 'oversight opens its files' using errcode = 'EN002'; end if;
  if not may_open_file(new.file_id) then
    raise exception 'two people of oversight open a file' using errcode = 'EN005';
  end if;
  return new;
end $$;
create trigger download_rules before insert on oversight_download for each row
  when (current_user = 'entente_app') execute function check_download();

-- Returns the age file of a download once: after it and its entry in the log were committed, within a minute.
create function released_file(wanted uuid) returns table (kind text, sealed bytea)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update oversight_download d set released_at = clock_timestamp()
    where d.id = wanted and d.released_at is null and d.tx <> pg_current_xact_id() and d.at > clock_timestamp() - interval '1 minute'
      and exists (select from audit.entry e where e.ref = 'file:' || d.file_id and e.type = 'file.download' and e.tx = d.tx);
  if not found then raise exception 'a download is logged before it is released' using errcode = 'EN014'; end if;
  return query select f.kind, f.sealed from oversight_download d join oversight_file f on f.id = d.file_id where d.id = wanted;
end $$;
revoke all on function released_file(uuid) from public;
grant execute on function released_file(uuid) to entente_app;

-- Stores an age file for the recipient in force. The role of the node has no privilege on the bytes.
create function seal_for_oversight(file uuid, kind_is text, ref_is text, subject uuid, day_is date, n int, bytes_are bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if abs(day_is - (clock_timestamp() at time zone 'UTC')::date) > 1 and not rule_is_lifted('clock') then
    raise exception 'a day differs from the clock of the database' using errcode = 'EN012';
  end if;
  if not exists (select from recipient_in_force('infinity') r where r.n = seal_for_oversight.n) then
    raise exception 'a file is for the recipient in force' using errcode = 'EN014';
  end if;
  insert into oversight_file (id, kind, ref, subject_id, day, recipient_n, sealed) values (file, kind_is, ref_is, subject, day_is, n, bytes_are);
end $$;
revoke all on function seal_for_oversight(uuid, text, text, uuid, date, int, bytea) from public;
grant execute on function seal_for_oversight(uuid, text, text, uuid, date, int, bytea) to entente_app;

create function check_oversight_file() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- A file that nobody opened stays for three years, so one person of oversight cannot make a report vanish.
  if exists (select from oversight_download d where d.file_id = old.id and d.released_at is not null)
    or old.day < (clock_timestamp() at time zone 'UTC')::date - 1096 then return old; end if;
  raise exception 'a file is deleted after it was opened' using errcode = 'EN014';
end $$;
create trigger oversight_file_rules before delete on oversight_file for each row
  when (current_user = 'entente_app') execute function check_oversight_file();
`
