import type { DatedChange } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { firstThreshold } from '../match/threshold-in-force.ts'

const mostChanges = 100

/**
 * Lists what changed between two instants and could explain a change of the figures, newest first: thresholds, versions
 * of lists, code and tables of the matcher (at their first hit), and releases that changed the database.
 */
export async function datedChanges(tx: Tx, from: Date, until: Date): Promise<DatedChange[]> {
  const changes = [
    ...(await thresholds(tx, from, until)),
    ...(await lists(tx, from, until)),
    ...(await matchers(tx, from, until)),
    ...(await releases(tx, from, until)),
  ]
  return changes.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, mostChanges)
}

async function thresholds(tx: Tx, from: Date, until: Date): Promise<DatedChange[]> {
  const rows = await tx.db.selectFrom('threshold_version').select(['threshold', 'at']).orderBy('version').execute()
  return rows.flatMap(({ threshold, at }, place) =>
    at < from || at >= until
      ? []
      : [
          {
            ...{ kind: 'threshold' as const, at: at.toISOString(), to: threshold },
            from: rows[place - 1]?.threshold ?? firstThreshold.value,
          },
        ],
  )
}

async function lists(tx: Tx, from: Date, until: Date): Promise<DatedChange[]> {
  const rows = await tx.db
    .selectFrom('list_version as v')
    .innerJoin('list as l', 'l.id', 'v.list_id')
    .select(['l.title', 'v.version', 'v.at', 'v.counts'])
    .where('v.at', '>=', from)
    .where('v.at', '<', until)
    .orderBy('v.at', 'desc')
    .limit(mostChanges)
    .execute()
  return rows.map(({ title, version, at, counts }) => ({
    ...{ kind: 'list' as const, at: at.toISOString(), title, version },
    entries: typeof counts.read === 'number' ? counts.read : null,
  }))
}

/** The version of the very first hit is no change. */
async function matchers(tx: Tx, from: Date, until: Date): Promise<DatedChange[]> {
  const { rows } = await sql<{ code: string | null; tables: string | null; at: Date }>`
    select engine->>'code' as code, engine->>'tables' as tables, min(at) as at from hit where at < ${until}
    group by 1, 2 order by 3`.execute(tx.db)
  const known = new Set<string>()
  return rows.flatMap((row, place) =>
    (['code', 'tables'] as const).flatMap((what): DatedChange[] => {
      const digest = row[what]
      if (digest === null || known.has(`${what} ${digest}`)) return []
      known.add(`${what} ${digest}`)
      const isChange = place > 0 && row.at >= from
      return isChange ? [{ kind: 'matcher', at: row.at.toISOString(), what, digest: digest.slice(0, 8) }] : []
    }),
  )
}

/** Migrations of one start are one change. Those of the first start made the database. */
async function releases(tx: Tx, from: Date, until: Date): Promise<DatedChange[]> {
  const { rows } = await sql<{ schema: string; at: Date }>`
    select max(name) as schema, min(at) as at from migration group by date_trunc('hour', at)
    having min(at) > (select min(at) + interval '1 hour' from migration) and min(at) >= ${from} and min(at) < ${until}
    order by 2 desc limit ${mostChanges}`.execute(tx.db)
  return rows.map(({ schema, at }) => ({ kind: 'release', at: at.toISOString(), schema }))
}
