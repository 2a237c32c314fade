import type { SignalKind } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { purposesCovering } from '../../delivery/purposes-covering.ts'
import { askFalsePositivesJob } from '../../jobs.ts'
import { openSignals } from '../stored/signal-row.ts'
import { noteFindings } from './ask-lists.ts'
import { shippedLists } from './shipped-lists.ts'
import { askedInTurns } from './signal-rules.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'>
/** The kinds of signals to check against the lists again. Signals that are blocked are always checked. */
export interface AskStored {
  kinds: SignalKind[]
}
const atOnce = 500
const intent = { action: 'record.write', type: 'config.change' } as const

/** Adds the kinds that can also contain document numbers: people and organisations. */
const kindsAsked = (kind: SignalKind): SignalKind[] =>
  kind === 'travel-document' ? ['travel-document', 'person', 'organisation'] : [kind]

/** Queues a check of stored signals after a list or an override changed. */
export async function enqueueAsking(tx: Tx, kinds: readonly SignalKind[]): Promise<void> {
  const asked = [...new Set(kinds.flatMap(kindsAsked))].sort()
  await tx.enqueue(askFalsePositivesJob, { kinds: asked }, { jobKey: `false-positives:${asked.join()}` })
}

/**
 * Checks own signals of these kinds, and all blocked signals, against the current lists, as the task
 * `ask-false-positives`. A second run changes nothing. Returns how many signals are blocked.
 */
export async function askStored(deps: Deps, { kinds }: AskStored): Promise<number> {
  let blocked = 0
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after
    const rows = await systemAccess(deps, null).transaction({ ...intent, impersonal: true }, async (tx) => {
      tx.leavesNoEntry()
      return tx.db
        .selectFrom('signal')
        .select(['id', 'purposes'])
        .where('owner', '=', deps.member.id)
        .where('status', '=', 'active')
        .where('delete_at', '>', tx.now)
        .where(sql<boolean>`(kind = any(${kinds}::text[]) or false_positive)`)
        .$if(from !== '', (select) => select.where('id', '>', from))
        .orderBy('id')
        .limit(atOnce)
        .execute()
    })
    const left = new Set(rows.map(({ id }) => id))
    for (const purpose of purposesCovering(rows.map(({ purposes }) => purposes))) {
      const details = { what: 'stored signals compared with lists of false positives' }
      const ids = [...left]
      blocked += await systemAccess(deps, purpose).transaction({ ...intent, details }, async (tx) => {
        const opened = await tx.db
          .selectFrom('signal')
          .selectAll()
          .where(sql<boolean>`id = any(${ids}::uuid[]) and ${purpose} = any(purposes) and status = 'active'`)
          .orderBy('id')
          .forNoKeyUpdate()
          .execute()
        for (const { id } of opened) left.delete(id)
        return noteFindings(tx, (await openSignals(tx, opened)).signals)
      })
    }
    after = rows.length < atOnce ? null : (rows.at(-1)?.id ?? null)
  }
  return blocked
}

/** Raises an alarm for each stored list with patterns of an older release that this release cannot test. */
export async function reportUnusable(deps: Deps): Promise<void> {
  await systemAccess(deps, null).transaction({ ...intent, impersonal: true }, async (tx) => {
    tx.leavesNoEntry()
    const rows = await tx.db.selectFrom('false_positive_list').selectAll().where('type', '=', 'regex').execute()
    for (const { list, unusable } of await askedInTurns(rows)) {
      if (unusable.length === 0) continue
      const detail = { value: unusable.length, limit: 0, patterns: unusable.slice(0, 20) }
      await raiseAlarm(tx, 'pattern-unusable', `list:${list.id}`, detail)
    }
  })
}

/**
 * Queues the daily checks: of signals against lists that a new release brought, and of blocked signals, because the
 * list that blocks them may have expired.
 */
export async function followLists(deps: Deps): Promise<void> {
  await systemAccess(deps, null).transaction({ ...intent, impersonal: true }, async (tx) => {
    tx.leavesNoEntry()
    const known = await tx.db.selectFrom('false_positive_asked').selectAll().execute()
    const versions = new Map(known.map((row) => [row.list_id, row.version]))
    const fresh = shippedLists.filter(({ list }) => versions.get(list.id) !== list.version)
    for (const { list } of fresh)
      await tx.db
        .insertInto('false_positive_asked')
        .values({ list_id: list.id, version: list.version })
        .onConflict((c) => c.column('list_id').doUpdateSet({ version: list.version }))
        .execute()
    await enqueueAsking(
      tx,
      fresh.map(({ list }) => list.kind),
    )
  })
}
