import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entriesOfExport } from '../../../contracts/src/log/independent-verifier.fixture.ts'
import { entente } from '../run-entente.fixture.ts'

let node: TestNode
let folder: string
let env: Record<string, string>
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'entente-audit-'))
  node = await startTestNode()
  // As the desk makes it: a key that only reads.
  const { call } = await node.signIn('oversight-1')
  const { key } = (await call('POST', '/v1/me/keys', { label: 'export' })).body as { key: string }
  env = { ENTENTE_URL: node.url, ENTENTE_KEY: key }
  await node.auditLog.sequence()
})
afterAll(async () => {
  await node?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('an exported log verifies without a node, and each changed file is found', async () => {
  writeFileSync(at('old'), (await entente(['audit', 'checkpoint'], { env })).stdout)
  for (let more = 0; more < 3; more++) await node.signIn('analyst')
  await node.auditLog.sequence()
  const exported = await entente(['audit', 'export', '--out', at('log'), '--openings', '--json'], { env })
  const { size, openings } = JSON.parse(exported.stdout) as { size: number; openings: number }
  expect(openings).toBe(size)
  const [entry] = await node.db.selectFrom('audit.entry').select('id').limit(1).execute()
  expect((await entente(['audit', 'proof', entry?.id ?? '', '--out', at('proof')], { env })).status).toBe(0)

  const verify = (...more: string[]) => entente(['audit', 'verify', at('log'), '--policy', at('log/policy'), ...more])
  const all = ['--old', at('old'), '--proof', at('proof'), '--openings', at('log/openings.jsonl'), '--canary', 'Vork']
  const good = await verify(...all, '--json')
  expect(good.status).toBe(0)
  expect(JSON.parse(good.stdout)).toMatchObject({
    ...{ ok: true, size, failures: [] },
    checked: { entries: size, pruned: 0, old: 1, proofs: 1, openings },
  })
  expect((await verify()).stdout).toContain('\nverified\n')

  // A program written from RFC 6962 and the C2SP formats alone reads the same folder.
  const [, logKey = ''] = /^log (\S+)/m.exec(readFileSync(at('log/policy'), 'utf8')) ?? []
  const read = (path: string) => (existsSync(at(join('log', path))) ? readFileSync(at(join('log', path))) : undefined)
  const independent = (files = read) => entriesOfExport(files, { log: logKey, witness: null })?.length ?? null
  expect(independent()).toBe(size)
  const checkpoint = read('checkpoint')?.toString() ?? ''
  const rewritten = Buffer.from(checkpoint.replace(`\n${size}\n`, `\n${size - 1}\n`))
  expect(independent((path) => (path === 'checkpoint' ? rewritten : read(path)))).toBe(null)

  const bundle = at(join('log/tile/entries', readdirSync(at('log/tile/entries'))[0] ?? '', `${size}`))
  const bytes = readFileSync(bundle)
  bytes[200] = (bytes[200] ?? 0) ^ 1
  writeFileSync(bundle, bytes)
  const changed = await verify()
  expect(changed.status).toBe(1)
  expect(changed.stdout).toMatch(/^entry-hash entry 0: /)
  expect(independent()).toBe(null)
  rmSync(at('log/checkpoint'))
  expect((await verify()).status).toBe(2)
})

test('a folder, policy or key that cannot be read ends with status 2', async () => {
  writeFileSync(at('policy'), 'log border.example/audit+00000000+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n')
  const wrongKey = await entente(['audit', 'verify', folder, '--policy', at('policy')])
  expect([wrongKey.status, wrongKey.stderr]).toEqual([2, expect.stringMatching(/^vkey-id: policy:1: /)])
  const nowhere = await entente(['audit', 'verify', at('nowhere'), '--policy', at('policy')])
  expect([nowhere.status, nowhere.stderr]).toEqual([2, expect.stringMatching(/^unreadable: /)])
})

test('an export never mixes with another one', async () => {
  const again = await entente(['audit', 'export', '--out', folder], { env })
  expect([again.status, again.stderr]).toEqual([2, expect.stringMatching(/^folder-exists: /)])
})
