import { hashOfReleased, type ListReleaseAnswer, type ListWaiting } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { requireSignalAccess, signalAccessSql } from '../../../safeguards/access/signal-access/index.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { signalChangedFor } from '../../delivery/index.ts'
import { noteFindings, refuseFalsePositive } from '../false-positives/ask-lists.ts'
import { openSignal, openSignals } from '../stored/signal-row.ts'
import { authorsOf, authorsSql } from './authors.ts'
import { writerOf } from './release-state.ts'

/**
 * Releases a version of a signal about a person as the second officer. From then on its recipients get it. The lists of
 * false positives are checked again first. A version that was released while one person used the node is not released
 * again. Errors: `not-found`, `not-owner`, `signal-withdrawn`, `release-not-needed`, `version-conflict`, `same-person`,
 * `false-positive-list`.
 */
export async function releaseSignal(tx: Tx, id: string, version: number): Promise<void> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  await requireSignalAccess(tx, row, 'read')
  if (row === undefined) throw fail('not-found')
  if (row.received) throw fail('not-owner', { detail: `${row.owner} released this.` })
  if (row.status !== 'active') throw fail('signal-withdrawn')
  if (row.kind !== 'person') throw fail('release-not-needed')
  if (row.version !== version)
    throw fail('version-conflict', { detail: `It is at version ${row.version}, you read ${version}.` })
  if (row.released_version === version) throw fail('release-not-needed', { detail: 'This version is released.' })
  if ((await authorsOf(tx, id)).includes(tx.actor.person))
    throw fail('same-person', {
      detail: 'Another officer must release a text that you wrote or a file that you added.',
    })
  const before = tx.db.selectFrom('signal_release').select('version').where('signal_id', '=', id)
  if ((await before.where('version', '=', version).executeTakeFirst()) !== undefined)
    throw fail('version-conflict', {
      detail: 'One person released this version while nobody else used the node. Save a new version first.',
    })
  await refuseFalsePositive(tx, openSignal(tx, row))
  const writer = await writerOf(tx, row)
  // The database lets a version count as released only after its release.
  await tx.db
    .insertInto('signal_release')
    .values({ ...releaseBy(tx), signal_id: id, version, wrote_by: writer?.id ?? null })
    .execute()
  await tx.db.updateTable('signal').set({ released_version: version }).where('id', '=', id).execute()
  await tx.announce('signal.changed', id, version)
  await signalChangedFor(tx, [id])
  tx.note({ what: 'released by a second officer', version })
  tx.counted(1)
}

/**
 * Releases all waiting signals of a list as the second officer, if the list still has the version that the officer
 * read. It skips signals to which the officer contributed by the import, an edit or a file. It also skips signals that
 * the officer may not read for this purpose. The lists of false positives are checked again, and blocked signals keep
 * waiting; so do signals that cannot be read, which are named. `sign` stores the officer's act over the signals that wait, before any is
 * released. Errors: `not-found`, `version-conflict`, `same-person`, `release-not-needed`, and those of `sign`.
 */
export async function releaseList(
  tx: Tx,
  listId: string,
  version: number,
  sign: (waiting: ListWaiting) => Promise<void>,
): Promise<ListReleaseAnswer> {
  const list = await signalsToRelease(tx, listId, true)
  const { rows, others } = list
  if (list.version !== version)
    throw fail('version-conflict', { detail: `The list is at version ${list.version}, you read ${version}.` })
  if (rows.length === 0)
    throw fail('release-not-needed', {
      detail: 'No signal of this list that you may read for this purpose waits for release.',
    })
  if (others.length === 0)
    throw fail('same-person', {
      detail: 'Another officer must release these signals, because you imported or changed them, or added a file.',
    })
  const waiting = await countWaiting(list)
  await sign(waiting)
  const { unblocked, unread } = await checkAgain(
    tx,
    others.map(({ id }) => id),
  )
  const free = others.filter(({ id }) => unblocked.has(id))
  const ids = free.map(({ id }) => id)
  if (ids.length > 0) {
    const { account_id, person_id, at } = releaseBy(tx)
    await sql`
      insert into signal_release (signal_id, version, wrote_by, person_id, account_id, at)
      select id, version, wrote_by, ${person_id}, ${account_id}, ${at}
      from unnest(${ids}::uuid[], ${free.map((row) => row.version)}::int[], ${free.map((row) => row.wrote_by)}::uuid[]) as t (id, version, wrote_by)`.execute(
      tx.db,
    )
    await sql`update signal set released_version = version where id = any(${ids}::uuid[])`.execute(tx.db)
    await tx.announce('signal.changed', `list:${listId}`, version)
    await signalChangedFor(tx, ids)
  }
  tx.note({ what: 'people of a list released by a second officer', version, unreadable: unread.length })
  tx.counted(ids.length)
  return {
    ...{ released: ids.length, yourOwn: waiting.yourOwn, blocked: others.length - ids.length - unread.length },
    unreadable: { count: unread.length, ids: unread.slice(0, mostNamed) },
  }
}

