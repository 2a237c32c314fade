/** The account that promotes a model belongs to the person who is named as its second person. */
export const modelApprover = /* sql */ `
create or replace function check_cargo_model() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'training' then raise exception 'a model begins with its training' using errcode = 'EN003'; end if;
    return new;
  end if;
  if (new.kind, new.features_version, new.seed, new.author_id) is distinct from (old.kind, old.features_version, old.seed, old.author_id)
    or (old.bytes is not null and (new.bytes, new.hash, new.report::text) is distinct from (old.bytes, old.hash, old.report::text)) then
    raise exception 'a trained model does not change' using errcode = 'EN003';
  end if;
  if new.state = 'active' and old.state <> 'active' then
    if old.state <> 'trained' then raise exception 'only a trained model comes into force' using errcode = 'EN003'; end if;
    if new.approver_id is null then raise exception 'a model needs a second person' using errcode = 'EN005'; end if;
    if new.approver_id = new.author_id then
      raise exception 'the person who asked for the training cannot promote the model' using errcode = 'EN001';
    end if;
    if not exists (select 1 from account a where a.id = new.approver_account_id and a.person_id = new.approver_id) then
      raise exception 'this account belongs to another person' using errcode = 'EN009';
    end if;
    if not exists (select 1 from account_role r where r.account_id = new.approver_account_id and r.role = 'supervisor' and r.state = 'active') then
      raise exception 'only a supervisor promotes a model' using errcode = 'EN002';
    end if;
  elsif new.state <> old.state and (old.state, new.state) not in (('training', 'trained'), ('training', 'failed'), ('active', 'retired')) then
    raise exception 'this step does not follow' using errcode = 'EN003';
  end if;
  return new;
end $$;
`
