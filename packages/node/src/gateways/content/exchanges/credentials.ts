import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** A key of a source is a secret of this node, not personal data: its door is that of signals. */
const attributes = {
  regime: 'signal' as const,
  purposes: ['content-safety' as const],
  mask_at: null,
  delete_at: new Date(8.64e15),
}

/** Keeps the key for a kind of source, sealed, or forgets it. */
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

/** For a request to the source; null where none is kept. */
export async function openCredentials(tx: Tx, api: string): Promise<Record<string, string> | null> {
  const row = await tx.db.selectFrom('exchange_credential').selectAll().where('api', '=', api).executeTakeFirst()
  if (row === undefined) return null
  return JSON.parse(tx.openRaw({ ...attributes, id: row.id, raw: row.raw }).toString()) as Record<string, string>
}
