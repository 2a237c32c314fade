import type { AdoptRequest, ForeignDetail, ForeignObject, ForeignQuery, Signal } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { papOrder, tlpOrder } from '../../safeguards/access/signal-access/index.ts'
import type { ForeignObjectTable } from '../../store/taxii-schema.ts'
import { valuesOfEvent } from '../misp/event-to-signal.ts'
import { MispEvent } from '../misp/misp-event.ts'
import { createSignal } from '../signals/change-signals.ts'
import { isUuid } from '../stix/check-object.ts'
import { type ReadValue, valueOfIndicator } from '../stix/foreign-value.ts'
import type { StixObject } from '../stix/stix-object.ts'

type Row = Selectable<ForeignObjectTable>

/**
 * Lists foreign objects that no officer has adopted yet and that may be read for this purpose, newest first. Nothing is
 * decrypted.
 */
export async function listForeign(
  tx: Tx,
  query: z.infer<typeof ForeignQuery>,
): Promise<{ items: ForeignObject[]; next: string | null }> {
  const { limit = 100, state = 'kept' } = query
  const [us, id] = query.next === undefined ? [] : Buffer.from(query.next, 'base64url').toString().split(' ')
  if (query.next !== undefined && !(/^\d{1,18}$/.test(us ?? '') && isUuid(id ?? '')))
    throw fail('body-invalid', { at: '/next', detail: 'This page does not exist.' })
  const rows = await tx.db
    .selectFrom('foreign_object')
    .select([
      ...(['id', 'format', 'object_id', 'object_type', 'version_text', 'tlp', 'pap', 'member', 'source'] as const),
      ...(['received_at', 'delete_at', 'state', 'signal_id', 'gone_at', 'added_us'] as const),
    ])
    .where('state', '=', state === 'kept' ? 'held' : state)
    .where('delete_at', '>', tx.now)
    .$if(query.gone === true, (q) => q.where('gone_at', 'is not', null))
    .$if(tx.actor.role !== 'oversight', (q) => q.where((e) => e(e.val(tx.purpose ?? ''), '=', e.fn.any('purposes'))))
    .$if(us !== undefined, (q) =>
      q.where((e) => e(e.refTuple('added_us', 'id'), '<', e.tuple(e.val(us ?? ''), e.val(id ?? '')))),
    )
    .orderBy('added_us', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(describe),
    next:
      rows.length > limit && last !== undefined
        ? Buffer.from(`${last.added_us} ${last.id}`).toString('base64url')
        : null,
  }
}

/** Reads and decrypts a foreign object. Returns it with the values that could become signals. */
export async function readForeign(tx: Tx, id: string): Promise<ForeignDetail> {
  const row = await find(tx, id)
  const object = JSON.parse(tx.openRaw(row).toString()) as Record<string, unknown>
  return { ...describe(row), object, values: valuesOf(row, object) }
}

/**
 * Makes an own signal from a foreign object. The officer states the lawful basis and the terms. The marking must not be
 * weaker than that of the object. Errors: those of a new signal, `foreign-not-adoptable`, and `signal-invalid` for a missing
 * value, a weaker marking, or sharing that the marking forbids.
 */
export async function adoptForeign(
  tx: Tx,
  id: string,
  { place, ...terms }: z.infer<typeof AdoptRequest>,
  owner: string,
): Promise<Signal> {
  const row = await find(tx, id)
  if (row.state !== 'held') throw fail('foreign-not-adoptable')
  const value = valuesOf(row, JSON.parse(tx.openRaw(row).toString()) as Record<string, unknown>)[place]
  if (value === undefined)
    throw fail('signal-invalid', { at: '/place', detail: 'No signal can be made from this value.' })
  const weaker = <T>(order: readonly T[], given: T, asked: T) => order.indexOf(given) < order.indexOf(asked)
  if (weaker<string>(tlpOrder, terms.tlp, row.tlp)) throw tooWeak('/tlp', `TLP:${row.tlp.toUpperCase()}`)
  if (weaker<string>(papOrder, terms.pap, row.pap)) throw tooWeak('/pap', `PAP:${row.pap.toUpperCase()}`)
  if (!weaker<string>(tlpOrder, row.tlp, 'amber+strict') && terms.agreements.length > 0)
    throw fail('signal-invalid', { at: '/agreements', detail: 'Its marking forbids passing it on.' })
  if (terms.source.type === 'own')
    throw fail('signal-invalid', {
      at: '/source/type',
      detail: 'It came from others: choose member, public or derived.',
    })
  const signal = await createSignal(tx, { ...terms, ...value }, owner)
  await tx.db
    .updateTable('foreign_object')
    .set({ state: 'adopted', signal_id: signal.id })
    .where('id', '=', id)
    .execute()
  return signal
}

const tooWeak = (at: string, mark: string) =>
  fail('signal-invalid', {
    at,
    detail: `It is marked ${mark}: a signal made from it needs this marking or a stricter one.`,
  })

async function find(tx: Tx, id: string): Promise<Row> {
  const row = await tx.db.selectFrom('foreign_object').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return row
}

function valuesOf(row: Row, object: Record<string, unknown>): ReadValue[] {
  if (row.format === 'stix') {
    const value = object.type === 'indicator' ? valueOfIndicator(object as StixObject) : null
    return value === null ? [] : [value]
  }
  const event = MispEvent.safeParse(object)
  return event.success ? valuesOfEvent(event.data) : []
}

const describe = (
  row: Omit<
    Row,
    'raw' | 'digest' | 'purposes' | 'regime' | 'mask_at' | 'collection_id' | 'version_us' | 'newest' | 'oldest'
  >,
): ForeignObject => ({
  id: row.id,
  format: row.format,
  objectId: row.object_id,
  type: row.object_type,
  version: row.version_text,
  tlp: row.tlp as ForeignObject['tlp'],
  pap: row.pap as ForeignObject['pap'],
  member: row.member,
  source: row.source,
  receivedAt: row.received_at.toISOString(),
  keptUntil: row.delete_at.toISOString(),
  state: row.state === 'held' ? 'kept' : row.state,
  signalId: row.signal_id,
  goneAt: row.gone_at?.toISOString() ?? null,
})
