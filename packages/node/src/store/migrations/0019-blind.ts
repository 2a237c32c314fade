/**
 * Adds blind checks (decision 0019). A holder's keys are derived from one file by agreement, kind and epoch, so no key
 * is stored here. A token belongs to one version of one signal and is deleted together with it. `blind_check` is the
 * log of both members. The findings are stored only at the asker, sealed, for one day.
 */
export const blind = /* sql */ `
create table blind_epoch (
  agreement_id uuid not null,
  kind text not null,
  epoch int not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  began_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (agreement_id, kind, epoch)
);
create table blind_token (
  agreement_id uuid not null,
  kind text not null,
  epoch int not null,
  signal_id uuid not null references signal on delete cascade,
  version int not null,
  tokens bigint[] not null,
  primary key (agreement_id, kind, epoch, signal_id)
);
create index blind_token_signal on blind_token (signal_id);
create function drop_blind_tokens() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from blind_token where signal_id = new.id;
  return null;
end $$;
create trigger blind_tokens_go after update of version, status on signal for each row
  when (old.version is distinct from new.version or old.status is distinct from new.status) execute function drop_blind_tokens();

-- What a holder announced, as its askers keep it, and the last set each of them was given.
create table blind_holder_key (
  holder text not null,
  agreement_id uuid not null,
  kind text not null,
  epoch int not null,
  public_key bytea not null,
  received_at timestamptz not null,
  primary key (holder, agreement_id, kind, epoch)
);
create table blind_set (
  holder text not null,
  agreement_id uuid not null,
  kind text not null,
  epoch int not null,
  tokens bytea not null,
  sha256 bytea not null,
  size int not null,
  signed_at timestamptz not null,
  day_size int not null,
  day_at timestamptz not null,
  primary key (holder, agreement_id, kind)
);

create table blind_check (
  id uuid primary key,
  direction text not null check (direction in ('ask', 'answer')),
  member text not null,
  agreement_id uuid not null,
  kind text not null,
  mode text not null check (mode in ('single', 'batch')),
  epoch int not null,
  padded int not null,
  asked int,
  hits int,
  folded int,
  request_hash bytea not null,
  quota_left int not null,
  account_id uuid references account,
  purpose text,
  at timestamptz not null,
  revealed_at timestamptz,
  found bytea,
  found_until timestamptz,
  check ((direction = 'ask') = (asked is not null)),
  check (direction = 'ask' or (found is null and account_id is null and hits is null))
);
create index blind_check_quota on blind_check (member, agreement_id, kind, mode, at) where direction = 'answer';
create index blind_check_at on blind_check (at desc);
create index blind_check_found on blind_check (found_until) where found is not null;
create function keep_blind_check() returns trigger language plpgsql as $$
begin
  if old.hits is not null and (new.hits is distinct from old.hits or new.folded is distinct from old.folded) then
    raise exception 'a blind check stays in the log as it was' using errcode = 'EN007';
  end if;
  return new;
end $$;
create trigger blind_check_kept before update on blind_check for each row execute function keep_blind_check();

grant select, insert on blind_epoch, blind_token, blind_holder_key, blind_set, blind_check to entente_app;
grant delete on blind_token, blind_set to entente_app;
grant update (tokens, sha256, size, signed_at, epoch, day_size, day_at) on blind_set to entente_app;
grant update (version, tokens) on blind_token to entente_app;
grant update (hits, folded, revealed_at, found, found_until) on blind_check to entente_app;
grant select on blind_epoch, blind_holder_key, blind_check to entente_oversight;
`
