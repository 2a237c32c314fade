/**
 * For a member to which a signal was passed on: stores until when its legal hold keeps a copy that should be erased
 * (decision 0024); the erasure stays due. For an introduced key: stores the other members that introduced it, because
 * their logs must be read again once people have confirmed the key (decision 0023). Of an upload without findings, the
 * account is no longer stored.
 */
export const onwardHolds = /* sql */ `
alter table onward_holder add column held_until timestamptz;
alter table introduced_key add column also_by text[] not null default '{}';
grant update (held_until) on onward_holder to entente_app;
grant update (also_by) on introduced_key to entente_app;
grant update (account) on upload to entente_app;
`
