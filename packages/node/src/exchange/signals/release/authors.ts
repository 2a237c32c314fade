import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { fileChange } from '../stored/file-changes.ts'

/**
 * Builds an SQL expression for the people who may not release the waiting version of a signal, because they contributed
 * to it. These are the author of the version, the author of its content, and everyone who added a file that is still
 * attached. A version that only changes files does not change the author of the content. Contributions to the last
 * released version do not count, because another officer approved them. `signal` is the table or its alias.
 */
export function authorsSql(signal: string): RawBuilder<string[]> {
  const of = (column: string) => sql.ref(`${signal}.${column}`)
  const { added, removed } = fileChange
  const wrote = sql`v_.version = (select max(w_.version) from signal_version w_ where w_.signal_id = v_.signal_id and w_.change not in (${added}, ${removed}))`
  const attached = sql`(v_.change = ${added} and exists (select from signal_attachment f_
    where f_.signal_id = v_.signal_id and f_.added_at = v_.at and f_.added_by = v_.by_account))`
  return sql<
    string[]
  >`array(select distinct a_.person_id from signal_version v_ join account a_ on a_.id = v_.by_account
    where v_.signal_id = ${of('id')} and (v_.version = ${of('version')}
      or (v_.version > coalesce(${of('released_version')}, 0) and (${wrote} or ${attached}))))`
}

/** Reads the ids of these people for one signal. */
export async function authorsOf(tx: Tx, id: string): Promise<string[]> {
  const row = await tx.db
    .selectFrom('signal')
    .select(authorsSql('signal').as('people'))
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.people ?? []
}
