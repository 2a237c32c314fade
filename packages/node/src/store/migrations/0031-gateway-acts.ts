/**
 * Stores the acts of each gateway as rows. When a node starts, they are filled from the vocabularies by the database
 * owner; the node's role may only read them. This migration adds only the acts of existing decisions, so that an empty
 * database stays empty. These rows say whether an act is adverse. A proposal or decision takes its gateway from its
 * case and references the row, so that nobody can record an adverse act as a harmless one.
 */
export const gatewayActs = /* sql */ `
create table gateway_act (
  gateway text not null,
  act text not null,
  outcome text not null check (outcome in ('no-action', 'further-check', 'adverse')),
  adverse boolean not null check (adverse = (outcome = 'adverse')),
  primary key (gateway, act),
  unique (gateway, act, adverse)
);
grant select on gateway_act to entente_app;
alter table proposal add column gateway text;
alter table decision add column gateway text;
alter table proposal disable trigger user;
alter table decision disable trigger user;
update proposal p set gateway = c.gateway from case_file c where c.id = p.case_id;
update decision d set gateway = c.gateway from case_file c where c.id = d.case_id;
insert into gateway_act (gateway, act, outcome, adverse)
  select distinct on (gateway, act) gateway, act, case outcome when 'exempt' then 'no-action' else outcome end, adverse
  from (select gateway, act, outcome, adverse from proposal union all select gateway, act, outcome, adverse from decision) used
  order by gateway, act;
alter table proposal enable trigger user;
alter table decision enable trigger user;
create function set_gateway_of_case() returns trigger language plpgsql as $$
begin
  new.gateway := (select gateway from case_file where id = new.case_id);
  return new;
end $$;
create trigger act_of_gateway before insert on proposal for each row execute function set_gateway_of_case();
create trigger act_of_gateway before insert on decision for each row execute function set_gateway_of_case();
alter table proposal drop constraint proposal_act, alter column gateway set not null,
  add constraint proposal_act foreign key (gateway, act, adverse) references gateway_act (gateway, act, adverse);
alter table decision drop constraint decision_act, alter column gateway set not null,
  add constraint decision_act foreign key (gateway, act, adverse) references gateway_act (gateway, act, adverse);
`
