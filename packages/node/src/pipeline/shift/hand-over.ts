import { createHash, randomUUID } from 'node:crypto'
import type { HandoverNote, ShiftHandoverRequest } from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import type { ShiftHandoverTable } from '../../store/schema.ts'
import { namesOf } from '../cases/case-people.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { regimesFor } from '../review/visible-cases.ts'
import { readLoad, sumOf } from './read-load.ts'
import { startOfHour } from './shift-times.ts'

/** A note about the work of a day is deleted after two weeks. The entries of the log stay. */
const keptMs = 14 * 86_400_000
const shown = 3
/** The note is about cases. Its text may name people although the page asks for case numbers. */
const noteClasses = classesOf<{ text: string }>()('shift_handover', { text: 'kept' })
type Row = Selectable<ShiftHandoverTable>

/**
 * Stores the note with which the actor hands the shift of a gateway over to another supervisor. An open note of the actor
 * is replaced. Errors: `same-person`, `body-invalid` for somebody who is no supervisor of the team.
 */
export async function handShiftOver(
  access: AccessStore,
  gateways: Gateways,
  { gateway, to, text }: z.infer<typeof ShiftHandoverRequest>,
): Promise<HandoverNote> {
  gateways.of(gateway)
  const intent = { action: 'shift.hand-over', type: 'shift.handover', details: { gateway } } as const
  return access.transaction(intent, async (tx) => {
    if (to === tx.actor.person) throw fail('same-person', { detail: 'Another supervisor takes the shift over.' })
    const team = teamFor(tx, gateway)
    await checkSupervisor(tx, team, to)
    await tx.db
      .updateTable('shift_handover')
      .set({ state: 'replaced' })
      .where('given_by', '=', tx.actor.person)
      .where('gateway', '=', gateway)
      .where('state', '=', 'open')
      .execute()
    const load = await readLoad(tx, gateway, startOfHour(tx.now, 'UTC'))
    const { unassigned, second } = load.all
    const facts = { open: sumOf(load.all), overdue: sumOf(load.overdue), unassigned, second }
    const id = randomUUID()
    const digest = createHash('sha256').update(text).digest()
    const clocks = {
      regime: regimesFor(tx.purpose)[0] ?? '',
      mask_at: null,
      delete_at: new Date(tx.now.getTime() + keptMs),
    }
    const row = await tx.db
      .insertInto('shift_handover')
      .values({
        ...{ id, gateway, given_by: tx.actor.person, given_to: to, at: tx.now, digest, team },
        facts: JSON.stringify(facts),
        purposes: tx.purpose === null ? [] : [tx.purpose],
        received_at: tx.now,
        ...clocks,
        ...tx.seal(id, { text }, noteClasses, clocks),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    tx.about(`shift:${id}`)
    tx.counted(1)
    tx.note({ digest: digest.toString('hex') })
    await tx.announce('shift.changed', id, 1)
    return noteOf(tx, row, await namesOf(tx, [tx.actor.person, to]), text)
  })
}

/** Signs a note as the supervisor who takes the shift over. Errors: `not-found` for a note to somebody else, `handover-over`. */
export async function acceptShift(access: AccessStore, id: string): Promise<HandoverNote> {
  const intent = { action: 'shift.hand-over', type: 'shift.accept', ref: `shift:${id}` } as const
  return access.transaction(intent, async (tx) => {
    const row = await tx.db.selectFrom('shift_handover').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (row === undefined || row.given_to !== tx.actor.person) throw fail('not-found')
    const { value } = tx.open<{ text: string }>(row)
    if (row.state !== 'open') throw fail('handover-over')
    const signed = await tx.db
      .updateTable('shift_handover')
      .set({ state: 'accepted', accepted_at: tx.now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    tx.note({ digest: row.digest.toString('hex') })
    await tx.announce('shift.changed', id, 2)
    return noteOf(tx, signed, await namesOf(tx, [row.given_by, row.given_to]), value.text)
  })
}

/** Returns the newest notes of the actor's teams. */
export async function readNotes(tx: Tx, gateway: string): Promise<HandoverNote[]> {
  const rows = await tx.db
    .selectFrom('shift_handover')
    .selectAll()
    .where('team', 'in', tx.actor.teams.length > 0 ? [...tx.actor.teams] : [''])
    .where('gateway', '=', gateway)
    .where('state', '<>', 'replaced')
    .where('delete_at', '>', tx.now)
    .orderBy('at', 'desc')
    .limit(shown)
    .execute()
  const names = await namesOf(
    tx,
    rows.flatMap((row) => [row.given_by, row.given_to]),
  )
  return rows.flatMap((row) => {
    const opened = tx.openIfAllowed<{ text: string }>(row)
    return opened === undefined ? [] : [noteOf(tx, row, names, opened.value.text)]
  })
}

function noteOf(tx: Tx, row: Row, names: ReadonlyMap<string, string>, text: string): HandoverNote {
  return {
    ...{ id: row.id, state: row.state, text, facts: row.facts, digest: row.digest.toString('hex') },
    byName: names.get(row.given_by) ?? '',
    toName: names.get(row.given_to) ?? '',
    at: row.at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    may: { accept: row.state === 'open' && row.given_to === tx.actor.person },
  }
}

/** A gateway's own team has its name; else it is the first of the actor. */
const teamFor = ({ actor }: Tx, gateway: string): string =>
  actor.teams.includes(gateway) ? gateway : (actor.teams[0] ?? '')

async function checkSupervisor(tx: Tx, team: string, person: string): Promise<void> {
  const { rows } = await sql`
    select from account a join account_role r on r.account_id = a.id join account_team t on t.account_id = a.id
    where a.person_id = ${person} and a.state <> 'disabled' and r.role = 'supervisor' and r.state = 'active' and t.team = ${team}
    limit 1`.execute(tx.db)
  if (rows.length === 0) throw fail('body-invalid', { at: '/to', detail: 'No supervisor of this team has this id.' })
}
