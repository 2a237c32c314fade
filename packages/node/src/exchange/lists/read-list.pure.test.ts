import { loadList } from '@entente/matching'
import { expect, test } from 'vitest'
import { csv } from './list-stage.fixture.ts'
import { listReader } from './read-list.ts'

const rows = (count: number) => Array.from({ length: count }, (_, n) => `A${n},Nils Vork ${n},Nilo;Nilz,1971-03-02,NOR`)
const unheard = () => undefined
const { read: readList } = listReader()

test('reading a large file in a worker thread gives the same entries and findings', async () => {
  const bytes = csv([...rows(4_000), 'A1,Somebody Else,,1971-13-41', 'B1,too,many,cells,in,this,row'])
  expect(bytes.length).toBeGreaterThan(64 * 1024)
  const { entries, findings } = loadList(bytes, 'csv')
  expect(entries.length).toBe(4_000)
  expect(findings.length).toBeGreaterThan(1)
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  const reads = await Promise.all([readList(bytes, 'csv', unheard), readList(bytes, 'csv', unheard)])
  clearInterval(timer)
  for (const read of reads) expect(read).toEqual({ entries, findings })
  expect(turns).toBeGreaterThan(5)
  // The bytes were copied to the thread, so the caller still has them.
  expect(bytes.length).toBeGreaterThan(64 * 1024)
})

test('a crashed thread fails only its file, and the next file is read', async () => {
  const bytes = csv(rows(3_000))
  await expect(readList(bytes, 'no such format' as 'csv', unheard)).rejects.toThrow()
  expect((await readList(bytes, 'csv', unheard)).entries).toHaveLength(3_000)
})

test('a reading that hangs is stopped, and the next file is read', async () => {
  const bytes = csv(rows(3_000))
  const closed: number[] = []
  let opened = 0
  const reader = listReader({
    mostMs: 30,
    open() {
      const number = ++opened
      const piece = async () => (number === 1 ? new Promise<null>(() => {}) : null)
      return { begin: piece, next: piece, close: async () => void closed.push(number) }
    },
  })
  await expect(reader.read(bytes, 'csv', unheard)).rejects.toMatchObject({ code: 'file-unreadable' })
  expect(closed).toEqual([1])
  expect((await reader.read(bytes, 'csv', unheard)).entries).toHaveLength(0)
})

test('two readers do not wait for each other', async () => {
  const bytes = csv(rows(3_000))
  let release = (): void => {}
  const held = new Promise<null>((resolve) => {
    release = () => resolve(null)
  })
  const piece = () => held
  const slow = listReader({ open: () => ({ begin: piece, next: piece, close: async () => {} }) })
  const waits = slow.read(bytes, 'csv', unheard)
  expect((await listReader().read(bytes, 'csv', unheard)).entries).toHaveLength(3_000)
  release()
  await waits
})
