import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sweepTemporary } from './temporary-folders.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-test-sweep-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('folders of a crashed process are removed after an hour', async () => {
  const ours = ['entente-look-a', 'entente-spool-b', 'entente-fetch-c', 'entente-media-d']
  const names = [...ours, 'entente-other', 'look']
  for (const name of names) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'entente-look-a', 'file'), 'an upload')
  const left = () => names.filter((name) => existsSync(join(folder, name)))
  await sweepTemporary(folder)
  expect(left()).toEqual(names)
  await sweepTemporary(folder, Date.now() + 3_700_000)
  expect(left()).toEqual(['entente-other', 'look'])
})
