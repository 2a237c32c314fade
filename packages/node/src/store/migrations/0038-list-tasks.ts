/**
 * Previews, imports and rollbacks of lists run in the background. A row is the task, its progress and its result; `body`
 * is the sealed file of a preview that is not finished. One unfinished import or rollback of a list exists at a time.
 */
export const listTasks = /* sql */ `
create table list_task (
  id uuid primary key,
  kind text not null check (kind in ('preview', 'import', 'rollback')),
  list_id uuid not null references list,
  preview_id uuid,
  to_version int,
  reason text,
  account_id uuid not null references account,
  role text not null,
  purpose text not null,
  asked_at timestamptz not null,
  small boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  phase text check (phase in ('reading', 'comparing', 'trying', 'writing')),
  done int not null default 0,
  total int,
  attempts int not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  problem jsonb,
  version int,
  rematch_id uuid,
  body bytea,
  b bytea,
  check ((finished_at is null) = (state in ('waiting', 'running'))),
  check (body is null or finished_at is null)
);
create unique index list_task_change on list_task (list_id) where kind <> 'preview' and finished_at is null;
create index list_task_unfinished on list_task (asked_at) where finished_at is null;
create index list_task_list on list_task (list_id, asked_at desc);
create index list_task_finished on list_task (finished_at) where finished_at is not null;
grant select, insert, update, delete on list_task to entente_app;
`
