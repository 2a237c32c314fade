import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readNetworks } from '../../safeguards/networks/read-networks.ts'
import { ownTemporary } from '../own-temporary.fixture.ts'
import { type FetchRules, fetchUrl, isHostAllowed } from './fetch-url.ts'

// 127.0.0.2 stands for the internet, 127.0.0.1 for the internal network. Only the first is permitted.
const outside = '127.0.0.2'
const temporary = ownTemporary()
let internet: Server
let inside: Server
let port: number
let answer: (request: IncomingMessage, response: ServerResponse) => void
let requests: IncomingMessage[] = []
let askedInside: string[] = []

beforeAll(async () => {
  internet = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => internet.listen(0, outside, () => resolve()))
  port = (internet.address() as AddressInfo).port
  inside = createServer((request, response) => {
    askedInside.push(request.url ?? '')
    response.end('the secret of the network inside')
  })
  await new Promise<void>((resolve) => inside.listen(port, '127.0.0.1', () => resolve()))
})
afterAll(async () => {
  internet.closeAllConnections()
  await Promise.all([internet, inside].map((server) => new Promise((resolve) => server.close(resolve))))
  expect(temporary.left()).toEqual([])
  temporary.restore()
})
beforeEach(() => {
  requests = []
  askedInside = []
  answer = (_request, response) => response.end('a picture')
})

const rules = (given: Partial<FetchRules> = {}): FetchRules => ({
  hosts: null,
  maxBytes: 1e6,
  ports: [port],
  permits: (address) => address === outside,
  resolve: async () => [{ address: outside, family: 4 }],
  ...given,
})

/** Returns the fetched text, or the code of the refusal. */
async function outcome(url: string, given: FetchRules | null = rules()): Promise<string> {
  try {
    const { path, release } = await fetchUrl(url, given)
    const text = readFileSync(path, 'latin1')
    await release()
    expect(existsSync(path)).toBe(false)
    return text
  } catch (error) {
    return (error as { code: string }).code
  }
}
const at = (path = '/x') => `http://media.example:${port}${path}`
/** Redirects a request for `/x`; every other path serves a picture, which shows that the redirect was followed. */
const redirect = (to: string) => {
  answer = (request, response) => {
    if (request.url === '/x') response.writeHead(302, { location: to }).end()
    else response.end('a picture')
  }
}

test('a public address is fetched without credentials, cookies or compression', async () => {
  expect(await outcome(at())).toBe('a picture')
  const { headers } = requests[0] as IncomingMessage
  expect(headers).toMatchObject({ host: `media.example:${port}`, 'accept-encoding': 'identity' })
  expect(Object.keys(headers)).not.toContain('cookie')
  expect(Object.keys(headers)).not.toContain('authorization')
})

test('nothing is fetched while fetching is switched off', async () => {
  expect(await outcome(at(), null)).toBe('url-forbidden')
  expect(requests).toEqual([])
})

describe('by the default rules', () => {
  const shipped: FetchRules = { hosts: null, maxBytes: 1e6 }
  test.each([
    'http://127.0.0.1/x',
    'http://[::ffff:10.0.0.1]/',
    'http://[::1]/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://127.1/',
    'http://0/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://localhost/',
    'https://localhost./',
    'http://user@198.51.100.1/',
    'http://93.184.215.14:8080/',
    'ftp://93.184.215.14/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'data:text/plain,x',
    'not an address',
    '',
  ])('%s is forbidden', async (url) => {
    expect(await outcome(url, shipped)).toBe('url-forbidden')
  })
})

