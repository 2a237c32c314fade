import { CommandFailure } from '../command/failure.ts'

const mediaType = 'application/taxii+json;version=2.1'
const tries = 5

export interface TaxiiOptions {
  collection: string
  user: string
  purpose: string
  since?: string
  member?: string
  json?: boolean
}

export interface TaxiiAnswer {
  text: string
  headers: Headers
}

/**
 * Returns a client of a TAXII 2.1 server. It sends the password only to the given host, so it follows no redirect. After 429 and 503 it waits as
 * long as the server asks. Fails with `taxii-refused` for 401 and 403, `taxii-unreachable`, `taxii-redirect` or `taxii-failed`.
 */
export function taxiiClient(url: string, user: string) {
  const root = url.endsWith('/') ? url : `${url}/`
  const password = process.env.ENTENTE_TAXII_PASSWORD
  if (password === undefined) throw new CommandFailure('password-missing', 'Set ENTENTE_TAXII_PASSWORD.')
  const { protocol, hostname } = new URL(root)
  const loopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  if (protocol !== 'https:' && !loopback)
    throw new CommandFailure('taxii-unreachable', 'A password is sent over TLS only: the address begins with https://.')
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return async (path: string, body?: string): Promise<TaxiiAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      let reply: Response
      try {
        reply = await fetch(root + path, {
          method: body === undefined ? 'GET' : 'POST',
          redirect: 'manual',
          headers: { authorization, accept: mediaType, ...(body === undefined ? {} : { 'content-type': mediaType }) },
          ...(body === undefined ? {} : { body }),
        })
      } catch {
        throw new CommandFailure('taxii-unreachable', `No server answers at ${root}.`)
      }
      const text = await reply.text()
      if (reply.ok) return { text, headers: reply.headers }
      if (reply.status >= 300 && reply.status < 400)
        throw new CommandFailure(
          'taxii-redirect',
          'The server redirects to another address; use that address if it is right.',
        )
      if (reply.status === 401 || reply.status === 403)
        throw new CommandFailure('taxii-refused', `The server answered ${reply.status}: this user may not do that.`)
      if ((reply.status !== 429 && reply.status !== 503) || attempt === tries)
        throw new CommandFailure('taxii-failed', `The server answered ${reply.status} to ${path.split('?')[0]}.`)
      const asked = Number(reply.headers.get('retry-after') ?? Number.NaN)
      const seconds = Number.isFinite(asked) ? Math.min(Math.max(asked, 0), 120) : 2 ** attempt
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    }
  }
}
