import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Callback {
  at: Date
  path: string
  contentType: string | null
  /** Value of the header `Entente-Signature`. */
  signature: string | null
  /** The body of the callback: an EDIFACT CUSRES (`BGM+132`). */
  body: Uint8Array
  text: string
}
export interface CallbackServer {
  url: string
  received: Callback[]
  /** Resolves with the first callback that matches, even if it was received before the call. */
  next(fits?: (callback: Callback) => boolean): Promise<Callback>
  /** Refuses the next `count` callbacks with this status, so that the node retries. */
  refuse(count: number, status?: number): void
  close(): Promise<void>
}

/**
 * Starts a server for the callbacks that a node sends to a sender, such as changed answers and decisions. Listens on
 * loopback only.
 */
export async function startCallbackServer(): Promise<CallbackServer> {
  const received: Callback[] = []
  const waiting: { fits: (callback: Callback) => boolean; resolve: (callback: Callback) => void }[] = []
  let refusals = { left: 0, status: 503 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (refusals.left > 0) {
        refusals = { ...refusals, left: refusals.left - 1 }
        response.writeHead(refusals.status).end()
        return
      }
      const body = new Uint8Array(Buffer.concat(chunks))
      const signature = request.headers['entente-signature']
      const callback: Callback = {
        at: new Date(),
        path: request.url ?? '/',
        contentType: request.headers['content-type'] ?? null,
        signature: typeof signature === 'string' ? signature : null,
        body,
        text: new TextDecoder('latin1').decode(body),
      }
      received.push(callback)
      response.writeHead(204).end()
      for (const waiter of waiting.filter((w) => w.fits(callback))) {
        waiting.splice(waiting.indexOf(waiter), 1)
        waiter.resolve(callback)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    next(fits = () => true) {
      const already = received.find(fits)
      return already ? Promise.resolve(already) : new Promise((resolve) => waiting.push({ fits, resolve }))
    },
    refuse(count, status = 503) {
      refusals = { left: count, status }
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
