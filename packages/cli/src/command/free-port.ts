import { createServer } from 'node:net'
import { CommandFailure } from './failure.ts'

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

/** Returns the port that a person gave. Errors: `port-invalid`, `port-taken`, which say what to do. */
export async function givenPort(text: string, host = '127.0.0.1'): Promise<number> {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw new CommandFailure('port-invalid', `--port takes a number from 1 to 65535, not ${text.slice(0, 40)}.`)
  if ((await freePort(port, host)) === port) return port
  throw new CommandFailure('port-taken', `Port ${port} of ${host} is in use. Choose another one with --port.`)
}
