import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { TaxiiUserSecret } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agree, share } from './taxii-stage.fixture.ts'

// These tests use the unchanged TAXII client that OASIS published. It is a Python program and may not be installed.

const isHere = (() => {
  try {
    execFileSync('python3', ['-c', 'import taxii2client.v21'], { stdio: 'pipe' })
    return true
  } catch (error) {
    const why = String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split('\n')
      .at(-1)
    console.warn(
      `SKIPPED: the OASIS client does not ask this server. It takes python3 with taxii2-client ("pip install taxii2-client"): ${why}`,
    )
    return false
  }
})()

let node: TestNode
let user: TaxiiUserSecret
beforeAll(async () => {
  if (!isHere) return
  node = await startTestNode()
  const administrator = await node.signIn('administrator')
  const agreement = await agree(node, ['platform.example'])
  const add = async (path: string, body: object) => (await administrator.call('POST', path, body)).body as never
  user = await add('/v1/taxii/users', { name: 'platform', member: 'platform.example', purpose: 'border-control' })
  for (const kind of ['out', 'inbox'])
    await add('/v1/taxii/collections', { agreement, title: `The ${kind}`, alias: null, kind })
  await share(node, agreement, 5)
})
afterAll(() => node?.stop())

/** Runs the client in a child process, because the node runs in this process. */
function drive(input: unknown): Promise<string> {
  const script = fileURLToPath(new URL('./oasis-client.fixture.py', import.meta.url))
  const child = spawn('python3', [script, `${node.url}/taxii2/`, user.name, user.password ?? ''])
  let [out, err] = ['', '']
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    err += part
  })
  child.stdin.end(JSON.stringify(input))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(err))))
  })
}

test.runIf(isHere)('the OASIS client pages, filters, adds and deletes', async () => {
  const [first, second] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']
  const good = {
    ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${randomUUID()}`, created: first, modified: first },
    ...{ name: 'First', pattern: "[url:value = 'https://a.test/']", pattern_type: 'stix', valid_from: first },
  }
  const bad = { ...good, id: 'indicator--123' }
  const { read, written, ...server } = JSON.parse(await drive({ good, bad }))
  expect(server).toEqual({
    ...{ title: expect.any(String), isDefault: true, collections: ['The inbox', 'The out'] },
    versions: ['application/taxii+json;version=2.1'],
  })

  const all: string[] = read.pages.flat()
  expect(all.filter((id) => id.startsWith('indicator--'))).toHaveLength(5)
  expect(new Set(all).size).toBe(all.length)
  expect(read.pages.map((page: string[]) => page.length)).toEqual(
    Array.from({ length: Math.ceil(all.length / 2) }, (_, page) => Math.min(2, all.length - 2 * page)),
  )
  expect(read.manifest).toEqual(all)
  expect(read.indicators).toEqual(all.filter((id) => id.startsWith('indicator--')))
  const middle = Math.floor(all.length / 2)
  expect(read.ofTwo).toEqual([all[0], all[middle]])
  expect(read.after).toEqual(all.slice(middle + 1))
  expect(read.one).toEqual([all[middle]])

  expect(written).toEqual({
    ...{ status: 'complete', successes: 1, failures: ['indicator--123'] },
    ...{ kept: [first, second], versions: [second, first], leftAfterOne: [second], leftAfterAll: [] },
  })
})
