import type { DrawnConsignmentList, PublicDraw } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import { readCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { DrawDayTable } from '../store/schema.ts'

/**
 * Reads the public facts about the draw of a day. The counts are null until the key is revealed: those of a quiet day would
 * show a filer whether its consignment was drawn. Error: `not-found`.
 */
export async function readDraw(db: Tx['db'], day: string): Promise<PublicDraw> {
  const row = await db.selectFrom('cargo_draw_day').selectAll().where('day', '=', day).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return shownDraw(row, await countsOf(db, [row]))
}

/** The newest days that are listed. */
const mostDays = 60

/** Lists the public facts about the draws of the newest days, newest first. */
export async function listDraws(db: Tx['db']): Promise<PublicDraw[]> {
  const rows = await db.selectFrom('cargo_draw_day').selectAll().orderBy('day', 'desc').limit(mostDays).execute()
  const counts = await countsOf(db, rows)
  return rows.map((row) => shownDraw(row, counts))
}

type Counts = Pick<PublicDraw, 'drawn' | 'selected' | 'notDrawn'>
const secret: Counts = { drawn: null, selected: null, notDrawn: null }

const shownDraw = (row: Selectable<DrawDayTable>, counts: ReadonlyMap<string, Counts>): PublicDraw => ({
  day: row.day,
  commitment: row.commitment,
  committedAt: row.committed_at.toISOString(),
  rates: row.rates,
  key: row.key?.toString('hex') ?? null,
  revealedAt: row.revealed_at?.toISOString() ?? null,
  keyLost: row.lost_at !== null,
  ...(counts.get(row.day) ?? secret),
})

/** Counts the draws of the days whose keys are revealed. */
async function countsOf(db: Tx['db'], days: readonly Selectable<DrawDayTable>[]): Promise<Map<string, Counts>> {
  const revealed = days.filter(({ key }) => key !== null).map(({ day }) => day)
  if (revealed.length === 0) return new Map()
  const rows = await db
    .selectFrom('cargo_lane_count')
    .select(({ fn }) => [
      'day',
      fn.sum<string | null>('count').as('count'),
      fn.sum<string | null>('drawn').as('drawn'),
      fn.sum<string | null>('selected').as('selected'),
    ])
    .where('day', 'in', revealed)
    .groupBy('day')
    .execute()
  const none: [string, Counts][] = revealed.map((day) => [day, { drawn: 0, selected: 0, notDrawn: 0 }])
  return new Map([
    ...none,
    ...rows.map(({ day, count, drawn, selected }): [string, Counts] => [
      day,
      { drawn: Number(drawn), selected: Number(selected), notDrawn: Number(count) - Number(drawn) },
    ]),
  ])
}

/** Lists the consignments of a day that were drawn, by key. Error: `draw-secret` until the key of the day is revealed. */
export async function listDrawn(
  tx: Tx,
  day: string,
  { next, limit = 1000 }: { next?: string | undefined; limit?: number | undefined },
): Promise<DrawnConsignmentList> {
  const { key } = await readDraw(tx.db, day)
  if (key === null) throw fail('draw-secret')
  const [after] = readCursor(next, 1) ?? []
  let query = tx.db
    .selectFrom('cargo_assessment')
    .select(['draw_key', 'stratum', 'selection'])
    .where('day', '=', day)
    .where('drawn', '=', true)
    .orderBy('draw_key')
    .limit(limit + 1)
  if (after !== undefined) query = query.where('draw_key', '>', after)
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(({ draw_key: drawn, stratum, selection }) => ({
      ...{ key: drawn, stratum },
      selected: selection === 'expected-rate' ? null : selection,
    })),
    next: rows.length > limit && last !== undefined ? writeCursor([last.draw_key]) : null,
  }
}
