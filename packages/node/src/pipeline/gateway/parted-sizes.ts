import { sql } from 'kysely'

/** From which size on the messages of each gateway are read in parts. */
export type PartedSizes = readonly { gateway: string; bytes: number }[]

/** The condition that a row of messages is read in parts. */
export const isPartedIn = (table: string, above: PartedSizes) =>
  sql<boolean>`exists (select from unnest(${above.map(({ gateway }) => gateway)}::text[],
    ${above.map(({ bytes }) => bytes)}::int[]) as p (gateway, above)
    where p.gateway = ${sql.ref(`${table}.gateway`)} and ${sql.ref(`${table}.bytes`)} > p.above)`
