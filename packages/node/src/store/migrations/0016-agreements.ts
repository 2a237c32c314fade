/**
 * Stores the attributes that decide access to a signal in columns, so that one SQL expression can decide access to a
 * million signals (decision 0020). The migration fills the columns from stored signals. An attribute that a signal does
 * not state stays null, which refuses access. `recipients` is `{*}` if every party of the agreements is a recipient.
 * Agreements are stored as signed, and the attributes of a version that decide access are in columns too. This member's
 * signature requires the approval of two people, one of them a supervisor; the database checks that in the same way as
 * for decisions.
 */
export const agreements = /* sql */ `
alter table signal
  add column agreements text[], add column recipients text[], add column pap text, add column minor boolean, add column last_verified_at timestamptz,
  add column basis_stated boolean, add column necessity_stated boolean, add column origin text;
alter table signal disable trigger signals_of_items;
with said as (
  select id, owner, convert_from(b, 'UTF8')::jsonb as b, case when a is not null then convert_from(a, 'UTF8')::jsonb end as a from signal
)
update signal g set
  agreements = case when jsonb_typeof(s.b->'agreements') = 'array' then array(select jsonb_array_elements_text(s.b->'agreements')) end,
  recipients = case jsonb_typeof(s.b->'recipients') when 'array' then array(select jsonb_array_elements_text(s.b->'recipients')) when 'null' then array['*'] end,
  pap = s.b->>'pap', minor = case when jsonb_typeof(s.b->'minor') = 'boolean' then (s.b->>'minor')::boolean end,
  last_verified_at = (s.b->'source'->>'lastVerifiedAt')::timestamptz,
  basis_stated = btrim(s.b->'lawfulBasis'->>'reference') <> '', necessity_stated = char_length(s.a->>'necessity') >= 20, origin = s.owner
from said s where s.id = g.id;
alter table signal enable trigger signals_of_items;
create index signal_agreements on signal using gin (agreements);

create function tlp_rank(text) returns int language sql immutable strict parallel safe as
  $$ select array_position(array['clear', 'green', 'amber', 'amber+strict', 'red'], $1) $$;
create function pap_rank(text) returns int language sql immutable strict parallel safe as
  $$ select array_position(array['clear', 'green', 'amber', 'red'], $1) $$;

-- Who takes part: one's own member from the first start, the others as they join. Only who is active may be given or may do anything.
create table member_standing (
  member text primary key,
  state text not null check (state in ('active', 'unconfirmed', 'suspended', 'removed')),
  since timestamptz not null,
  own boolean not null default false
);
create unique index member_standing_own on member_standing (own) where own;
create table member_key (
  member text not null,
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
  public_key bytea not null check (octet_length(public_key) = 32),
  valid_from timestamptz not null,
  valid_until timestamptz,
  compromised_since timestamptz,
  primary key (member, key_id)
);

create table agreement (
  id uuid not null,
  version int not null check (version >= 1),
  body jsonb not null,
  made_by text not null,
  created_at timestamptz not null,
  offered_at timestamptz,
  members text[] not null,
  receivers text[] not null,
  contributors text[] not null,
  signed text[] not null default '{}',
  kinds text[] not null,
  purposes text[] not null,
  max_tlp text not null,
  max_pap text not null,
  onward text not null,
  children text not null,
  risk_countries text[] not null,
  retention_days int not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  review_due timestamptz not null,
  primary key (id, version)
);
create table agreement_party (
  agreement_id uuid not null,
  version int not null,
  member text not null,
  country text,
  type text not null,
  contribute boolean not null,
  receive boolean not null,
  primary key (agreement_id, version, member),
  foreign key (agreement_id, version) references agreement (id, version)
);
create table agreement_consent (
  agreement_id uuid not null,
  version int not null,
  person_id uuid not null references person,
  account_id uuid not null references account,
  role text not null check (role in ('signal-officer', 'supervisor')),
  at timestamptz not null,
  primary key (agreement_id, version, person_id),
  foreign key (agreement_id, version) references agreement (id, version)
);
create table agreement_signature (
  agreement_id uuid not null,
  version int not null,
  member text not null,
  key_id text not null,
  at text not null,
  value text not null,
  received_at timestamptz not null,
  own boolean not null,
  primary key (agreement_id, version, member),
  foreign key (agreement_id, version) references agreement (id, version)
);
create table agreement_end (
  agreement_id uuid not null,
  member text not null,
  received_at timestamptz not null,
  body jsonb not null,
  primary key (agreement_id, member)
);
create table agreement_suspension (
  id uuid primary key,
  agreement_id uuid not null,
  at timestamptz not null,
  reason text not null,
  person_id uuid not null references person,
  lifted_at timestamptz,
  lifted_by uuid references person
);
create unique index agreement_suspended on agreement_suspension (agreement_id) where lifted_at is null;
create table onward_approval (
  signal_id uuid not null references signal,
  agreement_id uuid not null,
  destination text not null,
  approved_by text not null,
  at timestamptz not null,
  primary key (signal_id, agreement_id, destination)
);
-- A lawyer's word that something may go to a country of risk nevertheless.
create table transfer_sign_off (
  agreement_id uuid not null,
  member text not null,
  reference text not null,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (agreement_id, member)
);

create trigger by_own_name before insert on agreement_consent for each row execute function check_own_name();
create function check_agreement_consent() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from account_role r where r.account_id = new.account_id and r.role = new.role and r.state = 'active') then
    raise exception 'the role is not one of the account' using errcode = 'EN002';
  end if;
  return new;
end $$;
create trigger agreement_consent_rules before insert on agreement_consent for each row execute function check_agreement_consent();
create function check_agreement() returns trigger language plpgsql as $$
begin
  if new.signed <> '{}' then
    raise exception 'an agreement is signed by its signatures' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger agreement_rules before insert on agreement for each row execute function check_agreement();
create function check_agreement_signature() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare people int; supervisors int;
begin
  new.own := exists (select from member_standing m where m.member = new.member and m.own);
  if new.own then
    select count(*), count(*) filter (where c.role = 'supervisor') into people, supervisors
      from agreement_consent c where c.agreement_id = new.agreement_id and c.version = new.version;
    if people < 2 or supervisors < 1 then
      raise exception 'an agreement is signed after two people said yes, one of them a supervisor' using errcode = 'EN005';
    end if;
  end if;
  update agreement set signed = array(select distinct unnest(signed || new.member) order by 1) where id = new.agreement_id and version = new.version
    and new.member = any(members);
  if not found then
    raise exception 'only a party signs' using errcode = 'EN003';
  end if;
  return new;
end $$;
create trigger agreement_signature_rules before insert on agreement_signature for each row execute function check_agreement_signature();
create function refuse_change_of_agreements() returns trigger language plpgsql as $$
begin raise exception 'what was agreed, signed or ended is only added to' using errcode = 'EN007'; end $$;
create trigger agreement_signature_is_final before update or delete or truncate on agreement_signature for each statement execute function refuse_change_of_agreements();
create trigger agreement_end_is_final before update or delete or truncate on agreement_end for each statement execute function refuse_change_of_agreements();
create trigger agreement_is_kept before delete or truncate on agreement for each statement execute function refuse_change_of_agreements();

-- Lists of an operator; those that are shipped are files of the program.
create table false_positive_list (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{2,63}$'),
  version int not null,
  name text not null,
  kind text not null,
  type text not null check (type in ('exact', 'cidr', 'hostname', 'suffix', 'regex')),
  effect text not null check (effect in ('block', 'warn')),
  owner text not null,
  entries text[] not null,
  valid_until timestamptz,
  at timestamptz not null,
  by_account uuid not null references account
);
-- One value of one list that may be a signal nevertheless, as two people found. The value is kept as its keyed hash.
create table false_positive_override (
  id uuid primary key,
  list_id text not null,
  entry text not null,
  kind text not null,
  value_hash bytea not null,
  reason text not null check (char_length(reason) between 20 and 2000),
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  agreed_by uuid references person,
  agreed_at timestamptz,
  check (agreed_by <> asked_by)
);
create unique index false_positive_override_value on false_positive_override (list_id, kind, value_hash);

grant select, insert on member_standing, member_key, agreement, agreement_party, agreement_consent, agreement_signature, agreement_end, agreement_suspension,
  onward_approval, transfer_sign_off, false_positive_list, false_positive_override to entente_app;
grant update (state, since, own) on member_standing to entente_app;
grant update (valid_until, compromised_since) on member_key to entente_app;
grant update (body, members, receivers, contributors, kinds, purposes, max_tlp, max_pap, onward, children, risk_countries, retention_days, valid_from, valid_until,
  review_due, offered_at) on agreement to entente_app;
grant delete on agreement_party, onward_approval, transfer_sign_off, false_positive_list to entente_app;
grant update (lifted_at, lifted_by) on agreement_suspension to entente_app;
grant update (version, name, kind, type, effect, entries, valid_until, at, by_account) on false_positive_list to entente_app;
grant update (agreed_by, agreed_at) on false_positive_override to entente_app;
grant select on member_standing, member_key, agreement, agreement_party, agreement_consent, agreement_signature, agreement_end, agreement_suspension,
  onward_approval, transfer_sign_off, false_positive_list, false_positive_override to entente_oversight;
`
