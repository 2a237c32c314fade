/**
 * Stores the language and the digits in which a person reads the desk; null is the choice of the browser. They have
 * columns of their own because the release before refuses an unknown name in `preferences`, so that nobody could sign
 * in after rolling back. That release ignores the columns.
 */
export const readingLanguage = /* sql */ `
alter table account
  add column language text check (language in ('ar', 'zh', 'en', 'fr', 'ru', 'es')),
  add column digits text check (digits in ('latn', 'arab'));
grant update (language, digits) on account to entente_app;
`
