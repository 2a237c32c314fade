import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort, givenPort } from './free-port.ts'

test('a port that is free is taken as given', async () => {
  const port = await freePort(0)
  expect(await givenPort(String(port))).toBe(port)
})

test('a port in use is refused and not replaced', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(givenPort(String(port))).rejects.toMatchObject({ code: 'port-taken', status: 2 })
  await new Promise((resolve) => server.close(resolve))
})

test.each(['0', '65536', '-1', '80a', ''])('%j is no port', async (text) => {
  await expect(givenPort(text)).rejects.toMatchObject({ code: 'port-invalid' })
})
