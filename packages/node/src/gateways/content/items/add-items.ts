import { randomUUID } from 'node:crypto'
import { type AddItemsAnswer, NewItem, type Signal } from '@entente/contracts'
import { sql } from 'kysely'
import { signalChangedFor } from '../../../exchange/delivery/index.ts'
import { accountOf } from '../../../exchange/signals/change-signals.ts'
import { markBasis } from '../../../exchange/signals/mark-basis.ts'
import { signalClocks } from '../../../exchange/signals/stored/signal-classes.ts'
import { toSignalRow } from '../../../exchange/signals/stored/signal-row.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { chunksOf, takeTurns } from '../../../store/take-turns.ts'
import { type BankRow, findBank, refuseOfMember } from '../banks/bank-row.ts'
import { announceChange } from '../index/announce-change.ts'
import type { ContentSignal } from '../signals/content-signal.ts'
import { readSignal } from '../signals/read-signal.ts'
import { enqueueRetro } from '../store/enqueue-retro.ts'
import { basisOfBank, itemSignal } from './item-signal.ts'
import { patternOf, stateOf } from './patterns.ts'
import { itemClasses } from './read-items.ts'

const rowsAtOnce = 500

export interface AddOptions {
  owner: string
  exchange?: string
  /** Rejects the hash of a blank picture, for clients that could not release the quarantined item. */
  blank?: 'rejected'
}
interface Row {
  index: number
  id: string
  facts: NewItem
  signals: { content: ContentSignal; signal: Signal }[]
  /** Quarantined if a hash is that of a blank picture. */
  state: ReturnType<typeof stateOf>
}

/**
 * Adds items to a bank: one signal for each of their hashes, with the bank's terms. Wrong rows are rejected, and all other rows are
 * added. An added item matches as soon as this commits, unless its hash is that of a blank picture: such an item is
 * quarantined, or rejected if `blank` says so. Errors: `not-found`, `bank-of-member`.
 */
export async function addItems(
  tx: Tx,
  bankName: string,
  items: readonly unknown[],
  options: AddOptions,
): Promise<AddItemsAnswer & { numbers: number[] }> {
  const bank = await findBank(tx, bankName, 'share')
  refuseOfMember(bank)
  const basis = await markBasis(tx, basisOfBank(bank))
  const incidents = await knownIncidents(tx, items)
  const rows: Row[] = []
  const rejected: AddItemsAnswer['rejected'] = []
  const next = takeTurns()
  for (const [index, item] of items.entries()) {
    const read = readRow(item, { bank, basis }, options, tx.now, incidents)
    if ('code' in read) rejected.push({ index, ...read })
    else rows.push({ index, ...read })
    await next()
  }
  const numbers: number[] = []
  for (const part of chunksOf(rows, rowsAtOnce)) numbers.push(...(await insertRows(tx, bank, part)))
  tx.note({ bank: bank.name, added: rows.length, rejected: rejected.length })
  tx.counted(numbers.length)
  await noteFirstSignal(tx, rows)
  if (!bank.negative && numbers.length > 0) {
    const urgent = rows.some(({ facts }) => incidents.get(facts.incident ?? '') === 'running')
    await enqueueRetro(tx, numbers, { cause: 'added', urgent })
  }
  const added = rows.map(({ index, id }) => ({ index, itemId: id }))
  return { added, rejected, numbers, indexSeq: await announceChange(tx, { numbers }) }
}

function readRow(
  item: unknown,
  { bank, basis }: { bank: BankRow; basis: Signal['lawfulBasis'] },
  { owner, exchange, blank }: AddOptions,
  now: Date,
  incidents: ReadonlyMap<string, 'running' | 'over'>,
): Omit<Row, 'index'> | { code: string; message: string } {
  const parsed = NewItem.safeParse(item)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { code: 'body-invalid', message: `/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not valid'}` }
  }
  const facts = parsed.data
  if (facts.validUntil !== undefined && Date.parse(facts.validUntil) <= now.getTime())
    return { code: 'signal-invalid', message: '/validUntil: The end of use lies in the past.' }
  if (facts.incident !== undefined && !incidents.has(facts.incident))
    return { code: 'not-found', message: '/incident: There is no such incident.' }
  const signals: Row['signals'] = []
  const hashes: Uint8Array[] = []
  for (const [place, input] of facts.signals.entries()) {
    const read = readSignal(input)
    if ('code' in read) return { code: read.code, message: `/signals/${place}: ${read.message}` }
    const content = read.signal
    // A negative bank may contain such patterns.
    if (content.type === 'pdq' && !bank.negative) {
      const pattern = blank === 'rejected' ? patternOf(content.raw) : null
      if (pattern?.matches === 'nothing') return { code: 'signal-invalid', message: pattern.because }
      hashes.push(content.raw)
    }
    const signal = itemSignal(content, facts, bank, owner, now, input.scope ?? 'url', exchange)
    signals.push({ content, signal: { ...signal, lawfulBasis: basis } })
  }
  return { id: randomUUID(), facts, signals, state: stateOf(hashes) }
}

