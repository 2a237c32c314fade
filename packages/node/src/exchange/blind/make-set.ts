import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import type { BlindKeyring, BlindScope } from './blind-keys.ts'
import { makeTokenSet, type TokenSet } from './token-set.ts'

/**
 * Builds an SQL condition for own signals that a member may check for under an agreement. It uses the general access
 * decision for signals.
 */
const askable = (tx: Tx, scope: BlindScope, asker: string) => sql<boolean>`signal.owner = ${tx.actor.member}
  and signal.kind = ${scope.kind} and ${scope.agreement} = any(signal.agreements)
  and ${signalAccessSql({ member: asker, role: 'system', action: 'blind-check', purpose: 'any', now: tx.now, quota: 1 })}`

/** Returns the ids of signals that a member may check for and that have no token yet. */
export async function withoutTokens(tx: Tx, scope: BlindScope, asker: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select signal.id from signal where ${askable(tx, scope, asker)} and not exists (select from blind_token t where t.agreement_id = ${scope.agreement}
      and t.kind = ${scope.kind} and t.epoch = ${scope.epoch} and t.signal_id = signal.id and t.version = signal.version) limit ${limit}`.execute(
    tx.db,
  )
  return rows.map(({ id }) => id)
}

/** Builds the set in which a member may currently search for its items. */
export async function setFor(tx: Tx, keyring: BlindKeyring, scope: BlindScope, asker: string): Promise<TokenSet> {
  const { rows } = await sql<{ tokens: Buffer }>`
    select coalesce(string_agg(int8send(token), ''::bytea), ''::bytea) as tokens from signal
    join blind_token t on t.agreement_id = ${scope.agreement} and t.kind = ${scope.kind} and t.epoch = ${scope.epoch}
      and t.signal_id = signal.id and t.version = signal.version, unnest(t.tokens) token
    where ${askable(tx, scope, asker)}`.execute(tx.db)
  return makeTokenSet(tokensIn(rows[0]?.tokens ?? Buffer.alloc(0)), keyring.fillingOf(scope, asker))
}

function* tokensIn(bytes: Buffer): Iterable<bigint> {
  for (let at = 0; at < bytes.length; at += 8) yield bytes.readBigUInt64BE(at)
}

/**
 * Returns the ids of the own signals to which tokens of a set belong, limited to signals that the member may check for.
 */
export async function signalsOfTokens(
  tx: Tx,
  scope: BlindScope,
  asker: string,
  tokens: readonly bigint[],
): Promise<string[]> {
  const signed = tokens.map((token) => BigInt.asIntN(64, token).toString())
  const { rows } = await sql<{ id: string }>`
    select signal.id from signal join blind_token t on t.agreement_id = ${scope.agreement} and t.kind = ${scope.kind} and t.epoch = ${scope.epoch}
      and t.signal_id = signal.id and t.version = signal.version
    where t.tokens && ${signed}::bigint[] and ${askable(tx, scope, asker)} order by signal.id limit 1000`.execute(tx.db)
  return rows.map(({ id }) => id)
}
