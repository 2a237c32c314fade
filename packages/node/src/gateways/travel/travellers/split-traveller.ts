import { randomUUID } from 'node:crypto'
import type { SplitAnswer, SplitRequest } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import { insertNote } from '../../../pipeline/cases/on-case.ts'
import { matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { classesOf } from '../../../safeguards/access/field-classes.ts'
import { mergeCrossings } from '../crossing/merge-crossings.ts'
import type { FlightRow } from '../flights/draw-flight.ts'
import { changeOfBoards, drawBoard } from '../flights/update-boards.ts'
import type { StatementTable, TravellerTable } from '../store/schema.ts'

const splitClasses = classesOf<{ text: string }>()('traveller_split', { text: 'masked' })

type Statement = Pick<Selectable<StatementTable>, 'id' | 'message_id' | 'pointer'>

/**
 * Splits a traveller: a person states that these statements are about somebody else, and why. The two are never merged
 * again, whatever arrives later. The remaining traveller keeps id, case and decisions. Both are matched again, and
 * their senders are notified of changes. The reason is a note of the case, so that its author cannot be the second
 * person of the case. Errors: `not-found`, `refused`, `version-conflict` (a statement belongs to another traveller by
 * now), `body-invalid` (no statement would remain).
 */
export async function splitTraveller(
  access: AccessStore,
  id: string,
  request: z.infer<typeof SplitRequest>,
): Promise<SplitAnswer> {
  const intent = {
    action: 'case.work',
    type: 'case.note',
    ref: `traveller:${id}`,
    details: { what: 'separated', statements: request.statements.length },
    on: (db: Tx['db']) =>
      db
        .selectFrom('traveller as t')
        .leftJoin('case_file as c', (join) => join.onRef('c.subject_id', '=', 't.id').on('c.ended_at', 'is', null))
        .selectAll('t')
        .select('c.assigned_to')
        .where('t.id', '=', id)
        .where('t.merged_into', 'is', null)
        .executeTakeFirst(),
    needsUnmasked: true,
  } as const
  return access.transaction(intent, async (tx) => {
    const { traveller, flight } = await lockTraveller(tx, id)
    const { apart, stays } = await sidesOf(tx, id, request.statements)
    const splitId = await storeSplit(tx, traveller, request.reason, { apart, stays })
    const merged = await mergeAgain(tx, traveller, splitId, apart)
    const separated = [...new Set(apart.flatMap((said) => merged.ownerOf.get(said.id) ?? []))]
    tx.note({ separated })
    await noteInCase(tx, id, request)
    const board = changeOfBoards([await drawBoard(tx, flight, merged.messages, merged.present)])
    if (board !== null) tx.later(board)
    const travellerIds = [...new Set([id, ...separated, ...merged.changed])]
    await tx.enqueue(matchSubjectsJob, { gateway: 'travel', subjectIds: travellerIds, answerAll: true })
    return { travellerId: id, separated }
  })
}

/** Locks the flight until the transaction ends, so that messages about it wait and the traveller stays as read. */
async function lockTraveller(
  tx: Tx,
  id: string,
): Promise<{ traveller: Selectable<TravellerTable>; flight: FlightRow }> {
  const flight = await tx.db
    .selectFrom('flight')
    .selectAll()
    .where('id', '=', (e) => e.selectFrom('traveller').select('flight_id').where('id', '=', id))
    .forUpdate()
    .executeTakeFirst()
  const traveller = await tx.db.selectFrom('traveller').selectAll().where('id', '=', id).executeTakeFirst()
  if (traveller === undefined || traveller.merged_into !== null || traveller.flight_id !== flight?.id) {
    throw fail('version-conflict')
  }
  return { traveller, flight }
}

/** Divides the statements. A person's record in a message moves as a whole, with the check-in. */
async function sidesOf(tx: Tx, id: string, chosen: readonly string[]): Promise<Record<'apart' | 'stays', Statement[]>> {
  const all = await tx.db
    .selectFrom('statement')
    .select(['id', 'message_id', 'pointer'])
    .where('traveller_id', '=', id)
    .where('current', '=', true)
    .orderBy('prepared_at', 'desc')
    .orderBy('id')
    .execute()
  const known = new Map(all.map((said) => [said.id, said]))
  const places = new Set(
    chosen.map((one) => {
      const said = known.get(one)
      if (said === undefined) throw fail('version-conflict', { detail: 'A statement is no longer this traveller’s.' })
      return placeOf(said)
    }),
  )
  const apart = all.filter((said) => places.has(placeOf(said)))
  const stays = all.filter((said) => !places.has(placeOf(said)))
  if (stays.length === 0) {
    throw fail('body-invalid', { at: '/statements', detail: 'Nothing would be left to separate them from.' })
  }
  return { apart, stays }
}
const placeOf = (said: Statement): string => `${said.message_id}${said.pointer}`

async function storeSplit(
  tx: Tx,
  traveller: Selectable<TravellerTable>,
  reason: string,
  sides: Record<'apart' | 'stays', readonly Statement[]>,
): Promise<string> {
  const id = randomUUID()
  const { person, account } = tx.actor
  await tx.db
    .insertInto('traveller_split')
    .values({
      id,
      traveller_id: traveller.id,
      person_id: person,
      account_id: account,
      at: tx.now,
      ...tx.seal(id, { text: reason }, splitClasses, traveller),
    })
    .execute()
  const rows = [
    ...sides.apart.map((said) => ({ statement_id: said.id, split_id: id, apart: true })),
    ...sides.stays.map((said) => ({ statement_id: said.id, split_id: id, apart: false })),
  ]
  await tx.db.insertInto('split_statement').values(rows).execute()
  return id
}

/** Merges the flight again. The statements that were split off get a new traveller. */
async function mergeAgain(tx: Tx, traveller: Selectable<TravellerTable>, splitId: string, apart: readonly Statement[]) {
  const { flight_id, regime, purposes, team, received_at, mask_at, delete_at } = traveller
  const newest = await tx.db
    .selectFrom('message')
    .selectAll()
    .where('id', '=', (apart[0] as Statement).message_id)
    .executeTakeFirstOrThrow()
  const other = randomUUID()
  const message = {
    id: newest.id,
    version: newest.read_version,
    senderId: newest.sender_id,
    channel: newest.channel,
    preparedAt: newest.prepared_at ?? newest.received_at,
    position: newest.sha256,
    segments: new Map(),
    row: { regime, purposes, team, received_at, mask_at, delete_at },
  }
  const { changedBy, plans, facts, present } = await mergeCrossings(tx, {
    flightIds: [flight_id],
    messages: [{ message, flightMessages: [], statements: [], reservations: [] }],
    replaced: {
      travellerIds: new Set([traveller.id]),
      hints: new Map(apart.map((said) => [said.id, other])),
      sides: new Map(),
    },
    splitId,
  })
  const groups = plans.flatMap((plan) => plan.groups)
  const ownerOf = new Map(
    groups.flatMap(({ members, travellerId }) => members.map(({ id }) => [id, travellerId] as const)),
  )
  return {
    changed: [...changedBy.values()].flat(),
    ownerOf,
    messages: facts.messages.get(flight_id) ?? [],
    present: present.get(flight_id) ?? 0,
  }
}

async function noteInCase(tx: Tx, subjectId: string, { reason }: { reason: string }): Promise<void> {
  const row = await tx.db
    .selectFrom('case_file')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('delete_at', '>', tx.now)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return
  await insertNote(tx, row, 'note', { text: reason })
  await tx.log({ type: 'case.note', ref: `case:${row.id}`, count: 1, details: { what: 'separated' } })
  await tx.announce('case.changed', row.id, row.version)
}
