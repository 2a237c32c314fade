import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { createBank, deleteBank } from '../banks/change-bank.ts'
import type { HashExchangeTable } from '../store/schema.ts'
import type { ExchangeApi } from './apis/exchange-api.ts'
import { exchangeApis } from './apis/index.ts'
import { enqueueFetch } from './fetch-exchange.ts'

export type ExchangeRow = Selectable<HashExchangeTable>
const basis = 'List of a source that this member takes part in; stated over the HMA-compatible interface'

/** Finds a kind of source. Error: `body-invalid` if there is none of this name. */
export function apiOf(name: string): ExchangeApi {
  const api = exchangeApis.get(name)
  if (api === undefined) throw fail('body-invalid', { detail: `No such exchange API: ${name.slice(0, 60)}.` })
  return api
}

/** Finds an exchange. Error: `not-found`. */
export async function findExchange(tx: Pick<Tx, 'db'>, name: string): Promise<ExchangeRow> {
  const row = await tx.db.selectFrom('hash_exchange').selectAll().where('name', '=', name).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return row
}

/**
 * Creates an exchange and the bank of its name that it fills; its first fetch begins at once if it is
 * enabled. Errors: `body-invalid`,
 * `bank-name-invalid`, `bank-exists`.
 */
export async function createExchange(
  tx: Tx,
  given: { name: string; api: string; config: unknown; enabled: boolean; withoutKey: boolean },
): Promise<void> {
  const { name, enabled, withoutKey } = given
  const api = apiOf(given.api)
  if (api.refused !== null) throw fail('body-invalid', { detail: api.refused })
  const read = api.config.safeParse(given.config)
  if (!read.success) {
    const [issue] = read.error.issues
    throw fail('body-invalid', { detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}` })
  }
  await createBank(tx, { name, purposes: ['content-safety'], lawfulBasis: basis }, withoutKey)
  const { id } = await tx.db
    .selectFrom('bank')
    .select('id')
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  await tx.db
    .insertInto('hash_exchange')
    .values({ name, bank_id: id, api: api.name, config: JSON.stringify(read.data), enabled, created_at: tx.now })
    .execute()
  tx.note({ exchange: name, api: api.name })
  if (enabled) await enqueueFetch(tx, name)
}

/** Switches an exchange on or off. Error: `not-found`. */
export async function switchExchange(tx: Tx, name: string, enabled: boolean): Promise<ExchangeRow> {
  const row = await findExchange(tx, name)
  await tx.db.updateTable('hash_exchange').set({ enabled }).where('id', '=', row.id).execute()
  tx.note({ exchange: name, enabled })
  if (enabled) await enqueueFetch(tx, name)
  return { ...row, enabled }
}

/**
 * Deletes an exchange with its bank, and withdraws the bank's signals: a member that leaves a source may not use its
 * list any more. Error: `not-found`.
 */
export async function deleteExchange(tx: Tx, name: string): Promise<void> {
  const { id, bank_id: bankId } = await findExchange(tx, name)
  await tx.db.deleteFrom('hash_exchange').where('id', '=', id).execute()
  const bank = await tx.db
    .selectFrom('bank')
    .select('name')
    .where('id', '=', bankId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (bank !== undefined) await deleteBank(tx, bank.name)
  tx.note({ exchange: name })
}
