import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import type { TaxiiUserSecret } from '@entente/contracts'
import { startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import {
  type Certificate,
  canMakeCertificates,
  type ThrowawayAuthority,
  throwawayAuthority,
} from '../peers/throwaway-certificates.fixture.ts'

// The node terminates TLS itself, and TAXII clients identify themselves by self-signed certificates.

let authority: ThrowawayAuthority
let node: TestNode
let daysAhead = 0
const clock = () => new Date(Date.now() + daysAhead * 86_400_000)
beforeAll(async () => {
  if (!canMakeCertificates) return
  authority = throwawayAuthority()
  const { cert, key } = authority.issue('norland')
  const environment = { ENTENTE_TLS_CERT: cert, ENTENTE_TLS_KEY: key, ENTENTE_TAXII_CERTIFICATES: '1' }
  node = await startTestNode({ clock, environment })
})
afterAll(async () => {
  await node?.stop()
  authority?.remove()
})

test.skipIf(!canMakeCertificates)(
  'a connection that makes no TLS handshake is closed',
  async () => {
    const silent = connect(node.port, '127.0.0.1')
    silent.on('error', () => {})
    await new Promise((resolve) => silent.once('close', resolve).resume())
  },
  60_000,
)

interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  shown?: Certificate
}
interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Record<string, unknown>
}
function ask(path: string, { method = 'GET', headers = {}, body, shown }: Asked = {}): Promise<Answer> {
  const read = (file: string) => readFileSync(file)
  const certificate = shown === undefined ? {} : { cert: read(shown.cert), key: read(shown.key) }
  const typed = body === undefined ? headers : { 'content-type': 'application/json', ...headers }
  const options = { method, headers: typed, ca: read(authority.ca), agent: false, ...certificate }
  return new Promise((resolve, reject) => {
    const sent = request(node.url + path, options, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) }),
      )
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
async function administrator() {
  const credentials = { account: 'administrator', password: testPassword }
  const answer = await ask('/v1/session', { method: 'POST', body: credentials })
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const headers = { cookie, 'entente-csrf': String(answer.body.csrf) }
  return (path: string, body: unknown) => ask(path, { method: 'POST', headers, body })
}
const fingerprintOf = ({ cert }: Certificate) =>
  createHash('sha256')
    .update(new X509Certificate(readFileSync(cert)).raw)
    .digest('hex')
const basic = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
})

test.runIf(canMakeCertificates)('a TAXII client signs in only with its registered certificate', async () => {
  const post = await administrator()
  const [platform, stranger] = [authority.selfSigned('platform'), authority.selfSigned('stranger')]
  const user = { name: 'platform', member: 'platform.example', purpose: 'border-control' }
  const certificate = fingerprintOf(platform)
  const added = await post('/v1/taxii/users', { ...user, certificate })
  expect(added).toMatchObject({ status: 201, body: { name: 'platform', password: null, token: null } })
  expect(await ask('/taxii2/', { shown: platform })).toMatchObject({
    status: 200,
    body: { title: expect.any(String) },
  })
  for (const asked of [
    {},
    { shown: stranger },
    { shown: platform, headers: basic('platform', 'null') },
    { headers: basic('platform', '') },
  ])
    expect(await ask('/taxii2/', asked)).toMatchObject({ status: 401, body: { http_status: '401' } })

  const again = await post('/v1/taxii/users', { ...user, name: 'second', certificate })
  expect(again).toMatchObject({ status: 409, body: { code: 'certificate-taken' } })
  expect(await post('/v1/taxii/users', { ...user, name: 'third', certificate: 'AB' })).toMatchObject({ status: 422 })
  const withPassword = (await post('/v1/taxii/users', { ...user, name: 'fourth' })).body as unknown as TaxiiUserSecret
  const headers = basic('fourth', withPassword.password ?? '')
  expect(await ask('/taxii2/', { headers, shown: stranger })).toMatchObject({ status: 200 })

  await post(`/v1/taxii/users/${added.body.id}/disable`, {})
  expect(await ask('/taxii2/', { shown: platform })).toMatchObject({ status: 401 })
})

test.runIf(canMakeCertificates)('an expired certificate is refused at sign-in', async () => {
  const post = await administrator()
  const shown = authority.selfSigned('centre')
  const user = { name: 'centre', member: 'centre.example', purpose: 'border-control' }
  await post('/v1/taxii/users', { ...user, certificate: fingerprintOf(shown) })
  expect(await ask('/taxii2/', { shown })).toMatchObject({ status: 200 })
  daysAhead = 3
  expect(await ask('/taxii2/', { shown })).toMatchObject({ status: 401 })
})

test('client certificates can be required only if the node itself terminates TLS', () => {
  const environment = { ENTENTE_MEMBER: 'norland.example', ENTENTE_TAXII_CERTIFICATES: '1' }
  expect(() => readConfig(environment)).toThrow('ENTENTE_TLS_CERT')
})
