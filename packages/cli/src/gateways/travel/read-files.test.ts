import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TravelReading } from '@entente/contracts'
import { corruptMessages } from '@entente/testkit'
import { afterAll, expect, test } from 'vitest'
import { entente } from '../../run-entente.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const bad = corruptMessages(6, { huge: true }).filter(({ pitfall }) => pitfall.startsWith('6.'))
const written = (message: (typeof bad)[number]) => file(`row-${message.pitfall}.edi`, message.bytes)
const outcomes = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as TravelReading)
    .map(({ file, outcome }) => [file, outcome])

test('read: findings alone end with 0 and one line of JSON per file', async () => {
  const fine = bad.filter(({ outcome }) => outcome === 'read')
  const ended = await entente(['read', '--json', ...fine.map(written)])
  expect([ended.status, ended.stderr]).toEqual([0, ''])
  expect(outcomes(ended.stdout)).toEqual(fine.map(({ pitfall }) => [`row-${pitfall}.edi`, 'read']))
})

test('read: a quarantined file or part ends with 1 and is printed too', async () => {
  const unread = bad.filter(({ outcome }) => outcome !== 'read')
  const ended = await entente(['read', '--json', ...unread.map(written)])
  expect([ended.status, ended.stderr]).toEqual([1, ''])
  expect(outcomes(ended.stdout)).toEqual(unread.map(({ pitfall, outcome }) => [`row-${pitfall}.edi`, outcome]))
})

test('read: - means standard input, and without --json the output is text', async () => {
  const message = bad.find(({ pitfall }) => pitfall === '6.11')
  const ended = await entente(['read', '-'], { input: message?.bytes ?? new Uint8Array() })
  expect([ended.status, ended.stderr]).toEqual([0, ''])
  expect(ended.stdout).toMatch(/^-: PAXLST, read, \d+ bytes\n/)
  expect(ended.stdout).toContain('DATE_INVALID')
})

test('read: a missing file, a folder or no file ends with 2 and prints nothing', async () => {
  const fine = file('fine.edi', bad.find(({ pitfall }) => pitfall === '6.10')?.bytes ?? '')
  const missing = await entente(['read', '--json', fine, join(folder, 'absent.edi')])
  expect(missing).toMatchObject({ status: 2, stdout: '' })
  expect(missing.stderr).toMatch(/^file-not-found: There is no file .*absent\.edi\.\n$/)
  const [asFolder, none] = await Promise.all([entente(['read', folder]), entente(['read', '--jsn', fine])])
  expect(asFolder).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^file-unreadable: /) })
  expect(none).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('unknown option') })
})

test('read: the text counts what the history of reservations contains', async () => {
  const message = (history: string) =>
    `UNB+IATA:1+XY+BORDER+240509:1200+R1'UNH+1+PNRGOV:13:1:IA'MSG+:22'TVL+100524:1830+AAA+BBB+XY+417'EQN+1'SRC'RCI+XY:QZ7K4P'TIF+ROE+ANN:A:1'TVL+100524:1830+AAA+BBB+XY+417'${history}UNT+9+1'UNZ+1+R1'`
  const changed = await entente([
    'read',
    file('changed.edi', message("ABI+1'SAC+++X'TIF+ROE+ANA:A:1'TVL+090524:1830+AAA+BBB+XY+415'")),
  ])
  expect(changed.stdout).toContain('    history: 1 names, 1 flights\n')
  const plain = await entente(['read', file('plain.edi', message(''))])
  expect(plain.stdout).not.toContain('history')
})
