import { networkInterfaces } from 'node:os'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const token = 'a-token-of-the-operator'
let node: TestNode
let withToken: TestNode
beforeAll(async () => {
  // Call the node at another address of this machine, over plain HTTP: the settings say that a proxy terminates TLS.
  node = await startTestNode({ environment: { ENTENTE_HOST: '0.0.0.0', ENTENTE_TRUST_PROXY: '192.0.2.1' } })
  withToken = await startTestNode({ environment: { ENTENTE_METRICS_TOKEN: token } })
})
afterAll(async () => {
  await node?.stop()
  await withToken?.stop()
})

const elsewhere = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address
const metrics = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(`${url}/metrics`, { headers })).status

test('metrics can be read from the same machine, but not through a proxy there', async () => {
  const here = `http://127.0.0.1:${node.port}`
  expect(await metrics(here)).toBe(200)
  expect(await metrics(here, { 'x-forwarded-for': '203.0.113.7' })).toBe(404)
  expect(await metrics(here, { forwarded: 'for=203.0.113.7' })).toBe(404)
  // A remote monitor must not learn the number of signals or the amount of work either.
  const health = async (headers: Record<string, string> = {}) => (await fetch(`${here}/health`, { headers })).json()
  expect(await health()).toMatchObject({ status: 'ok', jobs: { failed: 0 }, signals: 0 })
  expect(await health({ 'x-forwarded-for': '203.0.113.7' })).toMatchObject({ status: 'ok', jobs: null, signals: null })
})

test.runIf(elsewhere !== undefined)('metrics cannot be read from another address without a token', async () => {
  expect(await metrics(`http://${elsewhere}:${node.port}`)).toBe(404)
})

test('if a token is set, metrics can be read from anywhere, only with it', async () => {
  const { url } = withToken
  const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` })
  expect(await metrics(url)).toBe(404)
  expect(await metrics(url, bearer('another-token-of-it'))).toBe(404)
  expect(await metrics(url, bearer(withToken.sender.key))).toBe(404)
  expect(await metrics(url, bearer(token))).toBe(200)
})
