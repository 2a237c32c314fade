import type { SignalRelease } from '@entente/contracts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { SignalRow } from '../stored/signal-row.ts'
import { authorsOf } from './authors.ts'

/**
 * Builds an SQL condition on the table `signal`: own signals about people that have recipients and that only their
 * author approved.
 */
export const waitsForOfficer = (): RawBuilder<SqlBool> =>
  sql<SqlBool>`(signal.kind = 'person' and not signal.received and signal.status = 'active'
    and signal.released_version is distinct from signal.version and cardinality(signal.agreements) > 0)`

/** Returns the ids of the rows that wait for a release. */
export const waitingOf = (rows: readonly SignalRow[]): string[] =>
  rows
    .filter((row) => isAboutPerson(row) && row.released_version !== row.version && (row.agreements ?? []).length > 0)
    .map(({ id }) => id)

const isAboutPerson = (row: SignalRow): boolean => row.kind === 'person' && !row.received && row.status === 'active'

/**
 * Reads the release state of a signal: its author and its second officer. Returns null for kinds that one officer may
 * release alone.
 */
export async function releaseOf(tx: Tx, row: SignalRow): Promise<SignalRelease | null> {
  if (!isAboutPerson(row)) return null
  const writer = await writerOf(tx, row)
  const release = await tx.db
    .selectFrom('signal_release as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['p.name', 'r.at'])
    .where('r.signal_id', '=', row.id)
    .where('r.version', '<=', row.version)
    .orderBy('r.version', 'desc')
    .executeTakeFirst()
  const released = row.released_version === row.version
  return {
    version: row.version,
    state: released ? 'released' : (row.agreements ?? []).length > 0 ? 'waiting' : 'at-home',
    writtenBy: writer?.name ?? null,
    writtenByYou: (await authorsOf(tx, row.id)).includes(tx.actor.person),
    releasedBy: released ? (release?.name ?? null) : null,
    releasedAt: released ? (release?.at.toISOString() ?? null) : null,
  }
}

/** Returns the author of the current version; null if the node wrote it. */
export async function writerOf(
  tx: Tx,
  row: { id: string; version: number },
): Promise<{ id: string; name: string } | null> {
  const writer = await tx.db
    .selectFrom('signal_version as v')
    .innerJoin('account as a', 'a.id', 'v.by_account')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['p.id', 'p.name'])
    .where('v.signal_id', '=', row.id)
    .where('v.version', '=', row.version)
    .executeTakeFirst()
  return writer ?? null
}
