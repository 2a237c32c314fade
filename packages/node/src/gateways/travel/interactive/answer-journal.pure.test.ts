import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { recordUnreadable } from '../../../safeguards/access/record-unreadable.ts'
import { openAnswerJournal } from './answer-journal.ts'

const root = mkdtempSync(join(tmpdir(), 'entente-journal-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Seals by turning each bit over. A sealed file begins with its name. */
const turned = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xff))
const files = {
  seal: (name: string, bytes: Uint8Array) => Buffer.concat([Buffer.from(name), turned(bytes)]),
  open(name: string, bytes: Buffer) {
    if (!bytes.subarray(0, name.length).equals(Buffer.from(name))) throw recordUnreadable(name)
    return turned(bytes.subarray(name.length))
  },
}
const journal = openAnswerJournal(root, files)
const pathOf = (id: string) => join(root, 'journal', `${id}.json`)
const newEntry = () => ({ id: randomUUID(), senderId: randomUUID(), request: Buffer.from('NAD+FL+++KVALSUND:ELLEN') })

test('an entry of the journal is sealed under its name', async () => {
  const entry = newEntry()
  await journal.add(entry)
  const text = readFileSync(pathOf(entry.id), 'latin1')
  for (const part of ['KVALSUND', entry.request.toString('base64'), entry.senderId]) expect(text).not.toContain(part)
  expect(await journal.read(entry.id)).toEqual(entry)
})

test('an entry that cannot be opened is set aside for the operator', async () => {
  const [one, other] = [newEntry(), newEntry()]
  for (const entry of [one, other]) await journal.add(entry)
  writeFileSync(pathOf(other.id), readFileSync(pathOf(one.id)))
  expect(await journal.read(other.id)).toBeNull()
  expect(readdirSync(join(root, 'journal'))).toContain(`${other.id}.failed`)
})

test('a plain entry of the release before is still read', async () => {
  const { id, senderId, request } = newEntry()
  writeFileSync(pathOf(id), JSON.stringify({ senderId, request: request.toString('base64') }))
  expect(await journal.read(id)).toEqual({ id, senderId, request })
})
