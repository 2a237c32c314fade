/**
 * Moves the settings of a sender to its gateway, which declares their schema. The keys of a sender with a `scope` may
 * call only routes with this scope.
 */
export const senderSettings = /* sql */ `
alter table sender add column settings jsonb not null default '{}', add column scope text;
update sender set settings = jsonb_build_object('carriers', to_jsonb(carriers), 'acknowledge', acknowledge, 'answerCodes', answer_codes)
  where gateway = 'travel';
update sender set settings = jsonb_build_object('remote', remote), scope = case when remote is null then null else 'remote' end
  where gateway = 'content';
alter table sender drop column carriers, drop column acknowledge, drop column answer_codes, drop column remote;
`
