import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pino from 'pino'
import { beforeEach, expect, test } from 'vitest'
import { createDesk, type Desk } from './create-desk.ts'
import { writeDesk } from './desk-folder.fixture.ts'

const page = '<div id="root"></div>'
const one = writeDesk({ 'index.html': page, 'assets/page-aaaa.js': 'export const a = 1' })
const two = writeDesk({ 'index.html': page, 'assets/page-bbbb.js': 'export const a = 2' })
const hourMs = 3_600_000

let dataRoot: string
let now: Date
let events: string[]
beforeEach(() => {
  dataRoot = mkdtempSync(join(tmpdir(), 'entente-kept-'))
  now = new Date('2027-03-01T12:00:00.000Z')
  events = []
})
const log = pino({ level: 'info' }, { write: (line: string) => void events.push(JSON.parse(line).event) })
const open = (folder: string): Desk => createDesk({ folder, dataRoot, clock: () => now, log })
const kept = (): string[] => readdirSync(join(dataRoot, 'desk')).sort()
const read = async (desk: Desk, name: string): Promise<string | null> => {
  const file = await desk.file(name, 'gzip')
  return file === null ? null : gunzipSync(file.bytes).toString()
}
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * hourMs)
}

test('the files of a replaced release are served for 24 hours, over restarts', async () => {
  await open(one.folder).keep()
  later(2)
  const updated = open(two.folder)
  expect(await read(updated, 'assets/page-aaaa.js')).toBe('export const a = 1')
  expect(updated.notice(one.release)).toEqual({
    release: two.release,
    updatedAt: '2027-03-01T14:00:00.000Z',
    worksUntil: '2027-03-02T14:00:00.000Z',
  })
  later(23)
  const restarted = open(two.folder)
  expect(await read(restarted, 'assets/page-aaaa.js')).toBe('export const a = 1')
  later(1)
  expect(await read(restarted, 'assets/page-aaaa.js')).toBeNull()
  expect(restarted.notice(one.release)).toMatchObject({ worksUntil: null })
  open(two.folder)
  expect(kept()).toEqual([])
})

test('after a rollback the files of the newer release are served, and its own are not marked', async () => {
  await open(one.folder).keep()
  later(1)
  await open(two.folder).keep()
  later(1)
  const back = open(one.folder)
  expect(await read(back, 'assets/page-bbbb.js')).toBe('export const a = 2')
  expect(back.notice(one.release)).toMatchObject({ release: one.release, worksUntil: null })
  expect(kept()).toEqual([`${one.release}.json`, `${two.release}.replaced-${now.getTime()}.json`].sort())
})

test('a release that runs is served from the data folder after its installed files were replaced', async () => {
  const installed = writeDesk({ 'index.html': page, 'assets/page-cccc.js': 'export const a = 3' })
  const desk = open(installed.folder)
  await desk.keep()
  rmSync(installed.folder, { recursive: true })
  expect(await read(desk, 'assets/page-cccc.js')).toBe('export const a = 3')
  expect(await read(desk, 'index.html')).toBe(page)
})

test('a damaged file of a release, and one with other names, is not served', async () => {
  await open(one.folder).keep()
  const path = join(dataRoot, 'desk', `${one.release}.json`)
  const content = JSON.parse(readFileSync(path, 'utf8'))
  for (const wrong of [
    {
      ...content,
      files: { 'assets/page-aaaa.js': { ...content.files['assets/page-aaaa.js'], sha256: '0'.repeat(64) } },
    },
    { ...content, files: { '../keys/node.key': content.files['assets/page-aaaa.js'] } },
    { ...content, release: two.release },
    'not an object',
  ]) {
    writeFileSync(path, JSON.stringify(wrong))
    const desk = open(two.folder)
    expect(await read(desk, 'assets/page-aaaa.js')).toBeNull()
    expect(await read(desk, '../keys/node.key')).toBeNull()
    expect(events.splice(0)).toEqual(['desk.release-damaged'])
    expect(kept()).toEqual([])
  }
})

test('files in the folder that the node did not write are neither served nor read', async () => {
  mkdirSync(join(dataRoot, 'desk', 'assets'), { recursive: true })
  writeFileSync(join(dataRoot, 'desk', 'assets', 'evil.js'), 'alert(1)')
  writeFileSync(join(dataRoot, 'desk', 'evil.json'), '{}')
  const desk = open(one.folder)
  for (const name of ['assets/evil.js', 'evil.json', 'desk/evil.json']) expect(await desk.file(name, 'gzip')).toBeNull()
})

test('at most three replaced releases are kept, the newest ones', async () => {
  const releases: string[] = []
  for (let i = 0; i < 6; i++) {
    const each = writeDesk({ 'index.html': page, [`assets/page-${i}.js`]: `export const a = ${i}` })
    await open(each.folder).keep()
    releases.push(each.release)
    later(1)
  }
  const desk = open(one.folder)
  for (const [place, name] of ['0', '1', '2'].entries())
    expect(await desk.file(`assets/page-${name}.js`, 'gzip'), String(place)).toBeNull()
  expect(await read(desk, 'assets/page-5.js')).toBe('export const a = 5')
  expect(kept()).toHaveLength(3)
})

test('a release that cannot be written is logged, and the desk is served all the same', async () => {
  writeFileSync(join(dataRoot, 'desk'), 'a file in the place of the folder')
  const desk = open(one.folder)
  await desk.keep()
  expect(events).toEqual(['desk.release-unreadable', 'desk.release-not-kept'])
  expect(await read(desk, 'assets/page-aaaa.js')).toBe('export const a = 1')
})

test('a kept release is complete or absent: a partial file is removed', async () => {
  mkdirSync(join(dataRoot, 'desk'))
  writeFileSync(join(dataRoot, 'desk', `${one.release}.json.partial`), '{"release":')
  await open(one.folder).keep()
  expect(kept()).toEqual([`${one.release}.json`])
})