async function insertRows(tx: Tx, bank: BankRow, rows: readonly Row[]): Promise<number[]> {
  const signals = rows.flatMap((row) => row.signals.map(({ content, signal }) => ({ row, content, signal })))
  // The same hash in several banks is not a duplicate.
  const values = signals.map(({ signal }) => ({ ...toSignalRow(tx, signal), value_key: null }))
  for (const part of chunksOf(values, rowsAtOnce)) await tx.db.insertInto('signal').values(part).execute()
  await keepVersions(
    tx,
    signals.map(({ signal }) => signal.id),
    'created',
  )
  await tx.db
    .insertInto('bank_item')
    .values(
      rows.map(({ id, facts, signals, state }) => ({
        id,
        bank_id: bank.id,
        owner: signals[0]?.signal.owner ?? '',
        incident_id: facts.incident ?? null,
        ...state,
        created_at: tx.now,
        purposes: bank.purposes,
        ...noteColumns(tx, id, facts, signals[0]?.signal),
      })),
    )
    .execute()
  const numbers: number[] = []
  for (const part of chunksOf(signals, rowsAtOnce)) {
    const stored = await tx.db
      .insertInto('item_signal')
      .values(
        part.map(({ row, content, signal }) => ({
          item_id: row.id,
          signal_id: signal.id,
          type: content.type,
          quality: content.quality,
          raw: tx.sealRaw(signal.id, content.raw, signalClocks(signal)),
        })),
      )
      .returning('number')
      .execute()
    numbers.push(...stored.map(({ number }) => Number(number)))
  }
  return numbers
}

/** Returns the sealed note of an item. An item ends with its first signal. */
function noteColumns(tx: Tx, id: string, facts: NewItem, signal: Signal | undefined) {
  const clocks = signalClocks({ retainUntil: signal?.retainUntil ?? tx.now.toISOString() })
  const text = { note: facts.note ?? null, metadata: facts.metadata ?? null }
  return { delete_at: clocks.delete_at, ...tx.seal(id, { text }, itemClasses, clocks) }
}

/**
 * Stores the current state of these signals as a version, copied within the database without sealing it twice. Members
 * that may have the signals are notified.
 */
export async function keepVersions(tx: Tx, signalIds: readonly string[], change: string): Promise<void> {
  await sql`insert into signal_version (signal_id, version, at, by_account, change, a, b)
    select id, version, ${tx.now}, ${accountOf(tx)}::uuid, ${change}, a, b from signal where id = any(${signalIds}::uuid[])`.execute(
    tx.db,
  )
  await signalChangedFor(tx, signalIds)
}

/** Reads the incidents by id; an ended incident makes nothing urgent. */
async function knownIncidents(tx: Tx, items: readonly unknown[]): Promise<ReadonlyMap<string, 'running' | 'over'>> {
  const named = items.some((item) => typeof item === 'object' && item !== null && 'incident' in item)
  if (!named) return new Map()
  const rows = await tx.db.selectFrom('incident').select(['id', 'ends_at']).execute()
  return new Map(rows.map(({ id, ends_at: end }) => [id, end === null || end > tx.now ? 'running' : 'over']))
}

async function noteFirstSignal(tx: Tx, rows: readonly Row[]): Promise<void> {
  const ids = [...new Set(rows.flatMap(({ facts }) => facts.incident ?? []))]
  if (ids.length === 0) return
  await tx.db
    .updateTable('incident')
    .set({ first_signal_at: tx.now })
    .where('id', 'in', ids)
    .where('first_signal_at', 'is', null)
    .execute()
}
