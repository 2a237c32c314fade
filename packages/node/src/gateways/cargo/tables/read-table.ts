import {
  type CargoTable,
  CargoTableKind,
  type CargoTableList,
  type CargoTableQuery,
  type CargoTableVersion,
} from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { namesOf } from '../../../pipeline/cases/case-people.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { roleMay } from '../../../safeguards/access/roles.ts'
import { dayOf } from './days.ts'
import { differenceOf } from './difference.ts'
import { shippedTable } from './shipped-tables.ts'
import { approveAction, isOfTeam, writeAction } from './table-actions.ts'
import { cargoTables } from './table-columns.ts'
import { rowsOf } from './tables-in-force.ts'

const usualRows = 100
const mostVersions = 2_000

/** Reads a kind of table: its versions, and one of them with its difference and rows. Errors: `not-found`. */
export async function readTable(tx: Tx, kind: CargoTableKind, query: CargoTableQuery): Promise<CargoTable> {
  const versions = await versionsOf(tx, [kind])
  const version = query.version ?? versions[0]?.version
  const asked = versions.find((one) => one.version === version)
  if (asked === undefined) throw fail('not-found', { detail: 'There is no such version.' })
  // The difference is to the approved version before it, not to a proposal that nobody approved.
  const before = versions.find((one) => one.version < asked.version && (one.approvedAt !== null || one.version === 0))
  const [rows = [], earlier = []] = await rowsOf(
    tx,
    [asked, before ?? asked].map(({ hash }) => ({ kind, hash })),
  )
  const { offset = 0, limit = usualRows } = query
  return {
    kind,
    columns: cargoTables[kind].columns.map(({ name, type, required, values, meaning }) => ({
      ...{ name, type, required, meaning },
      values: values === null ? null : [...values],
    })),
    inForce: inForceOf(versions),
    versions,
    shown: {
      version: asked.version,
      difference: before === undefined ? null : differenceOf(kind, { version: before.version, rows: earlier }, rows),
      rows: rows.slice(offset, offset + limit),
      next: offset + limit < rows.length ? offset + limit : null,
    },
    may: { write: roleMay(tx.actor.role, writeAction(kind)) && isOfTeam(tx) },
  }
}

/** Lists the kinds of tables with their versions in force. */
export async function listTables(tx: Tx): Promise<CargoTableList> {
  const items: CargoTableList['items'] = []
  const all = await versionsOf(tx, CargoTableKind.options)
  for (const kind of CargoTableKind.options) {
    const versions = all.filter((one) => one.kind === kind)
    const proposed = versions.filter(({ state }) => state === 'proposed').length
    items.push({ kind, inForce: inForceOf(versions), proposed })
  }
  return { items, next: null }
}

const inForceOf = (versions: readonly CargoTableVersion[]): CargoTableVersion =>
  versions.find(({ state }) => state === 'in-force') as CargoTableVersion

/** Returns the versions of kinds, the newest first, and last the table of the release. */
async function versionsOf(
  tx: Tx,
  kinds: readonly CargoTableKind[],
): Promise<(CargoTableVersion & { kind: CargoTableKind })[]> {
  const rows = await tx.db
    .selectFrom('cargo_table_version as v')
    .innerJoin('cargo_table as t', 't.hash', 'v.hash')
    .leftJoin('cargo_table_approval as a', (join) =>
      join.onRef('a.kind', '=', 'v.kind').onRef('a.version', '=', 'v.version'),
    )
    .select(['v.kind', 'v.version', 'v.hash', 't.rows', 'v.source', 'v.source_date', 'v.valid_from', 'v.valid_until'])
    .select(['v.note', 'v.person_id', 'v.at', 'a.person_id as second', 'a.at as approved', 'a.valid_from as begins'])
    .where('v.kind', 'in', [...kinds])
    .orderBy('v.version', 'desc')
    .limit(mostVersions)
    .execute()
  const names = await namesOf(
    tx,
    rows.flatMap(({ person_id: author, second }) => [author, second]),
  )
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? 'Somebody'))
  const today = dayOf(tx.now)
  return kinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind)
    const newest = own.find(({ approved }) => approved !== null)?.version ?? 0
    const inForce = own.find(
      ({ begins, valid_until: until }) => begins !== null && begins <= today && (until === null || until > today),
    )?.version
    const mayApprove = roleMay(tx.actor.role, approveAction(kind)) && isOfTeam(tx)
    const stateOf = ({ version, begins }: (typeof own)[number]): CargoTableVersion['state'] => {
      if (version === inForce) return 'in-force'
      if (begins === null) return version > newest ? 'proposed' : 'ended'
      return begins > today ? 'approved' : 'ended'
    }
    const versions = own.map((row) => ({
      ...{ kind, version: row.version, state: stateOf(row), hash: row.hash, rows: row.rows, source: row.source },
      ...{ sourceDate: row.source_date, validFrom: row.begins ?? row.valid_from, validUntil: row.valid_until },
      ...{ note: row.note, author: row.person_id, authorName: nameOf(row.person_id), at: row.at.toISOString() },
      ...{ approver: row.second, approverName: nameOf(row.second), approvedAt: row.approved?.toISOString() ?? null },
      may: { approve: mayApprove && stateOf(row) === 'proposed' && row.person_id !== tx.actor.person },
    }))
    const { hash, rows: shipped, source, sourceDate } = shippedTable(kind)
    const nobody = { author: null, authorName: null, approver: null, approverName: null }
    return [
      ...versions,
      {
        ...{ kind, version: 0, state: inForce === undefined ? ('in-force' as const) : ('ended' as const), hash },
        ...{ rows: shipped.length, source, sourceDate, validFrom: null, validUntil: null, note: null, ...nobody },
        ...{ at: null, approvedAt: null, may: { approve: false } },
      },
    ]
  })
}
