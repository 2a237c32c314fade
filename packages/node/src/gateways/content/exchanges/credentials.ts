import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** A source's key is a secret of this node, not personal data: it is opened under the access rules of signals. */
const attributes = {
  regime: 'signal' as const,
  purposes: ['content-safety' as const],
  mask_at: null,
  delete_at: new Date(8.64e15),
}

/** Stores the key of a kind of source, sealed, or deletes it. */
export async function keepCredentials(tx: Tx, api: string, given: object | null): Promise<void> {
  await tx.db.deleteFrom('exchange_credential').where('api', '=', api).execute()
  if (given === null) return
  const id = randomUUID()
  const raw = tx.sealRaw(id, Buffer.from(JSON.stringify(given)))
  await tx.db.insertInto('exchange_credential').values({ api, id, set_at: tx.now, raw }).execute()
}

export async function hasCredentials(tx: Pick<Tx, 'db'>, api: string): Promise<boolean> {
  const row = await tx.db.selectFrom('exchange_credential').select('api').where('api', '=', api).executeTakeFirst()
  return row !== undefined
}

/** Opens the key for a request to the source; null if none is stored. */
export async function openCredentials(tx: Tx, api: string): Promise<Record<string, string> | null> {
  const row = await tx.db.selectFrom('exchange_credential').selectAll().where('api', '=', api).executeTakeFirst()
  if (row === undefined) return null
  return JSON.parse(tx.openRaw({ ...attributes, id: row.id, raw: row.raw }).toString()) as Record<string, string>
}
