import { CargoTableKind } from '@entente/contracts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { shippedTable } from './shipped-tables.ts'

/**
 * Stores the rows of the tables of this release. An assessment that read them can then be repeated by a later release, which
 * has other tables.
 */
export function keepShippedTables(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'record.write', type: 'table.write', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const rows = CargoTableKind.options.map((kind) => {
      const { hash, content, rows: own } = shippedTable(kind)
      return { hash, kind, rows: own.length, content }
    })
    const known = await tx.db.selectFrom('cargo_table').select('hash').execute()
    const missing = rows.filter(({ hash }) => !known.some((one) => one.hash === hash))
    if (missing.length === 0) return
    await tx.db
      .insertInto('cargo_table')
      .values(missing)
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute()
  })
}
