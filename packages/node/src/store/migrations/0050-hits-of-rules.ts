/**
 * Lets a hit come from a rule of its gateway in place of a signal. Each hit has one of the two, with its version. The
 * release before makes hits of signals only, and has no gateway with rules: it runs
 * on the result until the first hit of a rule exists. The check reads all hits while their table is locked.
 */
export const hitsOfRules = /* sql */ `
alter table hit alter column signal_id drop not null;
alter table hit alter column signal_version drop not null;
alter table hit add column rule_id uuid;
alter table hit add column rule_version int;
alter table hit add constraint hit_of_signal_or_rule check (
  (signal_id is null) = (signal_version is null) and (rule_id is null) = (rule_version is null) and (signal_id is null) <> (rule_id is null)
);
create unique index hit_of_rule on hit (case_id, party, rule_id) where rule_id is not null;
create index hit_rule on hit (rule_id) where rule_id is not null;
`