/** Counts the signals of a list that wait for the actor's release, without a lock. Errors: `not-found`. */
export async function readWaiting(tx: Tx, listId: string): Promise<ListWaiting> {
  return countWaiting(await signalsToRelease(tx, listId, false))
}

const countWaiting = async ({ version, rows, others }: ToRelease): Promise<ListWaiting> => ({
  ...{ version, count: others.length, sha256: await hashOfReleased(others) },
  yourOwn: rows.length - others.length,
})

interface ToRelease {
  version: number
  rows: Waiting[]
  /** Those to which the actor did not contribute. */
  others: Waiting[]
}

/** Reads a list with its waiting signals. With `locks`, no other transaction changes them until the end of this one. */
async function signalsToRelease(tx: Tx, listId: string, locks: boolean): Promise<ToRelease> {
  const found = tx.db.selectFrom('list').select('version').where('id', '=', listId)
  const list = await (locks ? found.forUpdate() : found).executeTakeFirst()
  if (list === undefined) throw fail('not-found')
  const rows = await waitingOfList(tx, listId, locks)
  return { ...list, rows, others: rows.filter(({ authors }) => !authors.includes(tx.actor.person)) }
}

interface Waiting {
  id: string
  version: number
  wrote_by: string | null
  authors: string[]
}
/** Reads the signals about people in a list that are not released yet and that the actor may read. */
async function waitingOfList(tx: Tx, listId: string, locks: boolean): Promise<Waiting[]> {
  const { member, role } = tx.actor
  const readable = signalAccessSql({ member, role, action: 'read', purpose: tx.purpose, now: tx.now, table: 's' })
  const { rows } = await sql<Waiting>`
    select s.id, s.version, (select a.person_id from signal_version v join account a on a.id = v.by_account
        where v.signal_id = s.id and v.version = s.version) as wrote_by, ${authorsSql('s')} as authors
    from signal s where s.list_id = ${listId} and s.kind = 'person' and not s.received and s.status = 'active'
      and s.released_version is distinct from s.version and ${readable}
      and not exists (select from signal_release r where r.signal_id = s.id and r.version = s.version)
    order by s.id ${locks ? sql`for no key update of s` : sql``}`.execute(tx.db)
  return rows
}

/**
 * Checks signals against the current lists of false positives. Returns the ids that no list blocks, and the ids of signals that cannot
 * be read.
 */
async function checkAgain(tx: Tx, ids: readonly string[]): Promise<{ unblocked: Set<string>; unread: string[] }> {
  const unblocked = new Set<string>()
  const unread: string[] = []
  for (const part of chunksOf(ids, openedAtOnce)) {
    const rows = await tx.db.selectFrom('signal').selectAll().where('id', 'in', part).execute()
    const { signals: opened } = await openSignals(tx, rows)
    const read = new Set(opened.map(({ id }) => id))
    unread.push(...part.filter((id) => !read.has(id)))
    if (opened.length === 0) continue
    await noteFindings(tx, opened)
    const kept = await tx.db
      .selectFrom('signal')
      .select('id')
      .where(
        'id',
        'in',
        opened.map(({ id }) => id),
      )
      .where('false_positive', '=', false)
      .execute()
    for (const { id } of kept) unblocked.add(id)
  }
  return { unblocked, unread }
}
const openedAtOnce = 500
/** An answer names at most so many signals that cannot be read, and counts all of them. */
const mostNamed = 50

const releaseBy = (tx: Tx) => ({ person_id: tx.actor.person, account_id: tx.actor.account, at: tx.now })
