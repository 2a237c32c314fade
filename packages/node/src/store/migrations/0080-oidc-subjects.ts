/**
 * Subjects of an OpenID provider that open accounts. A subject (`iss` and `sub`) opens one account at a time, and an account has one subject of
 * a provider. A row is never deleted: it says who was tied, when, and by which change.
 *
 * A change that ties or unties names the subject. The kinds of changes are a list in the contracts, so the database checks their form only. The
 * previous release cannot carry out these changes, so it does not run on this data.
 *
 * A session that a provider opened names the subject and the provider's own session (`sid`), which a logout token names (OpenID Connect
 * Back-Channel Logout 1.0, 2.4).
 */
export const oidcSubjects = /* sql */ `
create table oidc_subject (
  id uuid primary key,
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 255),
  account_id uuid not null references account,
  change_id uuid not null references people_change,
  tied_at timestamptz not null,
  ended_at timestamptz
);
create unique index oidc_subject_once on oidc_subject (issuer, subject) where ended_at is null;
create unique index oidc_subject_account on oidc_subject (account_id, issuer) where ended_at is null;
grant select, insert on oidc_subject to entente_app;
grant update (ended_at) on oidc_subject to entente_app;

alter table people_change drop constraint people_change_kind_check;
alter table people_change add constraint people_change_kind_check check (kind ~ '^[a-z-]{1,20}$');
alter table people_change add column subject jsonb check ((subject is not null) = (kind in ('tie', 'untie')));

alter table session add column subject_id uuid references oidc_subject, add column provider_sid text;
create index session_of_provider on session (subject_id) where subject_id is not null;

-- A restore must not bring back an untied subject.
alter table ended_credential drop constraint ended_credential_kind_check;
alter table ended_credential add constraint ended_credential_kind_check check (kind ~ '^[a-z-]{1,20}$');
create trigger keep_ended after update of ended_at on oidc_subject for each row when (old.ended_at is distinct from new.ended_at)
  execute function keep_ended('oidc-subject', 'id', 'ended_at');
`
