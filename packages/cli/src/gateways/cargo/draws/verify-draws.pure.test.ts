import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublicDraw } from '@entente/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entente } from '../../../run-entente.fixture.ts'

// The key of the published vector: bytes 00 to 1f.
const key = Buffer.from(Array.from({ length: 32 }, (_, place) => place))
const draw: PublicDraw = {
  ...{ day: '2026-03-01', commitment: createHash('sha256').update(key).digest('hex'), key: key.toString('hex') },
  ...{ committedAt: '2026-02-28T23:50:00.000Z', revealedAt: '2026-03-04T00:13:00.000Z', keyLost: false },
  rates: {
    random: [
      { stratum: '*/*/*', rate: 0.4 },
      { stratum: 'air/import/known', rate: 0.1 },
    ],
    ...{ expected: { red: 0.1, yellow: 0, blue: 0 }, explorationShare: 0.1, capacity: 10 },
  },
  ...{ drawn: 2, selected: 1, notDrawn: 0 },
}
const pages: Record<string, PublicDraw> = {
  '2026-03-01': draw,
  '2026-03-02': { ...draw, key: null, revealedAt: null, drawn: null, selected: null, notDrawn: null },
  '2026-03-03': { ...draw, commitment: '0'.repeat(64) },
}
const server = createServer((request, response) => {
  const page = pages[request.url?.split('/').at(-1) ?? '']
  response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(page ?? { code: 'not-found' }))
})
const folder = mkdtempSync(join(tmpdir(), 'entente-draws-'))
let url: string
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function verify(lines: readonly string[], day = '2026-03-01', ...more: string[]) {
  const path = join(folder, 'keys.tsv')
  writeFileSync(path, lines.join('\n'))
  return entente(['cargo', 'draws', 'verify', day, '--keys', path, ...more], { env: { ENTENTE_URL: url } })
}

test('draws that follow from the key are verified without a key of the node', async () => {
  const ended = await verify([
    'air/999-12345675\tair/import/other\trandom',
    'air/999-12345675#2\tair/import/other\t-',
    'air/999-12345675\tair/import/known\t-',
    'air/999-12345675',
  ])
  expect(ended).toMatchObject({ status: 0, stderr: '' })
  expect(ended.stdout).toContain('4 draws recomputed, 0 differ')
  expect(ended.stdout).toContain('random 0.3443992727300591, exploration 0.8433650206150671')
})

test('a draw that does not follow from the key ends with 1', async () => {
  for (const line of [
    'air/999-12345675\tair/import/other\t-',
    'air/999-12345675\tair/import/known\trandom',
    'air/999-12345675\tair/import/known\texploration',
  ])
    expect(await verify([line])).toMatchObject({ status: 1, stdout: expect.stringContaining('1 differ') })
  const forged = await verify(['air/999-12345675'], '2026-03-03', '--json')
  expect([forged.status, JSON.parse(forged.stdout).faults]).toEqual([1, ['the key does not fit the commitment']])
})

test('an unrevealed key, an unknown day and a wrong file end with 2', async () => {
  expect(await verify([], '2026-03-02')).toMatchObject({ status: 2, stderr: expect.stringContaining('draw-secret') })
  expect(await verify([], '2026-03-09')).toMatchObject({ status: 2, stderr: expect.stringContaining('not-found') })
  const wrong = await verify(['air/1', 'air/2\tair/import/known\tdrawn'])
  expect(wrong).toMatchObject({ status: 2, stderr: expect.stringMatching(/keys-malformed: Line 2/) })
})
