import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** The state that the board shows. */
export const shownState = sql<string>`case when to_check then 'check' else state end`

/** The condition for the flights of a local day. The indexes have exactly its expression. */
export const onDay = (day: string): RawBuilder<SqlBool> => sql<SqlBool>`left(coalesce(departure, arrival), 10) = ${day}`
