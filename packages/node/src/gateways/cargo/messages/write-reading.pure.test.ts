import type { CargoReading } from '@entente/contracts'
import { expect, test } from 'vitest'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { stowedFrom } from '../store/voyage-schema.ts'
import { writeReading } from './write-reading.ts'

const numbers = (length: number) => Array.from({ length }, (_, at) => at)

/** A database with a file of so many messages, each with two consignments. It holds three parts. */
function fileOf(messages: number) {
  const heads = numbers(messages).map((at) => ({ header: { reference: `${at}` }, reconciliation: { agrees: true } }))
  const each = numbers(messages)
  const third = (part: number) => each.filter((at) => Math.floor((at * 3) / messages) === part)
  const rows: Record<string, { ordinal: number; value: unknown }[]> = {
    reading: [{ ordinal: 0, value: { messages: heads, quarantined: [], outcome: 'read' } }],
    cargo_filing: [
      ...numbers(2 * messages).map((ordinal) => ({
        ordinal,
        value: { message: Math.floor(ordinal / 2), consignment: { key: `${ordinal}` } },
      })),
      // The node made it: the file states no such consignment.
      { ordinal: stowedFrom, value: { message: messages - 1, consignment: { key: 'stowed' } } },
    ],
    cargo_reading_part: numbers(3).map((ordinal) => ({
      ordinal,
      value: {
        equipment: third(ordinal).map((message) => ({ message, value: { id: `E${message}` } })),
        // A message without loads is between two with loads.
        loads: third(ordinal)
          .filter((message) => message % 2 === 0)
          .map((message) => ({ message, value: { id: `L${message}` } })),
        findings: [{ code: `F${ordinal}` }],
      },
    })),
  }
  let [after, before] = [-1, Number.POSITIVE_INFINITY]
  let most = Number.POSITIVE_INFINITY
  const query = (table: string): unknown => {
    const chain = {
      ...{ select: () => chain, selectAll: () => chain, orderBy: () => chain },
      limit(number: number) {
        most = number
        return chain
      },
      where(column: string, operator: string, value: number) {
        if (column === 'ordinal' && operator === '<') before = value
        else if (column === 'ordinal') after = value
        return chain
      },
      execute: async () =>
        (rows[table] ?? []).filter(({ ordinal }) => ordinal > after && ordinal < before).slice(0, most),
      executeTakeFirst: async () => (rows[table] ?? []).find(({ ordinal }) => ordinal > after),
    }
    ;[after, before, most] = [-1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    return chain
  }
  // The fields of a stored row lie under a and b; here they lie in the row itself.
  for (const list of Object.values(rows)) for (const row of list) Object.assign(row, { a: row.value, b: row.value })
  const tx = { db: { selectFrom: query }, open: (row: { b: unknown }) => ({ value: row.b }) } as unknown as Tx
  let transactions = 0
  const onMessage = <T>(work: (tx: Tx, row: MessageRow) => Promise<T>) => {
    transactions += 1
    return work(tx, { id: 'm', read_version: 1 } as MessageRow)
  }
  return { onMessage, transactions: () => transactions }
}

async function written(messages: number) {
  const file = fileOf(messages)
  const pieces: string[] = []
  for await (const piece of writeReading(file.onMessage)) pieces.push(piece)
  return { reading: JSON.parse(pieces.join('')) as CargoReading, transactions: file.transactions() }
}

test('each message has its own consignments, equipment and loads', async () => {
  const { reading } = await written(7)
  expect(reading.messages.map(({ consignments }) => consignments.map(({ key }) => key))).toEqual(
    numbers(7).map((at) => [`${2 * at}`, `${2 * at + 1}`]),
  )
  expect(reading.messages.map(({ equipment }) => equipment.map(({ id }) => id))).toEqual(
    numbers(7).map((at) => [`E${at}`]),
  )
  expect(reading.messages.map(({ loads }) => loads)).toEqual(
    numbers(7).map((at) => (at % 2 === 0 ? [{ id: `L${at}` }] : [])),
  )
  expect(reading.findings).toMatchObject([{ code: 'F0' }, { code: 'F1' }, { code: 'F2' }])
})

test('a reading of many messages is read in as many transactions as one of few', async () => {
  expect((await written(200)).transactions).toBe((await written(3)).transactions)
})
