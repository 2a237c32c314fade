import { sql } from 'kysely'
import type { Database } from '../access-store.ts'
import { longestSessionHours } from './authenticate.ts'

export interface SignedInDeps {
  db: Database
  clock: () => Date
  coverMinutes: number
}
/** The stored hash of a session's cookie or of a person's key. */
export interface SignInProof {
  kind: 'session' | 'key'
  hash: Buffer
}

/** Returns for each session or key whether `authenticate` would still accept it. Costs two queries for all of them. */
export async function stillSignedIn(deps: SignedInDeps, proofs: readonly SignInProof[]): Promise<boolean[]> {
  const now = deps.clock()
  const since = (ms: number) => new Date(now.getTime() - ms)
  const isActive = sql<boolean>`a.state <> 'disabled' and (a.pending_until is null or a.pending_until > ${now}::timestamptz)
    and (a.suspended_until is null or a.suspended_until <= ${now}::timestamptz)`
  const hashesOf = (kind: SignInProof['kind']) => proofs.filter((one) => one.kind === kind).map(({ hash }) => hash)
  const sessions = await deps.db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .select('s.id_hash as hash')
    .where(sql<boolean>`s.id_hash = any(${hashesOf('session')}::bytea[])`)
    .where('s.ended_at', 'is', null)
    .where('s.last_seen_at', '>=', since(deps.coverMinutes * 60_000))
    .where('s.created_at', '>=', since(longestSessionHours * 3_600_000))
    .where(isActive)
    .execute()
  const keys = await deps.db
    .selectFrom('person_key as k')
    .innerJoin('account as a', 'a.id', 'k.account_id')
    .select('k.hash')
    .where(sql<boolean>`k.hash = any(${hashesOf('key')}::bytea[])`)
    .where('k.revoked_at', 'is', null)
    .where('k.expires_at', '>', now)
    .where(isActive)
    .execute()
  const valid = new Set([...sessions, ...keys].map(({ hash }) => hash.toString('hex')))
  return proofs.map(({ hash }) => valid.has(hash.toString('hex')))
}

/** Returns for each session or key whether it was used after this time. A key has no time of use, so it counts as used. */
export async function usedSince(
  { db }: Pick<SignedInDeps, 'db'>,
  proofs: readonly SignInProof[],
  since: Date,
): Promise<boolean[]> {
  const hashes = proofs.filter(({ kind }) => kind === 'session').map(({ hash }) => hash)
  if (hashes.length === 0) return proofs.map(() => true)
  const rows = await db
    .selectFrom('session')
    .select('id_hash')
    .where(sql<boolean>`id_hash = any(${hashes}::bytea[])`)
    .where('last_seen_at', '>', since)
    .execute()
  const used = new Set(rows.map((row) => row.id_hash.toString('hex')))
  return proofs.map(({ kind, hash }) => kind === 'key' || used.has(hash.toString('hex')))
}
