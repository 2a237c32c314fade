import { createHash, createHmac, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Claims = Record<string, unknown>
type Answer = (response: ServerResponse) => void
/** How an invented provider departs from the truth. */
export interface Lies {
  /** Claims of ID tokens in place of the true ones. `undefined` leaves a claim out. */
  claims?: Claims
  header?: Claims
  /** With which key it signs: a key that it did not publish, none, or its public key as if it were a shared secret. */
  signing?: 'stranger' | 'none' | 'public-key-as-secret'
  /** Fields of its description in place of the true ones. */
  description?: Claims
  /** What it answers in place of the description, the tokens or the keys. */
  answer?: Partial<Record<'description' | 'token' | 'keys', Answer>>
  /** Parameters with which it sends a browser back, in place of the true ones. */
  back?: Record<string, string>
}
export interface InventedProvider {
  issuer: string
  /** The settings of a node that uses it. */
  environment: Record<string, string>
  lies: Lies
  /** The paths that were asked. */
  asked: string[]
  /** The person whom its page offers to sign in. */
  person: string
  /** Signs a person in, as their browser would. Returns the address to which the browser is sent back. */
  visit(address: string, subject: string): Promise<URL>
  /** Makes a logout token. `claims` replace the true ones. */
  logoutToken(claims: Claims, header?: Claims): string
  stop(): Promise<void>
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const clientId = 'entente-node'
const secret = 'a secret of two: clients & providers'

/**
 * Starts an OpenID provider in software on this machine, with a key of its own and any subject that a test names. It does what the standard
 * says (OpenID Connect Core 1.0; codes count once; PKCE is checked), and lies as a test wants.
 */
export async function startInventedProvider(clock: () => Date = () => new Date()): Promise<InventedProvider> {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const [own, stranger] = [pair(), pair()]
  const codes = new Map<string, { nonce: string; challenge: string; back: string; subject: string; sid: string }>()
  const folder = mkdtempSync(join(tmpdir(), 'entente-oidc-'))
  const secretFile = join(folder, 'secret')
  writeFileSync(secretFile, `${secret}\n`, { mode: 0o600 })
  const seconds = () => Math.floor(clock().getTime() / 1000)

  function signed(claims: Claims, header: Claims = {}): string {
    const { signing } = provider.lies
    const alg = signing === 'none' ? 'none' : signing === 'public-key-as-secret' ? 'HS256' : 'ES256'
    const text = `${base64url({ alg, kid: 'one', ...header })}.${base64url(claims)}`
    if (signing === 'none') return `${text}.`
    if (signing === 'public-key-as-secret') {
      const pem = own.publicKey.export({ type: 'spki', format: 'pem' })
      return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`
    }
    const key = (signing === 'stranger' ? stranger : own).privateKey
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }

  const json = (response: ServerResponse, body: object, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const describe: Answer = (response) =>
    json(response, {
      issuer: provider.issuer,
      authorization_endpoint: `${provider.issuer}/authorize`,
      token_endpoint: `${provider.issuer}/token`,
      jwks_uri: `${provider.issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      // It claims to know these two, so a client must refuse them by itself.
      id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
      ...provider.lies.description,
    })
  const keys: Answer = (response) =>
    json(response, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'ES256' }] })

  /** Sends the browser back with a code for the subject in `as`, or asks who signs in. */
  function authorize(url: URL, response: ServerResponse): void {
    const asked = (name: string): string => url.searchParams.get(name) ?? ''
    const subject = asked('as')
    if (subject === '') {
      url.searchParams.set('as', provider.person)
      const page = `<!doctype html><title>Login</title><a href="${url.search.replaceAll('&', '&amp;')}">Enter</a>`
      response.writeHead(200, { 'content-type': 'text/html' }).end(page)
      return
    }
    const code = randomBytes(16).toString('base64url')
    const [nonce, challenge, back] = [asked('nonce'), asked('code_challenge'), asked('redirect_uri')]
    codes.set(code, { nonce, challenge, back, subject, sid: `session of ${subject}` })
    const address = new URL(back)
    const params = { code, state: asked('state'), iss: provider.issuer, ...provider.lies.back }
    for (const [name, value] of Object.entries(params)) address.searchParams.set(name, value)
    response.writeHead(302, { location: address.href }).end()
  }

  async function giveTokens(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request))
    const basic = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString()
    const credentials = basic.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
    if (credentials[0] !== clientId || credentials[1] !== secret)
      return json(response, { error: 'invalid_client' }, 400)
    const code = form.get('code') ?? ''
    const found = codes.get(code)
    codes.delete(code)
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (found === undefined || found.challenge !== proof || found.back !== form.get('redirect_uri'))
      return json(response, { error: 'invalid_grant' }, 400)
    const claims = {
      ...{ iss: provider.issuer, aud: clientId, sub: found.subject, sid: found.sid, nonce: found.nonce },
      ...{ iat: seconds(), exp: seconds() + 300, email: `${found.subject}@border.example`, roles: ['administrator'] },
      ...provider.lies.claims,
    }
    json(response, {
      ...{ access_token: randomBytes(16).toString('base64url'), token_type: 'Bearer', expires_in: 300 },
      id_token: signed(claims, provider.lies.header),
    })
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer)
    provider.asked.push(url.pathname)
    const { answer = {} } = provider.lies
    if (url.pathname === '/.well-known/openid-configuration') return (answer.description ?? describe)(response)
    if (url.pathname === '/keys') return (answer.keys ?? keys)(response)
    if (url.pathname === '/authorize') return authorize(url, response)
    if (url.pathname !== '/token') return void response.writeHead(404).end()
    if (answer.token !== undefined) return answer.token(response)
    void giveTokens(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: InventedProvider = {
    ...{ issuer, lies: {}, asked: [], person: 'mira-7' },
    environment: {
      ...{ ENTENTE_OIDC_ISSUER: issuer, ENTENTE_OIDC_CLIENT_ID: clientId, ENTENTE_OIDC_SECRET_FILE: secretFile },
      ENTENTE_OIDC_NAME: 'Border login',
    },
    async visit(address, subject) {
      const reply = await fetch(`${address}&as=${encodeURIComponent(subject)}`, { redirect: 'manual' })
      await reply.arrayBuffer()
      return new URL(reply.headers.get('location') ?? '')
    },
    logoutToken(claims, header = {}) {
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
      const [iat, exp] = [seconds(), seconds() + 120]
      const all = { iss: issuer, aud: clientId, iat, exp, jti: randomUUID(), events, ...claims }
      return signed(all, { typ: 'logout+jwt', ...header })
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return provider
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
