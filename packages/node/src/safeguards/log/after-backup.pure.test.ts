import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AfterBackup, type AfterLine, afterBackupFile } from './after-backup.ts'

let dataRoot: string
let after: AfterBackup
beforeEach(() => {
  dataRoot = mkdtempSync(join(tmpdir(), 'entente-after-backup-'))
  after = new AfterBackup(dataRoot)
})
afterEach(() => rmSync(dataRoot, { recursive: true, force: true }))

const ended = (of: string, id: string, state: string): AfterLine => ({ v: 1, kind: 'ended', of, id, state })
const linesOf = (): AfterLine[] =>
  readFileSync(afterBackupFile(dataRoot), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test('the file is written anew with the newest state of each signal, and with every other line', async () => {
  const credential = ended('session', 'session-1', 'ended')
  await after.append(credential, ended('signal', 'other', '1 withdrawn'))
  const states = Array.from({ length: 4000 }, (_, i) => ended('signal', 'often', `${i} active`))
  await after.append(...states)
  expect(linesOf()).toHaveLength(2 + states.length)
  await after.append(ended('signal', 'often', '4000 withdrawn'))
  expect(linesOf()).toEqual([
    credential,
    ended('signal', 'other', '1 withdrawn'),
    states.at(-1),
    ended('signal', 'often', '4000 withdrawn'),
  ])
})

test('a large file is written anew only after as many bytes as it had', async () => {
  await after.append(...Array.from({ length: 8000 }, (_, i) => ended('signal', `signal-${i}`, '1 withdrawn')))
  const states = Array.from({ length: 4000 }, (_, i) => ended('signal', 'often', `${i} active`))
  await after.append(ended('signal', 'often', 'new'))
  await after.append(...states)
  await after.append(ended('signal', 'often', '4000 withdrawn'))
  expect(linesOf()).toHaveLength(8000 + 1 + states.length + 1)
})
