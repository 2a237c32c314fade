import type { Bank } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { largestRadius } from '../index/bank-terms.ts'
import type { BankTable } from '../store/schema.ts'

export type BankRow = Selectable<BankTable>

/** Finds a bank by its name, and locks it if asked. Error: `not-found`. */
export async function findBank(tx: Pick<Tx, 'db'>, name: string, lock: 'update' | 'share' | null = null) {
  let query = tx.db.selectFrom('bank').selectAll().where('name', '=', name).where('deleted_at', 'is', null)
  if (lock === 'update') query = query.forUpdate()
  if (lock === 'share') query = query.forShare()
  const row = await query.executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return row
}

/** Refuses a change of a bank that follows a member's signals. Error: `bank-of-member`. */
export function refuseOfMember({ follows }: Pick<BankRow, 'follows'>): void {
  if (follows !== null) throw fail('bank-of-member', { detail: `It holds what ${follows} shares as signals.` })
}

export async function bankOf(tx: Pick<Tx, 'db'>, row: BankRow): Promise<Bank> {
  return (await banksOf(tx, [row]))[0] as Bank
}

export async function banksOf(tx: Pick<Tx, 'db'>, rows: readonly BankRow[]): Promise<Bank[]> {
  const counts =
    rows.length === 0
      ? []
      : await tx.db
          .selectFrom('bank_item')
          .select((e) => ['bank_id', e.fn.countAll().as('items')])
          .where(
            'bank_id',
            'in',
            rows.map(({ id }) => id),
          )
          .groupBy('bank_id')
          .execute()
  const itemsOf = new Map(counts.map(({ bank_id, items }) => [bank_id, Number(items)]))
  return rows.map((row) => ({
    name: row.name,
    version: row.version,
    purposes: row.purposes as Bank['purposes'],
    lawfulBasis: { reference: row.basis, validUntil: row.basis_until?.toISOString() ?? null },
    agreements: row.agreements,
    tlp: row.tlp as Bank['tlp'],
    pap: row.pap as Bank['pap'],
    negative: row.negative,
    shadow: row.shadow,
    matchingEnabledRatio: row.enabled_ratio,
    radius: { pdq: row.radius ?? largestRadius },
    labels: row.labels,
    validDays: row.valid_days,
    retainDays: row.retain_days,
    items: itemsOf.get(row.id) ?? 0,
    follows: row.follows,
    createdAt: row.created_at.toISOString(),
  }))
}
