/**
 * Stores the files of uploads. An original is kept sealed while a case needs it: in its row or, over 8 MB, in a file
 * that the row names. The pictures that people may view are made from the original each time. Views are counted per
 * person; which content was viewed is only in the log. How often people viewed content, and what they handed to
 * colleagues, is private: the role of oversight reads neither.
 */
export const uploadFiles = /* sql */ `
-- Labels (scheme:code) and incidents of the matches that the case rests on, by which the queue is drawn; the account is blinded.
alter table upload add column labels text[] not null default '{}', add column incidents uuid[] not null default '{}', add column account bytea,
  add column original text not null default 'none' check (original in ('none', 'kept', 'gone'));
create index upload_account on upload (account) where account is not null;

create table upload_original (
  id uuid primary key,
  upload_id uuid not null unique references upload on delete cascade,
  kept_at timestamptz not null,
  bytes bigint not null,
  raw bytea,
  raw_file text unique,
  -- 32 pixels wide and grey, sealed too.
  preview bytea,
  team text not null,
  regime text not null, purposes text[] not null, mask_at timestamptz, delete_at timestamptz not null,
  check ((raw is null) <> (raw_file is null))
);
create index upload_original_clock on upload_original (delete_at);

create table look (
  number bigint primary key generated always as identity,
  person_id uuid not null references person,
  at timestamptz not null,
  level text not null check (level in ('still', 'video'))
);
create index look_person on look (person_id, at);
create table looking (
  person_id uuid primary key references person,
  choices jsonb not null,
  break_from timestamptz,
  break_until timestamptz check (break_until >= break_from)
);

grant update (labels, incidents, original) on upload to entente_app;
grant select, insert, delete on upload_original, look to entente_app;
grant update (delete_at) on upload_original to entente_app;
grant select, insert on looking to entente_app;
grant update (choices, break_from, break_until) on looking to entente_app;
grant usage on all sequences in schema public to entente_app;
grant select on upload_original to entente_oversight;
`
