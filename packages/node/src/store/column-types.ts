import type { ColumnType } from 'kysely'

/** jsonb: read as a value, written as text, so that arrays are not taken for PostgreSQL arrays. */
export type Json<T> = ColumnType<T, string, string>
export type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>
export type Instant = ColumnType<Date, Date | string, Date | string>
export type Maybe = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
