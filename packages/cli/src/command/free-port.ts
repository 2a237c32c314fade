import { createServer } from 'node:net'

/** Returns the wanted port of a loopback address, or any free port if that one is in use. Rejects if the address does not exist. */
export function freePort(wanted: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', () => (wanted === 0 ? reject(new Error('no port is free')) : resolve(freePort(0, host))))
    server.listen(wanted, host, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : wanted
      server.close(() => resolve(port))
    })
  })
}
