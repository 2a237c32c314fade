import type { ColumnType } from 'kysely'

/**
 * A jsonb column. It is read as a value and written as text, because the driver would write an array as a PostgreSQL
 * array.
 */
export type Json<T> = ColumnType<T, string, string>
export type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>
export type Instant = ColumnType<Date, Date | string, Date | string>
export type Maybe = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
