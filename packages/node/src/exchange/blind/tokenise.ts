import type { SignalKind } from '@entente/contracts'
import { sql } from 'kysely'
import type { PersonalRow } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { openOneSignal } from '../../safeguards/oversight/open-signal.ts'
import { purposesCovering } from '../delivery/purposes-covering.ts'
import type { BlindKeyring, BlindScope } from './blind-keys.ts'
import { withoutTokens } from './make-set.ts'
import { workApart } from './work-apart.ts'

export type TokeniseDeps = Pick<CoreDeps, 'store' | 'member'> & { keyring: BlindKeyring }

/** Each round decrypts and processes this many values. */
const atOnce = 500

/**
 * Computes missing tokens for signals that a member may check for, at most `limit` of them, at about a millisecond
 * each. Returns how many were computed. If that is less than the limit, no token is missing any more.
 */
export async function tokenise(deps: TokeniseDeps, scope: BlindScope, asker: string, limit = atOnce): Promise<number> {
  const asking = { action: 'signal.blind-check', type: 'blind.query', impersonal: true } as const
  const ids = await systemAccess(deps, null).transaction(asking, async (tx) => {
    tx.leavesNoEntry()
    return withoutTokens(tx, scope, asker, limit)
  })
  if (ids.length === 0) return 0
  const values = await openValues(deps, ids, scope.kind)
  const readable = values.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]))
  const tokens = await workApart('tokensOf', readable.length, [
    deps.keyring.keysOf(scope),
    scope.agreement,
    scope.kind,
    readable.map(({ value }) => value),
  ])
  const tokensOf = new Map(readable.map(({ id }, place) => [id, tokens[place] ?? []]))
  await systemAccess(deps, null).transaction(asking, async (tx) => {
    tx.leavesNoEntry()
    for (const { id, version } of values) {
      // A damaged signal gets no tokens until its next version, so that it does not keep the set from being complete.
      const made = (tokensOf.get(id) ?? []).map((token) => BigInt.asIntN(64, token).toString())
      // A signal that changed during this run gets its tokens in the next run.
      await sql`insert into blind_token (agreement_id, kind, epoch, signal_id, version, tokens)
        select ${scope.agreement}::uuid, ${scope.kind}, ${scope.epoch}::int, id, version, ${made}::bigint[] from signal
        where id = ${id} and version = ${version} and status = 'active'
        on conflict (agreement_id, kind, epoch, signal_id) do update set version = excluded.version, tokens = excluded.tokens`.execute(
        tx.db,
      )
    }
  })
  return values.length
}

/** Opens the values of signals. The value of a damaged signal is null. */
async function openValues(
  deps: TokeniseDeps,
  ids: readonly string[],
  kind: SignalKind,
): Promise<{ id: string; version: number; value: Record<string, unknown> | null }[]> {
  const intent = {
    action: 'signal.blind-check',
    type: 'blind.query',
    details: { what: 'made ready for blind checks', kind },
  } as const
  const columns = ['id', 'version', 'regime', 'purposes', 'mask_at', 'delete_at', 'a', 'b'] as const
  const rows = await systemAccess(deps, null).transaction({ ...intent, impersonal: true }, async (tx) => {
    tx.leavesNoEntry()
    return tx.db
      .selectFrom('signal')
      .select(['id', 'purposes'])
      .where('id', 'in', [...ids])
      .execute()
  })
  const opened = new Map<string, { id: string; version: number; value: Record<string, unknown> | null }>()
  for (const purpose of purposesCovering(rows.map((row) => row.purposes))) {
    const left = ids.filter((id) => !opened.has(id))
    await systemAccess(deps, purpose).transaction(intent, async (tx) => {
      const found: (PersonalRow & { version: number })[] = await tx.db
        .selectFrom('signal')
        .select(columns)
        .where(sql<boolean>`id = any(${left}::uuid[]) and ${purpose} = any(purposes)`)
        .execute()
      for (const row of found) {
        const signal = await openOneSignal(tx, row)
        const value = typeof signal === 'object' ? signal.value : null
        if (value !== null || signal === 'unreadable') opened.set(row.id, { id: row.id, version: row.version, value })
      }
      if (found.length === 0) tx.leavesNoEntry()
    })
  }
  return [...opened.values()]
}
