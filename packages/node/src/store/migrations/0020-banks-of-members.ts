/**
 * Adds a bank for each member. It contains the hashes and web addresses that are signals of that member. The node
 * updates it when the signals change; people can neither fill nor delete it.
 */
export const banksOfMembers = /* sql */ `
alter table bank add column follows text;
create unique index bank_follows on bank (follows) where follows is not null;
create function keep_followed_bank() returns trigger language plpgsql as $$
begin
  if old.follows is not null and (new.follows is distinct from old.follows or new.deleted_at is not null or new.negative) then
    raise exception 'a bank that follows the signals of a member stays' using errcode = 'EN007';
  end if;
  return new;
end $$;
create trigger bank_followed before update on bank for each row execute function keep_followed_bank();
`
