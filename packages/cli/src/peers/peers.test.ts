import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Invitation, Peer } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fingerprintOf } from '../../../node/src/exchange/peers/keys/fingerprint.ts'
import { readNodeKey } from '../../../node/src/safeguards/keys/index.ts'
import { newKeyOf } from '../person-key.fixture.ts'
import { entente } from '../run-entente.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-peers-'))
const file = join(folder, 'sudmark.json')
const names = ['norland.example', 'sudmark.example'] as const
let nodes: TestNode[]
let keys: string[]
beforeAll(async () => {
  nodes = await Promise.all(names.map((name) => startTestNode({ environment: { ENTENTE_MEMBER: name } })))
  keys = await Promise.all(nodes.map((node) => newKeyOf(node, 'administrator')))
})
afterAll(async () => {
  for (const node of nodes ?? []) await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (place: 0 | 1, ...args: string[]) =>
  entente(args, { env: { ENTENTE_URL: nodes[place]?.url ?? '', ENTENTE_KEY: keys[place] ?? '' } })

test('two operators join nodes with four commands, and the words must match', async () => {
  const invited = await run(0, 'peers', 'invite', names[1], '--out', file)
  expect(invited).toMatchObject({ status: 0, stderr: '' })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((JSON.parse(readFileSync(file, 'utf8')) as Invitation).invitee).toEqual({ member: names[1] })
  const joined = await run(1, 'peers', 'join', file, '--json')
  const peer = JSON.parse(joined.stdout) as Peer
  expect([joined.status, peer.state]).toEqual([0, 'joined-unconfirmed'])
  const wrong = await run(0, 'peers', 'confirm', names[1], '--words', 'apple apple apple apple apple apple')
  expect(wrong).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^words-differ: /) })
  const confirmed = [
    await run(0, 'peers', 'confirm', names[1], '--words', peer.fingerprint.toUpperCase()),
    await run(1, 'peers', 'confirm', names[0], '--words', peer.fingerprint),
  ]
  expect(confirmed.map(({ status, stdout }) => [status, stdout.includes(': active')])).toEqual([
    [0, true],
    [0, true],
  ])
  const again = await run(1, 'peers', 'join', file, '--json')
  expect([again.status, (JSON.parse(again.stdout) as { code: string }).code]).toEqual([1, 'invitation-used'])
})

test("one command on each side joins nodes and asks for the other side's words", async () => {
  const second = join(folder, 'again.json')
  const [a, b] = nodes.map(({ dataRoot }) => readNodeKey(dataRoot).publicKey) as [Buffer, Buffer]
  const words = fingerprintOf(a, b)
  const typed = (place: 0 | 1, line: string, ...args: string[]) =>
    entente(args, {
      env: { ENTENTE_URL: nodes[place]?.url ?? '', ENTENTE_KEY: keys[place] ?? '' },
      input: Buffer.from(`${line}\n`),
    })
  const inviting = typed(0, words, 'peers', 'invite', names[1], '--out', second, '--confirm', '--json')
  await expect.poll(() => existsSync(second)).toBe(true)
  const joining = await typed(1, 'apple apple apple apple apple apple', 'peers', 'join', second, '--confirm')
  expect(joining).toMatchObject({ status: 1, stderr: expect.stringContaining(words) })
  expect(joining.stderr).toContain('words-differ: ')
  const invited = await inviting
  expect([invited.status, JSON.parse(invited.stdout)]).toMatchObject([0, { member: names[1], state: 'active' }])
  // After a wrong word, the member is joined and can be confirmed as usual.
  expect(await run(1, 'peers', 'confirm', names[0], '--words', words)).toMatchObject({ status: 0 })
})

test('sync ends with 0, or with 2 for an unreachable member; nothing is overdue', async () => {
  expect(await run(1, 'peers', 'sync', '--json')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('"trouble":null'),
  })
  expect(await run(0, 'peers', 'sync', 'stranger.example')).toMatchObject({ status: 2, stdout: '' })
  const officer = { ENTENTE_URL: nodes[0]?.url ?? '', ENTENTE_KEY: await newKeyOf(nodes[0] as TestNode, 'officer') }
  expect(await entente(['signals', 'overdue', '--json'], { env: officer })).toEqual({
    status: 0,
    stdout: '{"items":[]}\n',
    stderr: '',
  })
})
