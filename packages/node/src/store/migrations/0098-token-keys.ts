/**
 * Stores the tokens by which identifiers are found under keys of their own (decision 0085): rows of `day_key` of the class `index`, one for
 * each regime and calendar month in which a clock ends, and one for what no clock ends. `token_key` is the id of the key of a row's tokens;
 * null: they are keyed hashes of the release before, which a backup of that release can test. `seal_progress` has, as `tokens`, whether
 * any of them is left, and each table whose tokens were moved as `<table>.tokens`.
 *
 * The release before computes other tokens, so it finds nothing on the result and does not run on it.
 */
export const tokenKeys = /* sql */ `
alter table day_key drop constraint day_key_class_check;
alter table day_key add constraint day_key_class_check check (class in ('a', 'b', 'raw', 'index'));
create index day_key_tokens on day_key (id) where class = 'index';

alter table selector_index add column token_key bytea;
alter table statement add column token_key bytea;
alter table reservation_version add column token_key bytea;
alter table signal add column token_key bytea;
alter table false_positive_override add column token_key bytea;
alter table upload add column token_key bytea;
grant update (hash, token_key) on selector_index to entente_app;
grant update (value_hash, token_key) on false_positive_override to entente_app;
grant update (ref, account, token_key) on upload to entente_app;

insert into seal_progress (records) select 'tokens'
  where exists (select from selector_index) or exists (select from statement) or exists (select from reservation_version)
    or exists (select from signal where value_key is not null) or exists (select from false_positive_override) or exists (select from upload);
`
