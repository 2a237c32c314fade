import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MediaHashes } from '@entente/contracts'
import { hamming } from '@entente/matching/media'
import { findFfmpeg } from '@entente/node/media'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { entente } from '../../../run-entente.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-test-hash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const Document = z.strictObject({ results: z.array(z.strictObject(MediaHashes.shape)) })

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
/** The smallest possible picture: a GIF of one pixel. */
const pixel = Buffer.from('R0lGODlhAQABAPAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64')
const notice = 'The station stays closed on Sunday while the tracks are mended; buses leave from the square. '.repeat(4)

async function hash(args: string[], input?: Uint8Array) {
  const ended = await entente(['hash', '--json', ...args], input === undefined ? {} : { input })
  const results = ended.stdout === '' ? [] : Document.parse(JSON.parse(ended.stdout)).results
  return { ...ended, results }
}

test('the output lists the files in order with every field; warnings end with 0', async () => {
  const files = [file('b.gif', pixel), file('a.txt', notice), file('c.jpg', '%PDF-1.4\n')]
  const { status, results, stderr } = await hash(files)
  expect([status, stderr]).toEqual([0, ''])
  expect(results.map(({ file }) => file)).toEqual(files)
  expect(results.map(({ kind }) => kind)).toEqual(['image', 'text', 'other'])
  expect(results[0]).toMatchObject({ image: { width: 1, height: 1 }, pdq: { usable: false, dihedral: null } })
  expect(results[1]?.tlsh).toMatch(/^T1[0-9A-F]{70}$/)
  expect(results[2]?.findings).toMatchObject([{ code: 'MEDIA_UNSUPPORTED', severity: 'warning' }])
})

test('a file with an error ends with 1, and all other files are hashed', async () => {
  const { status, results } = await hash([join(folder, 'none'), file('d.txt', notice), file('e.bin', '')])
  expect(status).toBe(1)
  expect(results.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
    ['FILE_UNREADABLE'],
    [],
    ['MEDIA_EMPTY'],
  ])
  expect(results[2]?.md5).toBe('d41d8cd98f00b204e9800998ecf8427e')
})

test.skipIf(findFfmpeg() === null)('a video is hashed under any name, also by a relative path', async () => {
  const made = join(folder, 'made.mp4')
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=5:duration=2']
  execFileSync((findFfmpeg() as { ffmpeg: string }).ffmpeg, ['-v', 'error', ...source, made])
  const names = ['-dash.mp4', 'two words.mp4', 'a:b %03d.mp4', 'фильм 影片.mp4']
  for (const name of names) copyFileSync(made, join(folder, name))
  symlinkSync('made.mp4', join(folder, 'link.mp4'))
  const files = ['made.mp4', './made.mp4', 'link.mp4', ...names, made]
  const { status, stdout } = await entente(['hash', '--json', '--types', 'vpdq', '--', ...files], { cwd: folder })
  const { results } = Document.parse(JSON.parse(stdout))
  expect([status, results.map(({ file }) => file)]).toEqual([0, files])
  expect(results.map(({ vpdq, findings }) => [vpdq?.frames.length, findings])).toEqual(files.map(() => [2, []]))
})

test('a missing file, a broken link and a folder are named as such', async () => {
  symlinkSync('nowhere', join(folder, 'broken'))
  const { status, stdout } = await entente(['hash', 'none.mp4', 'broken', '.'], { cwd: folder })
  expect(status).toBe(1)
  expect(stdout.match(/There is no such file/g)).toHaveLength(2)
  expect(stdout).toContain('This is a folder')
})

test('the file name - means standard input', async () => {
  const { status, results } = await hash(['-'], Buffer.from(notice))
  expect(status).toBe(0)
  expect(results[0]).toMatchObject({ file: '-', kind: 'text', bytes: notice.length })
  expect(results[0]?.sha256).toBe(createHash('sha256').update(notice).digest('hex'))
})

test('only requested types are hashed, with rotated and mirrored pictures on request', async () => {
  const { results } = await hash([
    '--types',
    'pdq,md5',
    '--dihedral',
    '--mode',
    'full-resolution',
    file('f.gif', pixel),
  ])
  expect(results[0]).toMatchObject({ sha1: null, sha256: null, pdq: { mode: 'full-resolution' } })
  expect(Object.keys(results[0]?.pdq?.dihedral ?? {})).toHaveLength(7)
})

test.each([
  [['--types', 'pdq,crc'], 'signal-type-unknown'],
  [['--seconds-per-hash', '-1'], 'option-invalid'],
  [['--seconds-per-hash', 'often'], 'option-invalid'],
  [['--mode', 'fast'], 'usage'],
  [['-', '-'], 'option-invalid'],
])('wrong usage is status 2 and prints nothing: %j', async (args, code) => {
  const { status, stdout, stderr } = await entente(['hash', '--json', ...args, file('g.txt', 'text')])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain(code)
})

test('without --json the output is text', async () => {
  const { stdout } = await entente(['hash', file('h.txt', notice)])
  expect(stdout).toContain('text/plain')
  expect(stdout).toMatch(/^ {2}tlsh +T1[0-9A-F]{70}$/m)
})

const shared = join(import.meta.dirname, '../../../../../shared/data/content')

test.skipIf(!existsSync(shared))('the reference pictures get the hash and the quality of the reference', async () => {
  const lines = readFileSync(join(shared, 'images/expected.csv'), 'utf8').trim().split('\n').slice(1)
  const wanted = lines.map((line) => line.split(','))
  const { status, results } = await hash([
    '--types',
    'pdq',
    ...wanted.map(([name]) => join(shared, 'images', name ?? '')),
  ])
  expect(status).toBe(0)
  expect(results.map(({ pdq }) => [pdq?.hash, pdq?.quality])).toEqual(wanted.map(([, , , h, q]) => [h, Number(q)]))
})

test.skipIf(!existsSync(shared) || findFfmpeg() === null)(
  'the reference videos get equal frame numbers, and hashes within the allowed distance',
  async () => {
    for (const name of ['doorknob-hd-no-bar', 'test-padded-dimensions']) {
      const published = readFileSync(join(shared, 'video', `${name}.vpdq.txt`), 'utf8')
        .trim()
        .split('\n')
      const { results } = await hash(['--seconds-per-hash', '0', '--types', 'vpdq', join(shared, `video/${name}.mp4`)])
      const frames = results[0]?.vpdq?.frames ?? []
      expect(frames.map(({ frame }) => frame)).toEqual(published.map((line) => Number(line.split(',')[0])))
      const far = frames.filter(({ hash, quality }, i) => {
        const [, q, h] = (published[i] ?? '').split(',')
        return quality >= 50 && Number(q) >= 50 && hamming(hash, h ?? '') >= 31
      })
      expect(far).toEqual([])
    }
  },
)
