/**
 * Restores without the file of the former disk that says what happened after the backup. Each page says it until two people end the mark.
 * Nothing is deleted: a later backup contains the marks. The release before runs on the same data and shows none.
 */
export const restoreMarks = /* sql */ `
create table restore_mark (
  id uuid primary key,
  restored_at timestamptz not null,
  backup_at timestamptz not null,
  known_until timestamptz,
  first_by uuid references person,
  first_at timestamptz,
  second_by uuid references person,
  second_at timestamptz,
  check ((first_by is null) = (first_at is null)),
  check ((second_by is null) = (second_at is null)),
  check (second_by is null or (first_by is not null and first_by <> second_by))
);
grant select, insert on restore_mark to entente_app;
grant update (first_by, first_at, second_by, second_at) on restore_mark to entente_app;
`
