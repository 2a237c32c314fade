import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

/**
 * Notes subjects that a stop kept from being compared, in whole or in part, in the transaction that stores them. They are compared once the stop
 * is lifted. Noting one again moves it to the end of the list, so a comparison that began before does not end it.
 */
export async function noteUnchecked(tx: Tx, gateway: string, subjectIds: readonly string[]): Promise<void> {
  const ids = [...new Set(subjectIds)].sort()
  if (ids.length === 0) return
  // Last and in one order, so that transactions that note the same subjects do not deadlock.
  tx.lastly(async () => {
    await sql`insert into unchecked_subject (subject_id, gateway) select id, ${gateway} from unnest(${ids}::uuid[]) as id order by id
      on conflict (subject_id) do update set n = excluded.n`.execute(tx.db)
  })
}

/** Whether the comparison of a gateway's subjects is limited now, so that they are noted as unchecked. */
export const isLimited = ({ stops }: Pick<Tx, 'stops'>, gateway: { kind: string; hasRules: boolean }): boolean =>
  stops.stopsGateway(gateway.kind) || stops.limitsSignals || (gateway.hasRules && stops.limitsRules)
