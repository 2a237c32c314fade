/**
 * Removes the terms of single gateways from cases. A case belongs to a context (a flight, a shipment), a hit belongs to
 * one party of its subject, and a message states its context by its gateway's key. The tables of answers to carriers
 * get names of the travel gateway. Waiting jobs name their gateway.
 */
export const partiesAndContexts = /* sql */ `
alter table case_file drop constraint case_file_flight_id_fkey;
alter table case_file rename column flight_id to context_id;
alter index case_file_flight rename to case_file_context;

alter table hit add column party text not null default '1';
alter table hit drop constraint hit_case_id_signal_id_key;
alter table hit add constraint hit_of_party unique (case_id, party, signal_id);
alter table hit alter column party drop default;

alter table message rename column flight_key to context_key;

alter table answer rename to carrier_answer;
alter table answer_person rename to carrier_answer_person;

do $$ begin
  -- A new database has no queue yet.
  if to_regclass('graphile_worker._private_jobs') is null then return; end if;
  update graphile_worker._private_jobs j set payload = (j.payload::jsonb - 'travellerIds'
      || jsonb_build_object('gateway', 'travel', 'subjectIds', j.payload::jsonb -> 'travellerIds'))::json
    from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'match-subjects' and j.payload::jsonb ? 'travellerIds';
  update graphile_worker._private_jobs j set payload = (j.payload::jsonb || jsonb_build_object('gateway', 'travel'))::json
    from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'answer-subject' and not j.payload::jsonb ? 'gateway';
end $$;
`
