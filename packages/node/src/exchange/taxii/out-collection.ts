import type { Purpose } from '@entente/contracts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import type { NodeKey } from '../../safeguards/keys/index.ts'
import { openOneSignal } from '../../safeguards/oversight/open-signal.ts'
import { signedForRelease } from '../signals/sign-for-release.ts'
import type { SignalRow } from '../signals/stored/signal-row.ts'
import { signalToStix } from '../stix/signal-to-stix.ts'
import { currentForm, type StixForm } from '../stix/stix-ids.ts'
import type { StixObject } from '../stix/stix-object.ts'
import type { StoredIn } from './stored-objects.ts'
import type { TaxiiUser } from './users.ts'

/**
 * Builds an SQL condition: a signal of this member may be given to the client's member for the client's purpose. It
 * uses the general access decision for signals. A node that one person uses alone gives signals about people only to clients that take
 * invented data: nobody but its operator knows that the people are invented.
 */
export const mayHave = (user: TaxiiUser, own: string, now: Date, table: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.ref(`${table}.owner`)} = ${own} and ${signalAccessSql({
    ...{ member: own, role: 'system', action: 'release', purpose: user.purpose as Purpose, now },
    ...{ destination: user.member, table },
  })} and (${user.synthetic} or ${sql.ref(`${table}.kind`)} <> 'person' or not (select is_of_one_person())))`

/**
 * Describes how the objects that a client was offered and may still read are stored. A changed signal is left out until
 * its new version is offered. A withdrawn signal is shown only as withdrawn.
 */
export function storedOut(collectionId: string, user: TaxiiUser, own: string, now: Date): StoredIn {
  return {
    // Look up each entry separately: the planner would choose a plan for a join from statistics, and a freshly filled
    // table has none.
    from: sql`taxii_entry o left join lateral (select * from signal where id = o.signal_id limit 1) s on true`,
    seen: sql<SqlBool>`o.collection_id = ${collectionId} and o.user_id = ${user.id}
      and (o.signal_id is null or (s.version = o.signal_version and s.delete_at > ${now} and (o.withdrawn or ${mayHave(user, own, now, 's')})))`,
    key: sql`o.signal_id || ' ' || o.form`,
    // This table stores only one version of each object.
    oldest: sql<SqlBool>`true`,
    newest: sql<SqlBool>`true`,
  }
}

/** Builds the objects of signals as JSON, by object id. Each signal is decrypted once, through the access store. */
export async function bodiesOut(
  tx: Tx,
  collectionId: string,
  user: TaxiiUser,
  rows: readonly { object_id: string; key: string | null }[],
  node: { own: string; key: NodeKey },
): Promise<Map<string, string>> {
  const bodies = new Map<string, string>()
  const forms = new Map(rows.flatMap(({ key }) => (key === null ? [] : [key.split(' ') as [string, string]])))
  const signals = [...forms.keys()]
  const opened =
    signals.length === 0 ? [] : await tx.db.selectFrom('signal').selectAll().where('id', 'in', signals).execute()
  for (const row of opened) {
    const form = forms.get(row.id) === '1' ? 1 : currentForm
    for (const object of await objectsOf(tx, row, node, form)) bodies.set(object.id, JSON.stringify(object))
  }
  const definitions = rows.flatMap(({ key, object_id }) => (key === null ? [object_id] : []))
  if (definitions.length > 0) {
    // Look up each object separately: a single query on a table without statistics would read the whole collection.
    const kept = await sql<{ object_id: string; body: unknown }>`
      select e.object_id, e.body from unnest(${definitions}::text[]) wanted(id)
        cross join lateral (select object_id, body from taxii_entry
          where collection_id = ${collectionId} and user_id = ${user.id} and object_id = wanted.id limit 1) e`.execute(
      tx.db,
    )
    for (const { object_id, body } of kept.rows) bodies.set(object_id, JSON.stringify(body))
  }
  return bodies
}

/**
 * Converts a signal to the STIX objects that leave the node. Returns none if the signal cannot leave, for example
 * another member's signal without a signature, or if it is damaged; then oversight gets an alarm that names it.
 */
export async function objectsOf(
  tx: Tx,
  row: SignalRow,
  { own, key }: { own: string; key: NodeKey },
  form: StixForm = currentForm,
): Promise<StixObject[]> {
  const opened = await openOneSignal(tx, row)
  const signal = typeof opened === 'object' ? signedForRelease(opened, own, key) : null
  return signal === null ? [] : signalToStix(signal, form)
}
