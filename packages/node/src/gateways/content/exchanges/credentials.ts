import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { noClock } from '../../../safeguards/access/clocks.ts'
import type { ExchangeApi } from './apis/exchange-api.ts'

/** A source's key is a secret of this node, not personal data: it is opened under the access rules of signals. */
const attributes = {
  regime: 'signal' as const,
  purposes: ['content-safety' as const],
  mask_at: null,
  delete_at: new Date(8.64e15),
}

/** Stores the key of a kind of source, sealed, or deletes it. */
export async function keepCredentials(tx: Tx, api: string, given: object | null, withoutKey: boolean): Promise<void> {
  await tx.db.deleteFrom('exchange_credential').where('api', '=', api).execute()
  if (given === null) return
  const id = randomUUID()
  const raw = tx.sealRaw(id, Buffer.from(JSON.stringify(given)), noClock)
  await tx.db
    .insertInto('exchange_credential')
    .values({ api, id, set_at: tx.now, raw, without_key: withoutKey })
    .execute()
}

/** Returns the fields of a key under their current names. */
export const withCurrentNames = <T>(
  key: Readonly<Record<string, T>>,
  formerNames: Readonly<Record<string, string>>,
): Record<string, T> =>
  Object.fromEntries(Object.entries(key).map(([name, value]) => [formerNames[name] ?? name, value]))

/** Returns whether a key is stored, and whether a client without a key set it; undefined if none is. */
export const findCredentials = (tx: Pick<Tx, 'db'>, api: string): Promise<{ without_key: boolean } | undefined> =>
  tx.db.selectFrom('exchange_credential').select('without_key').where('api', '=', api).executeTakeFirst()

/** Opens the key for a request to the source; null if none is stored. */
export async function openCredentials(
  tx: Tx,
  { name: api, formerNames = {} }: Pick<ExchangeApi, 'name' | 'formerNames'>,
): Promise<Record<string, string> | null> {
  const row = await tx.db.selectFrom('exchange_credential').selectAll().where('api', '=', api).executeTakeFirst()
  if (row === undefined) return null
  const key = JSON.parse(tx.openRaw({ ...attributes, id: row.id, raw: row.raw }).toString()) as Record<string, string>
  return withCurrentNames(key, formerNames)
}
