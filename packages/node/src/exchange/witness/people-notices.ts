import { Instant } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { PeerFault } from '../peers/requests/peer-fault.ts'
import { askPeer } from '../peers/requests/peer-request.ts'
import type { WitnessDeps } from './ask-witnesses.ts'

/** Notices are served for so many days. A member that was away for longer does not hear of them. */
const servedDays = 30
const mostNotices = 200
const kinds = ['rescue', 'oversight'] as const

/** What members learn of each other's people: that the operator rescued an account, or that oversight changes. It names nobody. */
export const PeopleNotices = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), kind: z.enum(kinds), at: Instant })).max(mostNotices),
})
type PeopleNotice = z.infer<typeof PeopleNotices>['items'][number]

/** The alarm that a notice of a member raises here. */
const alarmOf = { rescue: 'member-rescue', oversight: 'member-oversight' } as const satisfies Record<
  PeopleNotice['kind'],
  string
>

/** Returns the notices of this node for its members, newest first: rescues, and changes of oversight that were proposed. */
export async function readNotices(tx: Pick<Tx, 'db' | 'now'>): Promise<z.infer<typeof PeopleNotices>> {
  const { rows } = await sql<{ id: string; kind: PeopleNotice['kind']; at: Date }>`
    select id, case when kind = 'recover' then 'rescue' else 'oversight' end as kind, proposed_at as at from people_change
    where proposed_at > ${tx.now}::timestamptz - make_interval(days => ${servedDays})
      and ((kind = 'recover' and proposed_role = 'system') or quorum in ('grant-oversight', 'remove-oversight', 'oversight-gone'))
    order by proposed_at desc, id limit ${mostNotices}`.execute(tx.db)
  return { items: rows.map(({ id, kind, at }) => ({ id, kind, at: at.toISOString() })) }
}

/**
 * Asks every active member for its notices, and raises one alarm for each kind with those that are new. Returns the members with new
 * notices. A member that does not answer, or has an earlier release, is asked again at the next run.
 */
export async function askForNotices(deps: WitnessDeps): Promise<string[]> {
  const peers = await readAttributes(deps, (db) =>
    db
      .selectFrom('peer')
      .select(['member', 'url'])
      .where('state', '=', 'active')
      .where('url', 'is not', null)
      .orderBy('member')
      .execute(),
  )
  const told: string[] = []
  for (const { member, url } of peers) {
    try {
      const request = { method: 'GET', path: '/peer/v1/people/notices', mostBytes: 100_000 } as const
      const { items } = PeopleNotices.parse(await askPeer(deps, { member, url: url as string }, request))
      if (items.length > 0 && (await takeNotices(deps, member, items))) told.push(member)
    } catch (error) {
      const code = error instanceof PeerFault ? error.code : String(error)
      deps.log.warn({ event: 'people.notices-failed', peer: member, error: code })
    }
  }
  return told
}

function takeNotices(deps: WitnessDeps, member: string, items: readonly PeopleNotice[]): Promise<boolean> {
  const intent = { action: 'record.write', type: 'config.change', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    const rows = items.map(({ id, kind, at }) => ({ member, id, kind, at }))
    const insert = tx.db.insertInto('peer_notice').values(rows)
    const added = await insert
      .onConflict((c) => c.doNothing())
      .returning(['id', 'kind'])
      .execute()
    if (added.length === 0) {
      tx.leavesNoEntry()
      return false
    }
    for (const kind of kinds) {
      const records = added.filter((row) => row.kind === kind).map(({ id }) => id)
      if (records.length > 0) await raiseAlarm(tx, alarmOf[kind], `peer:${member}`, { records, value: records.length })
    }
    tx.note({ what: 'notices about people of a member', member })
    return true
  })
}
