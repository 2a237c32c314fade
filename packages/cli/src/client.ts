import type { Problem } from '@entente/contracts'
import { CommandFailure } from './failure.ts'

export interface NodeClient {
  url: string
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>
}

/**
 * A node to ask: `ENTENTE_URL` (default http://127.0.0.1:8400) with `ENTENTE_KEY`. A person's key needs a purpose, unless nobody's data is concerned.
 * Failures: `node-unreachable`, `key-missing`, or the node's own code (exit 1 where it refused the input, 2 where it refused us).
 */
export function nodeClient(options: { purpose?: string | undefined; impersonal?: boolean } = {}): NodeClient {
  const url = (process.env.ENTENTE_URL ?? 'http://127.0.0.1:8400').replace(/\/$/, '')
  const key = process.env.ENTENTE_KEY
  if (key === undefined || key === '') throw new CommandFailure('key-missing', 'Set ENTENTE_KEY to a key of the node.')
  if (key.startsWith('ep_') && options.purpose === undefined && options.impersonal !== true) {
    throw new CommandFailure('purpose-missing', "A person's key needs --purpose: say why you look.")
  }
  return {
    url,
    async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
      const bytes = body instanceof Uint8Array
      let reply: Response
      try {
        reply = await fetch(url + path, {
          method,
          headers: {
            authorization: `Bearer ${key}`,
            ...(options.purpose === undefined ? {} : { 'entente-purpose': options.purpose }),
            ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
        })
      } catch {
        throw new CommandFailure('node-unreachable', `No node answers at ${url}.`)
      }
      const text = await reply.text()
      if (reply.ok) return (text === '' ? null : isJson(reply) ? JSON.parse(text) : text) as T
      const problem = isJson(reply) ? (JSON.parse(text) as Problem) : null
      const code = problem?.code ?? `http-${reply.status}`
      throw new CommandFailure(
        code,
        problem?.detail ?? `The node answered ${reply.status}.`,
        isOfUs(reply.status, code) ? 2 : 1,
        problem,
      )
    },
  }
}

const isJson = (reply: Response): boolean => (reply.headers.get('content-type') ?? '').includes('json')

/** Whether the refusal is about who asked, how, or the node's state, and not about the input. */
const isOfUs = (status: number, code: string): boolean =>
  [401, 403, 404, 429].includes(status) || status >= 500 || code === 'purpose-missing' || code === 'purpose-unknown'
