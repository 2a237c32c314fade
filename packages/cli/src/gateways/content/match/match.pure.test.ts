import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pdq, pdqDihedral } from '@entente/matching/media'
import { afterAll, expect, test } from 'vitest'
import { entente } from '../../../run-entente.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-test-match-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const match = async (...args: string[]) => {
  const ended = await entente(['match', '--json', ...args])
  return { ...ended, results: ended.stdout === '' ? [] : JSON.parse(ended.stdout).results }
}

/** The size of a grey picture, and its pixels. */
const [width, height] = [128, 96]
const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
  const [u, v] = [(at % width) / width, Math.floor(at / width) / height]
  return 127 + 60 * Math.sin(23 * u + 9 * v * v) + 60 * Math.cos(31 * v + 7 * u * v)
})
/** Returns an uncompressed TIFF: a header, the pixels, and a directory that describes their layout. */
function tiff(): Buffer {
  const entries = [
    [256, width],
    [257, height],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, height],
    [279, pixels.length],
  ]
  const bytes = Buffer.alloc(8 + pixels.length + 2 + 12 * entries.length + 4)
  bytes.write('II*\0', 'latin1')
  bytes.writeUInt32LE(8 + pixels.length, 4)
  bytes.set(pixels, 8)
  let at = bytes.writeUInt16LE(entries.length, 8 + pixels.length)
  for (const [tag = 0, value = 0] of entries) {
    at = bytes.writeUInt16LE(tag, at)
    // The value is one 32-bit integer.
    at = bytes.writeUInt16LE(4, at)
    at = bytes.writeUInt32LE(1, at)
    at = bytes.writeUInt32LE(value, at)
  }
  return bytes
}
const picture = file('wave.tif', tiff())
const hash = pdq(pixels, width, height, { channels: 1 }).hash
const flipped = (value: string, bits: number): string => {
  const bytes = Buffer.from(value, 'hex')
  for (let n = 0; n < bits; n += 1) bytes[(n * 7) % 32] = (bytes[(n * 7) % 32] as number) ^ (1 << (n >> 5))
  return bytes.toString('hex')
}
const notice = 'The station stays closed on Sunday while the tracks are mended; buses leave from the square. '.repeat(4)

test('matches in bank files are sorted by distance, each with a sentence', async () => {
  const text = file('notice.txt', notice)
  const md5 = createHash('md5').update(notice).digest('hex')
  const near = notice.replace('Sunday', 'Monday')
  const csv = file(
    'finds.csv',
    `type,value,quality,labels,entity,note\ntext,"${near}",,behaviour:2021-11:glorificationOfTerroristActs,,\nmd5,${md5},,,,\n`,
  )
  const { status, results, stderr } = await match('--bank', csv, text, file('other.txt', 'Something else entirely.'))
  expect([status, stderr]).toEqual([0, ''])
  expect(results.map(({ total }: { total: number }) => total)).toEqual([2, 0])
  expect(results[0]).toMatchObject({ file: text, truncated: false, indexSeq: null, findings: [] })
  expect(results[0].matches).toMatchObject([
    {
      bank: 'finds.csv',
      itemId: 'line:3',
      signal: { type: 'md5', value: md5 },
      distance: 0,
      radius: 0,
      similarity: null,
    },
    { itemId: 'line:2', signal: { type: 'text' }, distance: null, labels: [{ scheme: 'behaviour' }], negative: false },
  ])
  for (const { explanation } of results[0].matches) expect(explanation).toMatch(/^\S.*\.$/)
})

test('a malformed line of a bank is a finding, and all other lines match', async () => {
  const bank = file('bank.csv', `type,value\n${'md5,zz\n'.repeat(5)}md5,12\npdq,${'0f'.repeat(32)}\n`)
  const { status, results } = await match('--bank', bank, '--signal', `pdq=${'0f'.repeat(32)}`)
  expect(status).toBe(0)
  expect(results[0].matches).toHaveLength(1)
  const lines = results[0].findings.map(({ position }: { position: { line: number } }) => position.line)
  expect(lines).toEqual([2, 3, 4, 5, 6, 7])
  expect(results[0].findings[5]).toMatchObject({ code: 'BANK_BAD_LINE', severity: 'warning', literal: 'md5,12' })
})

