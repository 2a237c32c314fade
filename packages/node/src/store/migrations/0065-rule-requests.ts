/**
 * Stores who asked for the approval of a version of a rule, who refused it and why, why a version was withdrawn, and who took a
 * model out of force and why. Earlier rows have none of these. The release before ignores the columns; the trigger keeps it
 * from approving a refused version.
 */
export const ruleRequests = /* sql */ `
alter table cargo_rule_version
  add column requested_at timestamptz,
  add column requested_by uuid references person,
  add column refused_at timestamptz,
  add column refused_by uuid references person,
  add column refusal text check (char_length(refusal) between 3 and 2000),
  add column withdrawal text check (char_length(withdrawal) between 3 and 2000),
  add check ((requested_at is null) = (requested_by is null)),
  add check ((refused_at is null) = (refused_by is null) and (refused_at is null) = (refusal is null)),
  add check (refused_at is null or approved_at is null),
  add check (withdrawal is null or withdrawn_at is not null);
alter table cargo_model
  add column retired_by uuid references person,
  add column retirement text check (char_length(retirement) between 3 and 2000),
  add check (retirement is null or (retired_by is not null and retired_at is not null));

create function check_cargo_rule_refused() returns trigger language plpgsql as $$
begin
  if old.requested_at is not null and (new.requested_at, new.requested_by) is distinct from (old.requested_at, old.requested_by)
    or old.refused_at is not null and (new.refused_at, new.refused_by, new.refusal) is distinct from (old.refused_at, old.refused_by, old.refusal)
    or old.withdrawn_at is not null and new.withdrawal is distinct from old.withdrawal then
    raise exception 'a request, a refusal and a reason never change' using errcode = 'EN003';
  end if;
  if new.refused_by = any (old.authors) then
    raise exception 'who wrote or edited a version does not refuse it' using errcode = 'EN001';
  end if;
  return new;
end $$;
create trigger cargo_rule_refused before update on cargo_rule_version for each row execute function check_cargo_rule_refused();
`
