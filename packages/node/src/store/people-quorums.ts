import { type QuorumName, quorums, type Role } from '@entente/contracts'
import type pg from 'pg'
import { withClient } from './postgres/provision.ts'

const authority: readonly Role[] = ['supervisor', 'administrator']
/** The roles that a quorum may grant. */
const granted: Partial<Record<QuorumName, readonly Role[]>> = {
  grant: ['analyst', 'signal-officer'],
  'grant-authority': authority,
  'grant-authority-alone': authority,
  'administrator-gone': ['administrator'],
  'supervisor-gone': ['supervisor'],
  'grant-oversight': ['oversight'],
  'oversight-gone': ['oversight'],
}
/** Of two quorums that take authority away, the stronger one is enough for what the weaker one may do. */
const strength: Partial<Record<QuorumName, number>> = { remove: 1, 'remove-authority': 2, 'remove-oversight': 3 }

/**
 * Stores the table of quorums in the database, as its owner. The rules of the database about changes of people read it, and the role of
 * the node cannot change it.
 */
export async function storeQuorums(owner: pg.PoolConfig): Promise<void> {
  const rows = Object.entries(quorums).map(([name, { consents, waitHours }]) => ({
    ...{ name, consents, wait_hours: waitHours },
    ...{ grants: granted[name as QuorumName] ?? [], strength: strength[name as QuorumName] ?? 0 },
  }))
  await withClient(owner, (client) =>
    client.query(
      `insert into people_quorum select * from jsonb_populate_recordset(null::people_quorum, $1)
       on conflict (name) do update set consents = excluded.consents, wait_hours = excluded.wait_hours,
         grants = excluded.grants, strength = excluded.strength`,
      [JSON.stringify(rows)],
    ),
  )
}
