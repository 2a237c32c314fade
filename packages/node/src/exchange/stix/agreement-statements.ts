import type { Agreement } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { agreementStatement } from './definitions.ts'
import type { StixObject } from './stix-object.ts'

/**
 * Builds the statements of agreements, by agreement id. Each is made from the newest version that every party signed.
 * `to` limits them to agreements of that member, because title and purposes reveal what other members agreed; null
 * means all agreements.
 */
export async function agreementStatements(
  tx: Tx,
  wanted: { to: string | null; agreement?: string },
): Promise<StixObject[]> {
  const { to, agreement } = wanted
  const rows = await tx.db
    .selectFrom('agreement')
    .distinctOn('id')
    .select(['id', 'body'])
    .where(sql<boolean>`signed @> members`)
    .$if(to !== null, (q) => q.where(sql<boolean>`${to} = any(members)`))
    .$if(agreement !== undefined, (q) => q.where('id', '=', agreement ?? ''))
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ body }) => agreementStatement(body as Agreement))
}
