import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from './imports.ts'

let checkout: string
let lock: string
beforeEach(() => {
  // A package with a data file needs no compiler.
  checkout = mkdtempSync(join(tmpdir(), 'entente-transpile-'))
  for (const folder of ['scripts', 'packages/one/src', 'node_modules/esbuild', '.cache/transpile'])
    mkdirSync(join(checkout, folder), { recursive: true })
  cpSync(join(root, 'scripts/transpile.mjs'), join(checkout, 'scripts/transpile.mjs'))
  for (const file of ['tsconfig.base.json', 'node_modules/esbuild/package.json', 'packages/one/src/data.json'])
    writeFileSync(join(checkout, file), '{}')
  lock = join(checkout, '.cache/transpile/lock')
})
afterEach(() => rmSync(checkout, { recursive: true, force: true }))

const transpile = () => spawn(process.execPath, ['scripts/transpile.mjs', 'packages/one'], { cwd: checkout })
const hold = (pid: number) => writeFileSync(lock, `${pid} ${hostname()}`)
const built = () => existsSync(join(checkout, 'packages/one/dist/data.json'))

test('the lock of a build whose process has ended is taken over', async () => {
  hold(spawnSync(process.execPath, ['--version']).pid)
  const runs = [transpile(), transpile(), transpile()]
  expect(await Promise.all(runs.map(async (run) => (await once(run, 'exit'))[0]))).toEqual([0, 0, 0])
  expect({ built: built(), locked: existsSync(lock) }).toEqual({ built: true, locked: false })
}, 60_000)

test('a build waits for the lock of a process that runs', async () => {
  hold(process.pid)
  const before = readFileSync(lock, 'utf8')
  // Each try makes and removes a file beside the lock.
  let events = 0
  const watcher = watch(join(checkout, '.cache/transpile'), () => {
    events += 1
  })
  const ended = once(transpile(), 'exit')
  await expect.poll(() => events).toBeGreaterThan(8)
  watcher.close()
  expect({ built: built(), lock: readFileSync(lock, 'utf8') }).toEqual({ built: false, lock: before })
  rmSync(lock)
  expect((await ended)[0]).toBe(0)
  expect(built()).toBe(true)
}, 60_000)
