/**
 * Stores the order of the queue and indexes it: deadline, strength of the evidence, number of fields that could be compared.
 * Existing hits get a strength from their log-odds, which include a prior of -6.5 nats, or from a score of nearness without
 * log-odds (`mediaScore` and `mediaStrength` of the contracts), and no number of fields, until they are compared again.
 */
export const queueOrder = /* sql */ `
alter table hit add column strength real not null default 0, add column compared_fields smallint not null default 0;
update hit set strength = case
  when log_odds is not null then (6.5 + log_odds) / ln(10)
  when score >= 0.9 then 8 * (1 - (1 - score) / 0.4)
  else 8 * greatest(0, 1 - (1.1 - score) / 0.8) end;
drop index case_queue;
alter table case_file rename column rank_value to strength;
alter table case_file add column compared_fields smallint not null default 0;
update case_file c set strength = coalesce((select max(h.strength) from hit h where h.case_id = c.id and h.withdrawn_at is null),
  (select max(h.strength) from hit h where h.case_id = c.id), 0);
create index case_queue on case_file (coalesce(due_at, 'infinity'::timestamptz), (-strength), (-compared_fields), id)
  where state in ('open', 'in-review', 'awaiting-second');
create index case_queue_gateway on case_file (gateway, coalesce(due_at, 'infinity'::timestamptz), (-strength), (-compared_fields), id)
  where state in ('open', 'in-review', 'awaiting-second');
create index case_state on case_file (state, coalesce(due_at, 'infinity'::timestamptz), (-strength), (-compared_fields), id);
`
