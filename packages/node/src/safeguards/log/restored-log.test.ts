import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hexOf } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccess } from '../../open-access.ts'
import { backupTo, restoreFrom } from '../../store/backup/index.ts'
import { restorePlaces } from '../../store/backup/restored.fixture.ts'
import { readNodeKey } from '../keys/index.ts'
import { AfterBackup, afterBackupFile } from './after-backup.ts'
import { readLogKey } from './log-key.ts'
import { type RunningLog, runLog } from './run-log.ts'

let node: TestNode
const places = restorePlaces('entente-restored-')
const { folder } = places
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(async () => {
  await node?.stop()
  await places.end()
})

/** Restores a backup into a new database and folder, and starts its log. */
async function restoredLog(backup: string, name: string, after: string | null): Promise<RunningLog> {
  const { database, dataRoot } = await places.place(name)
  await restoreFrom(backup, { connection: database.connection('entente_owner'), dataRoot })
  if (after !== null) await copyFile(after, afterBackupFile(dataRoot))
  const db = places.open(database, 'entente_verifier')
  const member = { id: 'norland.example', name: 'Norland' }
  const clock = () => new Date()
  const running = runLog({
    ...{ db, member, clock, dataRoot, node: 'restored', nodeKey: readNodeKey(dataRoot), scheduled: false },
    ...{ key: readLogKey(dataRoot), after: new AfterBackup(dataRoot), log: pino({ level: 'silent' }) },
    ...openAccess({ db, node: 'restored', dataRoot, clock }),
  })
  await running.start()
  return running
}

test('a backup restores the log: with the file that names its end, a copy, a newer one, and without', async () => {
  const whole = await node.auditLog.sequence()
  const backup = join(folder, 'node.backup')
  await backupTo(backup, {
    connection: node.database.connection('entente_owner'),
    dataRoot: node.dataRoot,
    recipients: 'clear',
  })
  const atBackup = join(folder, 'at-backup.jsonl')
  await copyFile(afterBackupFile(node.dataRoot), atBackup)
  // The node may have published more after it made the copy, so an equal head in a copy proves nothing.
  const copied = await (await restoredLog(backup, 'copied', `${backup}.after`)).sequence()
  expect(copied).toMatchObject({ origin: `${whole.origin}/1`, size: whole.size + 1 })
  for (let more = 0; more < 3; more++) await node.signIn('analyst')
  const published = await node.auditLog.sequence()

  const same = await (await restoredLog(backup, 'same', atBackup)).sequence()
  expect({ ...same, root: hexOf(same.root) }).toEqual({ ...whole, root: hexOf(whole.root) })
  const behind = await (await restoredLog(backup, 'behind', afterBackupFile(node.dataRoot))).sequence()
  expect(behind).toMatchObject({ origin: `${whole.origin}/1`, size: whole.size + 1 })
  expect(published.size).toBeGreaterThan(whole.size)
  const unknown = await (await restoredLog(backup, 'unknown', null)).sequence()
  expect(unknown).toMatchObject({ origin: `${whole.origin}/1`, size: whole.size + 1 })
})
