/**
 * Stores drafts of decisions, one for each person, case and kind (`first`: a proposal; `second`: the answer of a second
 * person). Backups leave them out.
 *
 * A case stores for each of its parts the version in which that part last changed. `case_read` contains the newest
 * version of a case that the node gave to a person, and `proposal.seen` the version on which a proposal rests. An event
 * names the parts that changed.
 *
 * An account stores the desktop notices that its person wants. A proposal can be withdrawn, and its proposer can remind the people who may confirm it.
 *
 * All tables and columns are new or have defaults, so the previous release runs on the same data.
 */
export const draftsAndSeen = /* sql */ `
create table case_draft (
  id uuid primary key,
  case_id uuid not null references case_file on delete cascade,
  person_id uuid not null references person,
  kind text not null check (kind in ('first', 'second')),
  kept_at timestamptz not null,
  a bytea, b bytea not null,
  unique (case_id, person_id, kind)
);
create index case_draft_person on case_draft (person_id);
create index case_draft_kept on case_draft (kept_at);
grant select, insert, update, delete on case_draft to entente_app;

create table case_read (
  case_id uuid not null references case_file on delete cascade,
  person_id uuid not null references person,
  version int not null,
  at timestamptz not null,
  primary key (case_id, person_id)
);
grant select, insert, update on case_read to entente_app;

alter table case_file add column part_versions jsonb not null default '{}';
alter table event add column parts text[];

alter table proposal add column seen int, add column seen_at timestamptz, add column reminded int not null default 0, add column reminded_at timestamptz;
alter table proposal drop constraint proposal_state_check,
  add constraint proposal_state_check check (state in ('open', 'decided', 'disagreed', 'withdrawn'));
grant update (seen, seen_at, reminded, reminded_at) on proposal to entente_app;

-- The release before refuses an unknown name in the column of preferences.
alter table account add column notices text[];
grant update (notices) on account to entente_app;

-- A confirmation never follows a withdrawn proposal, and a proposal with a confirmation is never withdrawn.
create function check_withdrawal() returns trigger language plpgsql as $$
begin
  if old.state <> 'open' or exists (select from confirmation c where c.proposal_id = old.id) then
    raise exception 'a confirmed proposal is not withdrawn' using errcode = 'EN010';
  end if;
  return new;
end $$;
create trigger proposal_withdrawal before update on proposal for each row
  when (new.state = 'withdrawn') execute function check_withdrawal();
`
