/**
 * Adds indexes for rows that every opened case, every answer and every queue needs. Without them each query scans a
 * whole table: with 100,000 rows about 25 ms, several times a page. With them a query takes less than one millisecond.
 */
export const indexes = /* sql */ `
create index traveller_merged on traveller (merged_into) where merged_into is not null;
create index case_note_case on case_note (case_id, at);
create index proposal_case on proposal (case_id, at);
create index proposal_person on proposal (person_id, at);
create index confirmation_case on confirmation (case_id, at);
create index confirmation_person on confirmation (person_id, at);
create index decision_at on decision (proposed_at) where reopened_at is null;
create index feedback_case on feedback (case_id, at);
create index feedback_hit on feedback (hit_id, at desc) where hit_id is not null;
create index case_file_flight on case_file (flight_id);
create unique index case_file_number on case_file (number);
create index flight_number on flight (carrier, number, departs_at);
create index flight_late on flight (state) where state = 'late';
create index message_sender on message (sender_id, received_at desc, id desc);
create index message_raw_file on message (raw_file) where raw_file is not null;
`
