import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSender, createSenderKey } from '@entente/node'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyOf } from '../../../person-key.fixture.ts'
import { entente } from '../../../run-entente.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-rules-exchange-'))
let node: TestNode
let env: Record<string, string>
beforeAll(async () => {
  node = await startTestNode()
  env = { ENTENTE_URL: node.url, ENTENTE_KEY: await newKeyOf(node, 'officer') }
})
afterAll(async () => {
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('cargo rules: what is exported can be imported elsewhere and tested, and again adds nothing', async () => {
  const file = join(folder, 'rules.json')
  const good = { title: 'Heavy', expression: 'c.grossKg > 9000.0', effect: 'case' }
  writeFileSync(file, JSON.stringify([good, { title: 'Wrong', expression: 'c.grosKg > 1.0', effect: 'case' }]))
  const first = await entente(['cargo', 'rules', 'import', file, '--json'], { env })
  expect([first.status, first.stderr]).toEqual([1, ''])
  expect(JSON.parse(first.stdout)).toMatchObject({
    rules: [
      { title: 'Heavy', outcome: 'written' },
      { title: 'Wrong', outcome: 'refused', detail: expect.stringContaining('rule-invalid: Line 1, column 1') },
    ],
  })
  const exported = await entente(['cargo', 'rules', 'export'], { env })
  // K10: each rule of a node of one person says so.
  expect(JSON.parse(exported.stdout)).toMatchObject([
    { ...good, version: 1, state: 'draft', people: 'single-operator' },
  ])
  writeFileSync(file, exported.stdout)
  const again = await entente(['cargo', 'rules', 'import', file], { env })
  expect([again.status, again.stdout]).toEqual([0, expect.stringMatching(/^known {4}Heavy/)])
  const history = join(folder, 'history.ndjson')
  const line = { consignment: { grossKg: 10_000 }, receivedAt: '2026-03-01T10:00:00Z', inspection: null }
  writeFileSync(history, JSON.stringify(line))
  const tested = await entente(['rules', 'test', file, '--history', history, '--json'])
  expect(JSON.parse(tested.stdout)).toMatchObject({ rules: [{ hits: 1 }] })
  writeFileSync(file, '[{"expression": "true", "colour": "red"}]')
  const misspelt = await entente(['cargo', 'rules', 'import', file], { env })
  expect([misspelt.status, misspelt.stderr]).toEqual([2, expect.stringMatching(/^rules-malformed: /)])
})

test('send: a message about goods is acknowledged, and again it is a duplicate', async () => {
  const id = await createSender(node.db, { name: 'Lune carrier', gateway: 'cargo', settings: { filer: 'carrier' } })
  const filer = { ENTENTE_URL: node.url, ENTENTE_KEY: (await createSenderKey(node.db, id)).key }
  const file = join(folder, 'waybill.txt')
  writeFileSync(file, 'FWB/16\n999-00000011ISTOSL/T9K412.5\n')
  const first = await entente(['send', '--gateway', 'cargo', file, '--json'], { env: filer })
  expect([first.status, JSON.parse(first.stdout)]).toMatchObject([0, { file, format: 'fwb', duplicate: false }])
  const again = await entente(['send', '--gateway', 'cargo', file], { env: filer })
  expect([again.status, again.stdout]).toEqual([0, expect.stringMatching(/\(a duplicate\)\n$/)])
  const whole = await entente(['send', '--gateway', 'cargo', '--wait', file], { env: filer })
  expect([whole.status, whole.stdout]).toEqual([0, expect.stringMatching(/\(a duplicate; read\)\n$/)])
  const other = join(folder, 'letter.txt')
  writeFileSync(other, 'Dear Lune carrier')
  const unknown = await entente(['send', '--gateway', 'cargo', other], { env: filer })
  expect(unknown.stdout).toMatch(/\(no message that the node knows: see its reading\)\n$/)
  const refused = await entente(['send', '--gateway', 'cargo', '--wait', other], { env: filer })
  expect([refused.status, refused.stdout]).toEqual([1, expect.stringMatching(/\(a duplicate; quarantined\)\n$/)])
  // A key belongs to one gateway, and not every gateway has questions.
  expect((await entente(['send', file], { env: filer })).stderr).toMatch(/^sender-unknown/)
  const asked = await entente(['send', '--gateway', 'cargo', '--interactive', file], { env: filer })
  expect([asked.status, asked.stderr]).toEqual([2, expect.stringMatching(/^usage: /)])
})
