/** The end of each signal's lawful basis, from the statement itself, as the codec of this release keeps it. */
export const fillBasisEnds = `update signal set basis_until = (convert_from(b, 'UTF8')::json #>> '{lawfulBasis,validUntil}')::timestamptz`

/**
 * Tries to sign in are counted per account and source address, under keyed hashes, and paced over all addresses: nobody elsewhere keeps an account locked.
 * They are the node's own working memory: not in a backup, not oversight's.
 *
 * A signal may be used until its own end or that of its lawful basis, whichever comes first: `usable_until`.
 */
export const signInAndSecondPerson = /* sql */ `
create table sign_in_try (
  key bytea primary key,
  account_id uuid references account,
  tries int not null default 0,
  locks int not null default 0,
  locked_until timestamptz,
  last_try_at timestamptz not null,
  last_right_at timestamptz
);
create index sign_in_try_account on sign_in_try (account_id) where account_id is not null;
create table sign_in_pace (key bytea primary key, free_at timestamptz not null);
grant select, insert, update, delete on sign_in_try, sign_in_pace to entente_app;
alter table account drop column failed_tries, drop column locked_until;

alter table signal add column basis_until timestamptz;
${fillBasisEnds};
alter table signal add column usable_until timestamptz not null generated always as (least(valid_until, basis_until)) stored;
`
