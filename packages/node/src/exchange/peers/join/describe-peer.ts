import type { Peer } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { PeerRow } from '../requests/authenticate-peer.ts'

/** Lists all peers. `readPeer` reads one of them. Error: `not-found`. */
export async function listPeers(tx: Tx): Promise<Peer[]> {
  const rows = await tx.db.selectFrom('peer').selectAll().orderBy('member').execute()
  return describe(tx, rows)
}

export async function readPeer(tx: Tx, member: string): Promise<Peer> {
  const rows = await tx.db.selectFrom('peer').selectAll().where('member', '=', member).execute()
  const [peer] = await describe(tx, rows)
  if (peer === undefined) throw fail('not-found')
  return peer
}

async function describe(tx: Tx, rows: readonly PeerRow[]): Promise<Peer[]> {
  if (rows.length === 0) return []
  const heads = await tx.db.selectFrom('delivery_head').select(['recipient', 'last_seq']).execute()
  const keys = await tx.db
    .selectFrom('member_key')
    .select(['member', 'key_id'])
    .where((e) => e.or([e('valid_until', 'is', null), e('valid_until', '>', tx.now)]))
    .orderBy('valid_from', 'desc')
    .orderBy(sql`key_id`)
    .execute()
  return rows.map((row): Peer => {
    const written = Number(heads.find(({ recipient }) => recipient === row.member)?.last_seq ?? 0)
    const position = Number(row.position)
    return {
      member: row.member,
      node: row.node,
      url: row.url ?? '',
      state: row.state as Peer['state'],
      lastPullAt: row.last_pull_at?.toISOString() ?? null,
      position,
      lag: row.head === null ? null : Math.max(0, Number(row.head) - position),
      keyIds: keys.filter(({ member }) => member === row.member).map(({ key_id }) => key_id),
      fingerprint: row.fingerprint,
      skewMs: row.skew_ms,
      trouble: row.trouble,
      sent: {
        lastReadAt: row.read_at?.toISOString() ?? null,
        position: Number(row.read_position),
        waiting: Math.max(0, written - Number(row.read_position)),
      },
    }
  })
}
