import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { fileChange } from '../file-changes.ts'

/**
 * Whose yes is not a second one: ids of the people who have a part in what a version that waits would bring to others. Whoever made it; whoever wrote the words
 * it says, which a file that came or went leaves as they are; and whoever laid a file beside it that is still there. Words and files of the version that was
 * released last count no more: another officer said yes to them. An expression over the table `signal` under the name given.
 */
export function authorsSql(signal: string): RawBuilder<string[]> {
  const of = (column: string) => sql.ref(`${signal}.${column}`)
  const { added, removed } = fileChange
  const wrote = sql`v_.version = (select max(w_.version) from signal_version w_ where w_.signal_id = v_.signal_id and w_.change not in (${added}, ${removed}))`
  const laid = sql`(v_.change = ${added} and exists (select from signal_attachment f_
    where f_.signal_id = v_.signal_id and f_.added_at = v_.at and f_.added_by = v_.by_account))`
  return sql<
    string[]
  >`array(select distinct a_.person_id from signal_version v_ join account a_ on a_.id = v_.by_account
    where v_.signal_id = ${of('id')} and (v_.version = ${of('version')}
      or (v_.version > coalesce(${of('released_version')}, 0) and (${wrote} or ${laid}))))`
}

/** The same of one signal. */
export async function authorsOf(tx: Tx, id: string): Promise<string[]> {
  const row = await tx.db
    .selectFrom('signal')
    .select(authorsSql('signal').as('people'))
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.people ?? []
}
