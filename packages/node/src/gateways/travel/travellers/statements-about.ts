import type { TravellerStatement } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

const most = 500

/**
 * Lists the statements of a traveller in UNB order, each with its message and the rule by which it joined. No record is
 * opened.
 */
export async function statementsAbout(tx: Pick<Tx, 'db'>, row: { id: string }): Promise<TravellerStatement[]> {
  const rows = await tx.db
    .selectFrom('statement as s')
    .innerJoin('message as m', 'm.id', 's.message_id')
    .innerJoin('sender as h', 'h.id', 'm.sender_id')
    .select([
      's.id',
      's.source',
      's.message_id',
      'h.name as sender',
      'm.received_at',
      's.pointer',
      's.segment',
      's.rule',
    ])
    .select(
      sql<boolean>`exists (select 1 from split_statement x where x.statement_id = s.id and x.apart)`.as('told_apart'),
    )
    .where('s.traveller_id', '=', row.id)
    .where('s.current', '=', true)
    .orderBy('s.prepared_at')
    .orderBy('m.sha256')
    .orderBy('s.pointer')
    .orderBy('s.source')
    .limit(most)
    .execute()
  return rows.map((statement) => ({
    id: statement.id,
    source: statement.source as TravellerStatement['source'],
    messageId: statement.message_id,
    sender: statement.sender,
    receivedAt: statement.received_at.toISOString(),
    pointer: statement.pointer,
    segment: statement.segment,
    rule: statement.rule as TravellerStatement['rule'],
    separated: statement.told_apart,
  }))
}
