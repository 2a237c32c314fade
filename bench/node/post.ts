import { Agent, request } from 'node:http'

interface Reply {
  status: number
  body: string
}
/** Sends bodies to a node on this machine over persistent connections. */
export interface Poster {
  post(path: string, body: Uint8Array, headers?: Record<string, string>): Promise<Reply>
  close(): void
}

/** Opens connections to `url`, which must be on this machine, from an address of this machine (127.0.0.0/8). */
export function openPoster(url: string, key: string, from = '127.0.0.1'): Poster {
  const { hostname, port } = new URL(url)
  if (hostname !== '127.0.0.1') throw new Error(`a bench sends to 127.0.0.1 only, not to ${hostname}`)
  const agent = new Agent({ keepAlive: true, maxSockets: 128, localAddress: from })
  return {
    post: (path, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const all = {
          authorization: `Bearer ${key}`,
          'content-type': 'application/EDIFACT',
          'content-length': body.length,
          ...headers,
        }
        const sending = request({ hostname, port, path, method: 'POST', agent, headers: all }, (response) => {
          const pieces: Buffer[] = []
          response.on('data', (piece: Buffer) => pieces.push(piece))
          response.on('error', reject)
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString('utf8') }),
          )
        })
        sending.setTimeout(30_000, () => sending.destroy(new Error('no answer for thirty seconds')))
        sending.on('error', reject)
        sending.end(body)
      }),
    close: () => agent.destroy(),
  }
}
