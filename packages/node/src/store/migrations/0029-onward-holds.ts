/**
 * Of whoever was passed a signal on: until when a legal hold keeps what was to be erased (decision 0024), which is no end of the matter. Of an introduced key: whoever
 * else introduced it, whose log is to be read again as well once people confirmed it (decision 0023).
 * An upload in which nothing was found does not keep whose account it came from.
 */
export const onwardHolds = /* sql */ `
alter table onward_holder add column held_until timestamptz;
alter table introduced_key add column also_by text[] not null default '{}';
grant update (held_until) on onward_holder to entente_app;
grant update (also_by) on introduced_key to entente_app;
grant update (account) on upload to entente_app;
`
