/**
 * Stores the order of the queue and indexes it: deadline, strength of the evidence, number of fields that could be compared.
 * Existing hits get a strength from their score, which is the logistic function of the sum of the weights and of the prior
 * (-6.5 nats), and no number of fields, until they are compared again.
 */
export const queueOrder = /* sql */ `
alter table hit add column strength real not null default 0, add column compared_fields smallint not null default 0;
update hit set strength = (6.5 + coalesce(log_odds, ln(least(greatest(score, 1e-6), 0.999999) / (1 - least(greatest(score, 1e-6), 0.999999))))) / ln(10);
drop index case_queue;
alter table case_file rename column rank_value to strength;
alter table case_file add column compared_fields smallint not null default 0;
update case_file c set strength = coalesce((select max(h.strength) from hit h where h.case_id = c.id and h.withdrawn_at is null), 0);
create index case_queue on case_file (coalesce(due_at, 'infinity'::timestamptz), (-strength), (-compared_fields), id)
  where state in ('open', 'in-review', 'awaiting-second');
create index case_state on case_file (state, coalesce(due_at, 'infinity'::timestamptz), (-strength), (-compared_fields), id);
`
