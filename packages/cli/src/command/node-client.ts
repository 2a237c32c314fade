import type { Problem } from '@entente/contracts'
import { CommandFailure } from './failure.ts'

export interface NodeClient {
  url: string
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>
  /** Returns the body of a binary answer. */
  bytes(method: string, path: string, body: unknown): Promise<Uint8Array>
  /** Sends a body while it is being read, so that its length does not matter. */
  sendStream<T>(path: string, body: AsyncIterable<Uint8Array>): Promise<T>
  /** Yields the lines of an answer as they arrive, so that its length does not matter. */
  lines(path: string): AsyncGenerator<string>
}

/**
 * Returns a client of the node at `ENTENTE_URL` (default http://127.0.0.1:8400) with the key `ENTENTE_KEY`. A person's key needs a purpose, unless
 * the request is `impersonal`, that is, concerns no personal data. Fails with `node-unreachable`, `key-missing`, or the node's code. The exit status
 * is 1 if the node refused the input, 2 if it refused the request.
 */
export function nodeClient(options: { purpose?: string | undefined; impersonal?: boolean } = {}): NodeClient {
  const url = (process.env.ENTENTE_URL ?? 'http://127.0.0.1:8400').replace(/\/$/, '')
  const key = process.env.ENTENTE_KEY
  if (key === undefined || key === '') throw new CommandFailure('key-missing', 'Set ENTENTE_KEY to a key of the node.')
  if (key.startsWith('ep_') && options.purpose === undefined && options.impersonal !== true) {
    throw new CommandFailure('purpose-missing', "A person's key needs --purpose.")
  }
  async function ask(
    method: string,
    path: string,
    type: string | null,
    body: unknown,
    headers = {},
  ): Promise<Response> {
    let reply: Response
    try {
      reply = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(options.purpose === undefined ? {} : { 'entente-purpose': options.purpose }),
          ...(type === null ? {} : { 'content-type': type }),
          ...headers,
        },
        ...(body === undefined ? {} : { body, duplex: 'half' }),
      } as RequestInit)
    } catch (error) {
      throw new CommandFailure('node-unreachable', whyUnreachable(url, error))
    }
    if (reply.ok) return reply
    const problem = isJson(reply) ? (JSON.parse(await reply.text()) as Problem) : null
    const code = problem?.code ?? `http-${reply.status}`
    const status = concernsRequest(reply.status, code) ? 2 : 1
    throw new CommandFailure(code, problem?.detail ?? `The node answered ${reply.status}.`, status, problem)
  }
  async function read<T>(reply: Response): Promise<T> {
    const text = await reply.text()
    return (text === '' ? null : isJson(reply) ? JSON.parse(text) : text) as T
  }
  return {
    url,
    async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
      if (body === undefined) return read(await ask(method, path, null, undefined, headers))
      const bytes = body instanceof Uint8Array
      const type = bytes ? 'application/octet-stream' : 'application/json'
      return read(await ask(method, path, type, bytes ? new Uint8Array(body) : JSON.stringify(body), headers))
    },
    async bytes(method, path, body) {
      const reply = await ask(method, path, 'application/json', JSON.stringify(body))
      return new Uint8Array(await reply.arrayBuffer())
    },
    sendStream: async <T>(path: string, body: AsyncIterable<Uint8Array>): Promise<T> =>
      read(await ask('POST', path, 'application/octet-stream', body)),
    async *lines(path) {
      const reply = await ask('GET', path, null, undefined)
      const decoder = new TextDecoder()
      let rest = ''
      const body = reply.body as AsyncIterable<Uint8Array> | null
      for await (const chunk of body ?? []) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
        rest = lines.pop() ?? ''
        yield* lines.filter((line) => line !== '')
      }
      if (rest !== '') yield rest
    },
  }
}

const isJson = (reply: Response): boolean => (reply.headers.get('content-type') ?? '').includes('json')

/** Tests whether the node refused because of the sender, the request or its own state, and not because of the input. */
const concernsRequest = (status: number, code: string): boolean =>
  [401, 403, 404, 429].includes(status) || status >= 500 || code === 'purpose-missing' || code === 'purpose-unknown'

/** Says why a request did not reach the node. A certificate that is not trusted looks to a user as if no node ran. */
function whyUnreachable(url: string, error: unknown): string {
  const { code = '' } = ((error as { cause?: unknown }).cause ?? {}) as { code?: string }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `The certificate of ${url} is for another name.`
  if (code === 'CERT_HAS_EXPIRED') return `The certificate of ${url} has expired.`
  if (/SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(code))
    return `The certificate of ${url} is not trusted: name its authority in NODE_EXTRA_CA_CERTS.`
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return `The node at ${url} does not speak TLS.`
  return `No node answers at ${url}.`
}