describe('with an approved internal network', () => {
  // 127.0.0.1 is the approved media server; 127.0.0.2 is an internal address that is not approved.
  const media = '127.0.0.1'
  const approved = (given: Partial<FetchRules> = {}): FetchRules => {
    const { permits: _, ...shipped } = rules()
    const networks = readNetworks(`${media}, fd00:1::/64`)
    return { ...shipped, hosts: [], ports: [80, 443], innerPorts: [port], networks, ...given }
  }
  const resolveTo = (...addresses: string[]): Partial<FetchRules> => ({
    hosts: ['media.example'],
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  })

  test('its address is fetched in the plain form, and only there a further port', async () => {
    expect(await outcome(`http://${media}:${port}/x`, approved())).toContain('network inside')
    expect(await outcome(`http://${media}:${port}/x`, approved({ innerPorts: [] }))).toBe('url-forbidden')
    expect(await outcome(`http://${outside}:${port}/x`, approved({ hosts: null }))).toBe('url-forbidden')
    expect(askedInside).toEqual(['/x'])
  })
  test.each([
    `http://2130706433:PORT/x`,
    `http://0x7f000001:PORT/x`,
    `http://0x7f.0.0.1:PORT/x`,
    `http://0177.0.0.1:PORT/x`,
    `http://127.1:PORT/x`,
    `http://127.0.0.%31:PORT/x`,
    `http://[::ffff:127.0.0.1]:PORT/x`,
    `http://[::ffff:7f00:1]:PORT/x`,
    `http://[::127.0.0.1]:PORT/x`,
    `http://[64:ff9b::7f00:1]:PORT/x`,
    `http://[2002:7f00:1::]:PORT/x`,
    `http:127.0.0.1:PORT/x`,
    `http:\\\\127.0.0.1:PORT/x`,
    `http://a@127.0.0.1:PORT/x`,
    `http://127.0.0.2:PORT/x`,
    `http://localhost:PORT/x`,
  ])('%s is forbidden', async (url) => {
    expect(await outcome(url.replace('PORT', String(port)), approved())).toBe('url-forbidden')
    expect([askedInside, requests]).toEqual([[], []])
  })
  test('a listed host is fetched if all its addresses are in the network', async () => {
    expect(await outcome(at(), approved(resolveTo(media)))).toContain('network inside')
    expect(await outcome(at(), approved({ ...resolveTo(media), hosts: [] }))).toBe('url-forbidden')
    for (const other of [outside, '93.184.215.14', '::ffff:127.0.0.1', '10.0.0.1', 'fd00:2::1'])
      expect(await outcome(at(), approved(resolveTo(media, other))), other).toBe('url-forbidden')
    expect(askedInside).toEqual(['/x'])
  })
  test('a public host is not fetched by the ports of the network', async () => {
    // Here 127.0.0.2 counts as public.
    const given = { ...resolveTo(outside), permits: (address: string) => address === outside }
    expect(await outcome(at(), approved(given))).toBe('url-forbidden')
    expect(requests).toEqual([])
    expect(await outcome(at(), approved({ ...given, ports: [port] }))).toBe('a picture')
  })
  test('a name is resolved once, so that it cannot move to another internal address', async () => {
    let asked = 0
    const resolve = async () => {
      asked += 1
      return [{ address: asked === 1 ? media : outside, family: 4 }]
    }
    expect(await outcome(at(), approved({ hosts: ['media.example'], resolve }))).toContain('network inside')
    expect([asked, requests]).toEqual([1, []])
  })
  test('a redirect into the network is followed to a plain address only', async () => {
    // Here the internet is 127.0.0.2, and redirects to the approved server.
    const both = approved({ ...resolveTo(outside), permits: (address) => address === outside, ports: [port] })
    for (const to of [`http://2130706433:${port}/y`, `//${media}:${port}/y`, `http://[::ffff:7f00:1]:${port}/y`]) {
      redirect(to)
      expect(await outcome(at(), both), to).toBe('url-forbidden')
    }
    expect(askedInside).toEqual([])
    redirect(`http://${media}:${port}/y`)
    expect(await outcome(at(), both)).toContain('network inside')
    // The approved server may not redirect to another internal address.
    redirect('http://10.9.9.9/secret')
    expect(await outcome(at(), both)).toBe('url-forbidden')
  })
  test('a key of a source is not sent there without TLS', async () => {
    const request = { method: 'POST', headers: { 'x-key': 'secret' }, body: '{}' } as const
    expect(await outcome(`http://${media}:${port}/x`, approved({ request }))).toBe('url-forbidden')
    expect(askedInside).toEqual([])
  })
})

test('one private address among public ones refuses the name', async () => {
  const both = [outside, '127.0.0.1'].map((address) => ({ address, family: 4 }))
  expect(await outcome(at(), rules({ resolve: async () => both }))).toBe('url-forbidden')
  expect(requests).toEqual([])
})

test('a name is resolved once, and the checked address is connected', async () => {
  let asked = 0
  const resolve = async () => {
    asked += 1
    return [{ address: asked === 1 ? outside : '127.0.0.1', family: 4 }]
  }
  expect(await outcome(at(), rules({ resolve }))).toBe('a picture')
  expect([asked, askedInside]).toEqual([1, []])
})

