import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { IndexKind } from '../crossing/selector-hashes.ts'

/**
 * Reads the tokens of travellers, and returns them as rows `(owner_id, kind, value, hash)` for a query: one row for each token that an equal
 * value of somebody else may have. Rows with the same `value` are of one value. Masked data is left out.
 */
export async function askedTokens(
  tx: Pick<Tx, 'db' | 'now' | 'openTokens' | 'tokenSearch'>,
  travellerIds: readonly string[],
  kinds: readonly IndexKind[],
): Promise<RawBuilder<unknown>> {
  const stored = await tx.db
    .selectFrom('selector_index')
    .select(['owner_id', 'kind', 'hash', 'token_key'])
    .where(sql<boolean>`owner_id = any(${travellerIds}::uuid[]) and kind = any(${kinds}::text[])`)
    .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))
    .execute()
  const search = await tx.tokenSearch()
  const rows = stored.flatMap(({ owner_id, kind, hash, token_key }) => {
    const value = tx.openTokens(token_key, hash)
    return search.like(token_key, hash).map(({ token }) => ({ owner_id, kind, value, token }))
  })
  return sql`unnest(${rows.map((row) => row.owner_id)}::uuid[], ${rows.map(({ kind }) => kind)}::text[],
    ${rows.map(({ value }) => value)}::bytea[], ${rows.map(({ token }) => token)}::bytea[]) as asked (owner_id, kind, value, hash)`
}
