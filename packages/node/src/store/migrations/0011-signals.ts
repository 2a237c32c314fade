/**
 * Comparing known people with changed signals becomes a separate job, with a row that shows its progress. Feedback
 * stores what it was about, so that the history of a signal is counted from one index (with 100,000 rows this took 400
 * ms before). Of a version of a withdrawn signal, the value can be erased and nothing else.
 */
export const signals = /* sql */ `
create table rematch (
  id uuid primary key,
  kind text not null check (kind in ('signals', 'list')),
  list_id uuid references list,
  cause text not null,
  asked_at timestamptz not null,
  signal_ids uuid[] not null,
  started_at timestamptz,
  subject_ids uuid[],
  people int,
  compared int not null default 0,
  hits_reevaluated int not null default 0,
  cases_opened int not null default 0,
  cases_closed int not null default 0,
  decisions_reopened int not null default 0,
  finished_at timestamptz
);
create unique index rematch_waiting on rematch (kind) where kind = 'signals' and started_at is null;
create index rematch_asked on rematch (asked_at desc);
grant select, insert, update, delete on rematch to entente_app;
grant select on rematch to entente_oversight;

alter table feedback add column source text, add column kind text, add column band text, add column latest boolean not null default true;
update feedback f set source = h.source, kind = h.kind, band = h.band from hit h where h.id = f.hit_id;
update feedback f set latest = false where exists (select 1 from feedback g where g.hit_id = f.hit_id and (g.at, g.id) > (f.at, f.id));
create index feedback_track on feedback (source, kind, band, at) include (outcome) where latest;
create function describe_feedback() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Locked: of two who give feedback on a hit at once, the second sees the first.
  select h.source, h.kind, h.band into new.source, new.kind, new.band from hit h where h.id = new.hit_id for no key update;
  return new;
end $$;
create function replace_feedback() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update feedback f set latest = false where f.hit_id = new.hit_id and f.latest and (f.at, f.id) <> (
    select g.at, g.id from feedback g where g.hit_id = new.hit_id order by g.at desc, g.id desc limit 1);
  return null;
end $$;
create trigger feedback_described before insert on feedback for each row when (new.hit_id is not null) execute function describe_feedback();
create trigger feedback_replaced after insert on feedback for each row when (new.hit_id is not null) execute function replace_feedback();

alter table signal_version add column erased_at timestamptz;
create index signal_version_held on signal_version (signal_id) where erased_at is null;
grant update (a, b, erased_at) on signal_version to entente_app;
create function check_signal_version() returns trigger language plpgsql as $$
begin
  if new.erased_at is null or not exists (select 1 from signal s where s.id = new.signal_id and s.status = 'withdrawn') then
    raise exception 'a version of a signal is kept until the signal is withdrawn' using errcode = 'EN008';
  end if;
  return new;
end $$;
create trigger signal_version_erased before update on signal_version for each row execute function check_signal_version();
`