describe('redirects', () => {
  test('redirects to an internal address or name are refused', async () => {
    redirect(`http://127.0.0.1:${port}/secret`)
    expect(await outcome(at())).toBe('url-forbidden')
    redirect(`http://intranet.example:${port}/secret`)
    const resolve = async (host: string) => [
      { address: host.startsWith('intranet') ? '127.0.0.1' : outside, family: 4 },
    ]
    expect(await outcome(at(), rules({ resolve }))).toBe('url-forbidden')
    expect(askedInside).toEqual([])
  })
  test('redirects to another scheme, or with a password, are refused', async () => {
    for (const to of ['file:///etc/passwd', `http://a:b@media.example:${port}/`, 'ftp://media.example/']) {
      redirect(to)
      expect(await outcome(at())).toBe('url-forbidden')
    }
    expect(requests.map(({ url }) => url)).toEqual(['/x', '/x', '/x'])
    redirect(`http://media.example:${port}/`)
    expect(await outcome(at())).toBe('a picture')
  })
  test('three redirects are followed, four are not', async () => {
    answer = (request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.end('there')
      else response.writeHead(307, { location: `/${left - 1}` }).end()
    }
    expect(await outcome(at('/3'))).toBe('there')
    expect(await outcome(at('/4'))).toBe('url-forbidden')
  })
})

describe('size', () => {
  test('a body stated too large is not read', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-length': '2000000' }).write('x')
    expect(await outcome(at())).toBe('too-large')
  })
  test('an endless body is cut off at the limit', async () => {
    let sent = 0
    answer = (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536
      }
      response.on('drain', more)
      more()
    }
    expect(await outcome(at())).toBe('too-large')
    expect(sent).toBeLessThan(20e6)
  })
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('a bomb compressed with %s is cut off while it is decompressed', async (encoding, pack) => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack(Buffer.alloc(60e6)))
    expect(await outcome(at())).toBe('too-large')
    answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack(Buffer.from('small')))
    expect(await outcome(at())).toBe('small')
  })
  test('an unknown compression is refused', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end('x')
    expect(await outcome(at())).toBe('url-forbidden')
  })
})

test('a slow server ends the fetch', async () => {
  answer = (_request, response) => {
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  }
  expect(await outcome(at(), rules({ totalMs: 300 }))).toBe('url-forbidden')
})

test('refusals, failures and time-outs give the same error', async () => {
  answer = (_request, response) => response.writeHead(404).end('not here')
  expect(await outcome(at())).toBe('url-forbidden')
  answer = (request) => request.socket.destroy()
  expect(await outcome(at())).toBe('url-forbidden')
  const resolve = async () => Promise.reject(new Error('ENOTFOUND'))
  expect(await outcome(at(), rules({ resolve }))).toBe('url-forbidden')
  const never = () => new Promise<never>(() => {})
  expect(await outcome(at(), rules({ resolve: never, totalMs: 100 }))).toBe('url-forbidden')
})

test('hosts that are not on the list are refused, also after a redirect', async () => {
  expect(await outcome(at(), rules({ hosts: ['other.example'] }))).toBe('url-forbidden')
  expect(await outcome(at(), rules({ hosts: ['.EXAMPLE.'] }))).toBe('a picture')
  redirect(`http://other.example:${port}/`)
  expect(await outcome(at(), rules({ hosts: ['media.example'] }))).toBe('url-forbidden')
  expect(await outcome(at(), rules({ hosts: ['media.example', 'other.example'] }))).toBe('a picture')
})

test('other ports and addresses with a user name are refused', async () => {
  expect(await outcome(at(), rules({ ports: [80, 443] }))).toBe('url-forbidden')
  for (const user of ['a', 'a:b', ':b'])
    expect(await outcome(`http://${user}@media.example:${port}/x`), user).toBe('url-forbidden')
  expect(requests).toEqual([])
})

test('a suffix of a host name matches whole labels only', () => {
  expect(isHostAllowed('cdn.media.example', ['.media.example'])).toBe(true)
  expect(isHostAllowed('evilmedia.example', ['.media.example'])).toBe(false)
  expect(isHostAllowed('media.example', ['.media.example'])).toBe(false)
  expect(isHostAllowed('MEDIA.example.', ['media.example'])).toBe(true)
  expect(isHostAllowed('media.example', [])).toBe(false)
})