test('a picture matches within the radius, and its mirror image with --dihedral', async () => {
  const bank = file('near.txt', flipped(hash, 20))
  expect((await match('--bank', bank, picture)).results[0].matches).toMatchObject([{ distance: 20, radius: 31 }])
  expect((await match('--bank', bank, '--radius', '19', picture)).results[0].matches).toEqual([])
  const mirrored = file('mirrored.txt', pdqDihedral(pixels, width, height, { channels: 1 }).flipY)
  expect((await match('--bank', mirrored, picture)).results[0].matches).toEqual([])
  const { results } = await match('--bank', mirrored, '--dihedral', picture)
  expect(results[0].matches).toMatchObject([{ distance: 0, query: { transform: 'flipY' } }])
  expect(results[0].signals.filter(({ type }: { type: string }) => type === 'pdq')).toHaveLength(1)
})

test('an item keeps its id, owner and feedback; disabled and expired items do not match', async () => {
  const value = randomBytes(16).toString('hex')
  const line = (more: object) => JSON.stringify({ type: 'md5', value, ...more })
  const bank = file(
    'items.jsonl',
    [
      line({ id: 'a1', owner: 'other.example', confidence: 60, feedback: { confirmed: 3, mistaken: 0, notUseful: 1 } }),
      line({ id: 'a2', disableUntil: '2099-01-01T00:00:00.000Z' }),
      line({ id: 'a3', validUntil: '2020-01-01T00:00:00.000Z' }),
    ].join('\n'),
  )
  const { results } = await match('--bank', bank, '--signal', `md5=${value.toUpperCase()}`)
  expect(results[0].matches).toMatchObject([
    {
      itemId: 'a1',
      source: { member: 'other.example', exchange: null },
      confidence: 60,
      feedback: { confirmed: 3, mistaken: 0, notUseful: 1 },
    },
  ])
})

test('an invalid signal or file ends with 1, and all others are looked up', async () => {
  const value = 'ab'.repeat(32)
  const bank = file('known.txt', value)
  const wrong = await match(
    '--bank',
    bank,
    '--signal',
    `pdq=${value.slice(1)}`,
    '--signal',
    `pdq= ${value.toUpperCase()}`,
  )
  expect(wrong.status).toBe(1)
  expect(wrong.results[0]).toMatchObject({ total: 1, findings: [{ code: 'SIGNAL_INVALID' }] })
  const unread = await match('--bank', bank, join(folder, 'none'), picture)
  expect(unread.status).toBe(1)
  expect(unread.results[0].findings).toMatchObject([{ code: 'FILE_UNREADABLE' }])
  expect(unread.results[1]).toMatchObject({ file: picture, findings: [] })
})

test.each([
  [['--radius', '32'], 'radius-out-of-range'],
  [['--radius', '-1'], 'radius-out-of-range'],
  [['--limit', '0'], 'limit-out-of-range'],
  [['--limit', '1001'], 'limit-out-of-range'],
  [['--signal', 'crc=12'], 'option-invalid'],
])('wrong usage is status 2 and prints nothing: %j', async (args, code) => {
  const { status, stdout, stderr } = await match('--bank', file('b.txt', 'ab'.repeat(32)), ...args, picture)
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain(code)
})
test('an unknown signal type, no input, and a missing bank are status 2', async () => {
  const bank = file('c.txt', 'ab'.repeat(32))
  for (const [args, code] of [
    [['--bank', bank, '--signal', 'crc=12'], 'signal-type-unknown'],
    [['--bank', bank], 'option-invalid'],
    [['--bank', join(folder, 'nowhere'), picture], 'file-not-found'],
    [['--signal', `md5=${'a'.repeat(32)}`], 'key-missing'],
  ] as const) {
    const { status, stdout, stderr } = await match(...args)
    expect([status, stdout, stderr.split(':')[0]]).toEqual([2, '', code])
  }
})
