import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBinaries } from './binaries.ts'
import { describePrograms } from './describe-programs.ts'
import type { ServerUser } from './types.ts'

const { uid, gid, username } = userInfo()
const user: ServerUser = { name: username, uid, gid, dropped: false, shared: false }
let folder: string
let system: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'entente-binaries-'))
  system = join(folder, 'system')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Puts programs of the system in place that only state a version. */
function install(version: string): string {
  const bin = join(system, version.split('.')[0] as string, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const name of ['postgres', 'initdb']) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} (PostgreSQL) ${version} (Debian)"\n`)
    chmodSync(join(bin, name), 0o755)
  }
  return bin
}
const find = (madeBy: string | null) => findBinaries({ root: folder, madeBy, system }, user, () => {})

test('a new data folder uses the newest PostgreSQL of the system', async () => {
  install('17.6')
  const bin = install('19.1')
  expect(await find(null)).toEqual({ folder: bin, version: '19.1', major: '19' })
})

test('a PostgreSQL of the system that is older than 17 is not used', async () => {
  install('16.9')
  expect((await find(null)).folder).not.toContain(system)
})

test('data keep the major version that made them, of the system or of the package', async () => {
  const { major } = await find(null)
  const bin = install('17.6')
  install('19.1')
  expect(await find('17')).toMatchObject({ folder: bin, major: '17' })
  const packaged = await find(major)
  expect(packaged.major).toBe(major)
  expect(packaged.folder).not.toContain(system)
})

test('the description of programs says who updates their libraries', async () => {
  const bin = install('17.6')
  expect(describePrograms(bin, '17.6', system)).toBe(
    `PostgreSQL 17.6 of the system (${bin}): the system updates its libraries`,
  )
  rmSync(system, { recursive: true })
  const packaged = await find(null)
  expect(describePrograms(packaged.folder, packaged.version, system)).toMatch(
    /^PostgreSQL \d+\.\d+ of the npm package\. Its libraries are as old as its OpenSSL \d.* \d{4}\. To use one that the system updates: make a backup/,
  )
})
