import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newKeyOf } from '../../../person-key.fixture.ts'
import { entente } from '../../../run-entente.fixture.ts'
import { importBank } from './import-bank.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-test-banks-'))
let node: TestNode
let env: Record<string, string>
let terms: string
beforeAll(async () => {
  node = await startTestNode()
  env = { ENTENTE_URL: node.url, ENTENTE_KEY: await newKeyOf(node, 'officer') }
  terms = file(
    'terms.json',
    JSON.stringify({ purposes: ['content-safety'], lawfulBasis: 'Terms of service, section 4' }),
  )
})
afterAll(async () => {
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
/** Returns a hash in which half of the bits are set, as in the hash of a picture. */
const hash = (): string => {
  const half = randomBytes(16)
  return Buffer.concat([half, half.map((byte) => ~byte)]).toString('hex')
}
const run = async (...args: string[]) => {
  const ended = await entente(['banks', ...args], { env })
  return { ...ended, json: ended.stdout.startsWith('{') ? JSON.parse(ended.stdout.split('\n')[0] ?? '') : null }
}

test('a CSV file fills a bank; a malformed line is a finding; repeating adds nothing', async () => {
  const [a, b] = [hash(), hash()]
  const csv = file(
    'list.csv',
    [
      'type,value,quality,labels,entity,note',
      `pdq,${a},90,behaviour:2021-11:glorificationOfTerroristActs;form:2021-11:original,un:2026-01:QDe.000:An invented group,"first, of two"`,
      `PDQ, ${b.toUpperCase()} ,,,,`,
      'md5,0123,,,,',
      `md5,${'c'.repeat(32)},,,,`,
      `pdq,${hash()},good,,,`,
      `pdq,${hash()},,nolabel,,`,
    ].join('\n'),
  )
  const first = await run('import', 'LISTED', csv, '--terms', terms, '--json')
  expect([first.status, first.json]).toMatchObject([0, { read: 3, added: 3, known: 0, rejected: [] }])
  expect(first.json.findings).toMatchObject(
    [4, 6, 7].map((line) => ({ code: 'BANK_BAD_LINE', severity: 'warning', position: { line } })),
  )
  const again = await run('import', 'LISTED', csv, '--json')
  expect([again.status, again.json]).toMatchObject([0, { added: 0, known: 3 }])
  const rows = (await run('export', 'LISTED', '--format', 'csv')).stdout.trim().split('\n')
  expect(rows).toContain(
    `pdq,${a},90,"behaviour:2021-11:glorificationOfTerroristActs;form:2021-11:original",un:2026-01:QDe.000:An invented group,"first, of two",single-operator`,
  )
  expect(rows).toContain(`pdq,${b},,,,,single-operator`)
  const copy = await run('import', 'LISTED', file('copy.csv', rows.join('\n')), '--json')
  expect([copy.status, copy.json]).toMatchObject([0, { read: 3, added: 0, known: 3, findings: [] }])
  const hex = await run('export', 'LISTED', '--format', 'hex')
  expect(hex.stdout.trim().split('\n').sort()).toEqual([a, b].sort())
  expect(hex.stderr).toContain('single-operator')
})

test('K10 an exported bank of a node of one person says so in each line, and of several people in none', async () => {
  await run('import', 'MARKED', file('marked.csv', `type,value\nmd5,${'e'.repeat(32)}\n`), '--terms', terms)
  const exported = async (format: string) => (await run('export', 'MARKED', '--format', format)).stdout.trim()
  const ofOne = [await exported('jsonl'), await exported('csv')]
  expect(JSON.parse(ofOne[0] ?? '')).toMatchObject({ people: 'single-operator' })
  expect(ofOne[1]).toBe(`type,value,quality,labels,entity,note,people\nmd5,${'e'.repeat(32)},,,,,single-operator`)
  const peopleOf = async () => ((await (await fetch(`${node.url}/v1/member`)).json()) as { people: string }).people
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  await expect.poll(peopleOf, { timeout: 10_000 }).toBe('complete')
  const ofSeveral = [await exported('jsonl'), await exported('csv')]
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  await expect.poll(peopleOf, { timeout: 10_000 }).toBe('single-operator')
  expect(JSON.parse(ofSeveral[0] ?? '')).not.toHaveProperty('people')
  expect(ofSeveral[1]).toBe(`type,value,quality,labels,entity,note\nmd5,${'e'.repeat(32)},,,,`)
})

test('JSON lines copy a whole item, with owner and feedback of its source', async () => {
  const value = hash()
  const until = '2099-01-01T00:00:00.000Z'
  const lines = [
    {
      id: 'x1',
      owner: 'other.example',
      signals: [
        { type: 'pdq', value, quality: 80 },
        { type: 'md5', value: 'd'.repeat(32) },
      ],
      note: 'n',
      confidence: 70,
      metadata: { json: [1] },
      feedback: { confirmed: 2, mistaken: 1, notUseful: 0 },
      disableUntil: until,
    },
    { type: 'url', value: 'hxxps://bad[.]example/page' },
    { type: 'pdq', value: hash(), colour: 'red' },
  ]
  const given = file('items.jsonl', `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot json\n`)
  const made = await run('import', 'FIRST', given, '--terms', terms, '--json')
  expect([made.status, made.json]).toMatchObject([0, { read: 2, added: 2 }])
  expect(made.json.findings.map(({ position }: { position: object }) => position)).toMatchObject([
    { line: 3 },
    { line: 4 },
  ])
  const { stdout } = await run('export', 'FIRST')
  const items = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const item = items.find(({ signals }) => signals[0].value === value)
  expect(item).toMatchObject({
    owner: 'norland.example',
    note: 'n',
    confidence: 70,
    disableUntil: until,
    feedback: { confirmed: 0, mistaken: 0, notUseful: 0 },
    metadata: {
      json: [1],
      received: { owner: 'other.example', feedback: { confirmed: 2, mistaken: 1, notUseful: 0 } },
    },
  })
  expect(item.signals).toMatchObject([{ type: 'pdq', quality: 80 }, { type: 'md5' }])
  const copied = await run('import', 'SECOND', file('copy.jsonl', stdout), '--terms', terms, '--json')
  expect([copied.status, copied.json]).toMatchObject([0, { read: 2, added: 2, findings: [] }])
})

test('a file may have one hash per line; without bank and terms it is refused', async () => {
  const list = file('hashes.txt', `${hash()}\n\n${hash()}\nzz\n`)
  const none = await run('import', 'NOBODY', list)
  expect([none.status, none.stdout]).toEqual([2, ''])
  expect(none.stderr).toContain('bank-unknown')
  expect((await run('import', 'my bank', list, '--terms', terms)).stderr).toContain('bank-name-invalid')
  const made = await run('import', 'HEX', list, '--terms', terms)
  expect(made.status).toBe(0)
  expect(made.stdout).toContain('2 read, 2 added')
  expect(made.stderr).toContain('BANK_BAD_LINE: Line 4')
  expect((await run('import', 'HEX', file('empty.txt', '\n'))).stderr).toContain('bank-empty')
  expect((await run('export', 'NOBODY')).status).toBe(2)
})

test('an import shows its progress on a terminal', async () => {
  const lines = Array.from({ length: 2500 }, hash)
  const list = file('many.txt', lines.join('\n'))
  await run('import', 'MANY', file('begin.txt', lines.slice(0, 1200).join('\n')), '--terms', terms)
  const before = { tty: process.stderr.isTTY, url: process.env.ENTENTE_URL, key: process.env.ENTENTE_KEY }
  let shown = ''
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    shown += String(text)
    return true
  })
  try {
    Object.assign(process.env, env)
    process.stderr.isTTY = true
    expect(await importBank('MANY', list, { json: true, purpose: 'content-safety' })).toBe(0)
  } finally {
    write.mockRestore()
    process.stderr.isTTY = before.tty
    for (const [name, value] of [
      ['ENTENTE_URL', before.url],
      ['ENTENTE_KEY', before.key],
    ] as const)
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
  expect(shown).toMatch(/comparing \[#+\.*\] \d+ % {2}1000 of 1200/)
  expect(shown).toMatch(/importing \[#{30}\] 100 % {2}2500 of 2500/)
  const again = await run('import', 'MANY', list, '--json')
  expect([again.stderr, again.json]).toEqual(['', { read: 2500, added: 0, known: 2500, rejected: [], findings: [] }])
})

test('an interrupted import says how far it got, and the same command continues', async () => {
  const list = file('broken-off.txt', Array.from({ length: 2500 }, hash).join('\n'))
  let parts = 0
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const isPart = request.method === 'POST' && request.url?.endsWith('/items') === true
    if (isPart && ++parts === 2) return request.socket.destroy()
    const { authorization = '', 'content-type': type, 'entente-purpose': purpose } = request.headers
    const headers = {
      ...{ authorization, ...(type === undefined ? {} : { 'content-type': type }) },
      ...(typeof purpose === 'string' ? { 'entente-purpose': purpose } : {}),
    }
    const body = chunks.length === 0 ? null : Buffer.concat(chunks)
    const answer = await fetch(node.url + request.url, { method: request.method ?? 'GET', headers, body })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    response.end(await answer.text())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  try {
    const args = ['banks', 'import', 'BROKEN_OFF', list, '--terms', terms, '--json']
    const ended = await entente(args, { env: { ...env, ENTENTE_URL: url } })
    expect([ended.status, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toContain('1000 items were added, up to line 1000 of 2500. The same command adds the others.')
  } finally {
    proxy.close()
  }
  const { status, json } = await run('import', 'BROKEN_OFF', list, '--json')
  expect([status, json]).toMatchObject([0, { read: 2500, added: 1500, known: 1000 }])
})

test("without --bank, files and signals are looked up in the node's banks", async () => {
  const value = hash()
  await run('import', 'ASKED', file('one.txt', value), '--terms', terms)
  const { status, stdout } = await entente(['match', '--json', '--signal', `pdq=${value}`], { env })
  expect(status).toBe(0)
  const [result] = JSON.parse(stdout).results
  expect(result).toMatchObject({ file: null, total: 1, findings: [] })
  expect(result.indexSeq).toBeGreaterThan(0)
  expect(result.matches).toMatchObject([{ bank: 'ASKED', distance: 0, radius: 31, query: { transform: 'original' } }])
  const unreachable = await entente(['match', '--signal', `pdq=${value}`], {
    env: { ...env, ENTENTE_URL: 'http://127.0.0.1:9' },
  })
  expect([unreachable.status, unreachable.stdout]).toEqual([2, ''])
})
