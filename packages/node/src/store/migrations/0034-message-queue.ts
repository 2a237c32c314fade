/**
 * Makes the rows of unread messages the queue of the readers: `read_at` is the time of the next attempt, null for a
 * message that does not wait. Waiting messages of one sender and one `group_key` are read together. A job that an older
 * release enqueued for a message finds the message read and does nothing.
 */
export const messageQueue = /* sql */ `
alter table message add column group_key text not null default '', add column read_at timestamptz, add column attempts int not null default 0;
update message set read_at = received_at where status = 'received' and read_version = 0;
create index message_waiting on message (read_at) where read_at is not null;
create index message_waiting_group on message (sender_id, group_key, read_at) where read_at is not null;
`
