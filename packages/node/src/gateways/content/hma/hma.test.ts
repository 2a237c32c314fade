// This file has over 400 lines because one node with its banks answers every test of the interface.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as Fetching from '../../../media/fetch/fetch-url.ts'
import { type ContentNode, flipped, randomPdq, startContentNode } from '../content.fixture.ts'
import { type Call, client, form, officerKey, picture, plainPicture, reachLocal, serveFiles } from './hma.fixture.ts'

vi.mock('../../../media/fetch/fetch-url.ts', async (original) => {
  const real = await original<typeof Fetching>()
  return {
    ...real,
    fetchUrl: (url: string, rules: Fetching.FetchRules | null) => real.fetchUrl(url, reachLocal(rules)),
  }
})

let node: ContentNode
let call: Call
let key: string
let files: Awaited<ReturnType<typeof serveFiles>>
let wave: Buffer
let waveHash: string
const at = (path: string) => encodeURIComponent(`${files.base}${path}`)
const hex = /^[0-9a-f]{64}$/
const failed = (status: number) => ({ status, body: { message: expect.stringMatching(/./) } })

beforeAll(async () => {
  node = await startContentNode({ environment: { ENTENTE_FETCH_HOSTS: '127.0.0.1' } })
  key = await officerKey(node)
  call = client(node.url, key)
  wave = await picture()
  files = await serveFiles({ '/wave.png': wave, '/plain.png': await plainPicture(), '/empty': new Uint8Array(0) })
  waveHash = (await call('GET', `/h/hash?url=${at('/wave.png')}`)).body.pdq
})
afterAll(async () => {
  await files.stop()
  await node.stop()
})

async function bank(name: string, terms: object = {}): Promise<void> {
  expect(await call('POST', '/c/banks', { name, ...terms })).toMatchObject({ status: 201 })
}
async function signal(bankName: string, value: string, more: object = {}): Promise<number> {
  const { status, body } = await call('POST', `/c/bank/${bankName}/signal`, { pdq: value, ...more })
  expect([status, body]).toEqual([200, { id: expect.any(Number), signals: { pdq: value } }])
  return body.id
}

describe('/h/hash', () => {
  test('content at an address is hashed by its detected type or by content_type', async () => {
    expect(waveHash).toMatch(hex)
    expect(await call('GET', `/h/hash?url=${at('/wave.png')}&content_type=photo&types=pdq,md5`)).toEqual({
      status: 200,
      body: { pdq: waveHash, md5: expect.stringMatching(/^[0-9a-f]{32}$/) },
    })
    const video = await call('GET', `/h/hash?url=${at('/wave.png')}&content_type=video`)
    expect(video.body).toEqual({ video_md5: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })
  test('a picture with too little detail has an empty hash', async () => {
    expect((await call('GET', `/h/hash?url=${at('/plain.png')}`)).body).toEqual({ pdq: '' })
  })
  test.each([
    ['', 'no address'],
    ['url=http%3A%2F%2F10.0.0.1%2Fx', 'an address inside the network'],
    ['url=file%3A%2F%2F%2Fetc%2Fhostname', 'another scheme'],
  ])('400 for %s: %s', async (query) => {
    expect(await call('GET', `/h/hash?${query}`)).toEqual(failed(400))
  })
  test('unknown types, unknown kinds of content and content that is no picture get 400', async () => {
    for (const more of ['&types=crc', '&content_type=smell', '&content_type=photo&types=video_md5'])
      expect(await call('GET', `/h/hash?url=${at('/wave.png')}${more}`)).toEqual(failed(400))
    expect(await call('GET', `/h/hash?url=${at('/empty')}`)).toEqual(failed(400))
  })
  test('a file in a form is hashed by the name of its field', async () => {
    expect(await call('POST', '/h/hash', form({ photo: wave }))).toEqual({ status: 200, body: { pdq: waveHash } })
    const { body } = await call('POST', '/h/hash?types=pdq,sha256', form({ photo: wave }))
    expect(body).toEqual({ pdq: waveHash, sha256: expect.stringMatching(hex) })
  })
  test('no file, several files, another field, or no form gets 400', async () => {
    for (const body of [form({}), form({ photo: wave, video: wave }), form({ sound: wave }), { photo: 'x' }])
      expect(await call('POST', '/h/hash', body)).toEqual(failed(400))
  })
})

describe('/m', () => {
  test('a signal is looked up by bank, with its distance as a text', async () => {
    await bank('LOOKED')
    await bank('ASIDE')
    const hash = randomPdq()
    const [a, b] = [await signal('LOOKED', hash), await signal('ASIDE', hash)]
    const asked = `/m/lookup?signal=${flipped(hash, 4)}&signal_type=pdq`
    expect(await call('GET', asked)).toEqual({
      status: 200,
      body: {
        ASIDE: [{ bank_content_id: b, distance: '4' }],
        LOOKED: [{ bank_content_id: a, distance: '4' }],
      },
    })
    expect((await call('GET', `${asked}&banks=LOOKED&seed=1`)).body).toEqual({
      LOOKED: [{ bank_content_id: a, distance: '4' }],
    })
    expect((await call('GET', `/m/lookup?signal=${flipped(hash, 32)}&signal_type=pdq`)).body).toEqual({})
    expect(await call('GET', `/m/lookup?signal=${hash}&signal_type=crc`)).toEqual(failed(400))
    expect(await call('GET', '/m/lookup?signal=zz&signal_type=pdq')).toEqual(failed(400))
    expect(await call('GET', '/m/lookup')).toEqual(failed(400))
  })
  test('raw_lookup returns item numbers or distances, also from disabled banks and items', async () => {
    await bank('RAW')
    const hash = randomPdq()
    const id = await signal('RAW', hash)
    const raw = (more = '') => call('GET', `/m/raw_lookup?signal=${flipped(hash, 3)}&signal_type=pdq${more}`)
    expect(await raw()).toEqual({ status: 200, body: { matches: [id] } })
    expect((await raw('&include_distance=true')).body).toEqual({ matches: [{ bank_content_id: id, distance: '3' }] })
    await call('PUT', '/c/bank/RAW', { enabled: false })
    await call('PUT', `/c/bank/RAW/content/${id}`, { disable_until_ts: 0 })
    expect((await call('GET', `/m/lookup?signal=${hash}&signal_type=pdq`)).body).toEqual({})
    expect((await raw()).body).toEqual({ matches: [id] })
    expect((await raw('&banks=LOOKED')).body).toEqual({ matches: [] })
    await call('DELETE', `/c/bank/RAW/content/${id}`)
    expect((await raw()).body).toEqual({ matches: [] })
  })
  test('bypass_coinflip makes every bank answer except a disabled one', async () => {
    await bank('RARE', { enabled_ratio: 0.000001 })
    await bank('OFF', { enabled: false })
    const hash = randomPdq()
    await signal('OFF', hash)
    const id = await signal('RARE', hash)
    const asked = `/m/lookup?signal=${hash}&signal_type=pdq`
    expect((await call('GET', asked)).body).toEqual({})
    expect((await call('GET', `${asked}&bypass_coinflip=true`)).body).toEqual({
      RARE: [{ bank_content_id: id, distance: '0' }],
    })
  })
  test('an address or a file is looked up by type; signal_type selects one', async () => {
    await bank('PICTURES')
    const id = await signal('PICTURES', waveHash)
    const found = { PICTURES: [{ bank_content_id: id, distance: '0' }] }
    expect((await call('GET', `/m/lookup?url=${at('/wave.png')}`)).body).toEqual({ pdq: found })
    expect((await call('GET', `/m/lookup?url=${at('/wave.png')}&signal_type=pdq`)).body).toEqual(found)
    for (const other of ['md5', 'constructor'])
      expect(await call('GET', `/m/lookup?url=${at('/wave.png')}&signal_type=${other}`)).toEqual(failed(400))
    expect((await call('POST', '/m/lookup', form({ photo: wave }))).body).toEqual({ pdq: found })
    const elsewhere = await call('POST', '/m/lookup', form({ photo: wave }, { banks: 'ASIDE' }))
    expect(elsewhere.body).toEqual({ pdq: {} })
    expect((await call('POST', '/m/lookup', form({ photo: await plainPicture() }))).body).toEqual({ pdq: {} })
  })
  test('content of a negative bank is no match for these clients', async () => {
    const hash = randomPdq()
    await node.bank('KNOWN_HARMLESS', { negative: true })
    await bank('SUSPECT')
    await signal('SUSPECT', hash)
    expect((await call('GET', `/m/lookup?signal=${hash}&signal_type=pdq`)).body).toHaveProperty('SUSPECT')
    await node.add('KNOWN_HARMLESS', [{ type: 'pdq', value: hash }])
    expect((await call('GET', `/m/lookup?signal=${hash}&signal_type=pdq`)).body).toEqual({})
  })
  test('a pair of hashes is compared, and malformed pairs get 400', async () => {
    const hash = randomPdq()
    const compare = (pdq: unknown) => call('POST', '/m/compare', { pdq })
    expect(await compare([hash, flipped(hash, 9)])).toEqual({ status: 200, body: { pdq: [true, { distance: 9 }] } })
    expect((await compare([hash, flipped(hash, 40)])).body).toEqual({ pdq: [false, { distance: 40 }] })
    for (const wrong of [[hash], hash, [hash, hash, hash], [hash, 'zz']])
      expect(await compare(wrong)).toEqual(failed(400))
  })
  test('index status has size and time, or says that there is no index', async () => {
    await bank('COUNTED')
    await signal('COUNTED', randomPdq())
    const { body } = await call('GET', '/m/index/status')
    expect(body.pdq).toEqual({ present: true, built_to: expect.any(Number), size: expect.any(Number) })
    expect(Math.abs(body.pdq.built_to - Date.now() / 1000)).toBeLessThan(120)
    expect(body.text_tlsh).toEqual({ present: false, built_to: -1, size: 0 })
    const one = await call('GET', '/m/index/status?signal_type=pdq')
    expect(Object.keys(one.body)).toEqual(['pdq'])
    const before = body.pdq.size
    await signal('COUNTED', randomPdq())
    expect((await call('GET', '/m/index/status')).body.pdq.size).toBe(before + 1)
  })
})

describe('/c/bank', () => {
  test('a bank is created, listed, read, changed and deleted; its ratio may be text', async () => {
    expect(await call('POST', '/c/banks', { name: 'MADE', enabled_ratio: '0.25' })).toEqual({
      status: 201,
      body: { name: 'MADE', matching_enabled_ratio: 0.25 },
    })
    expect((await call('GET', '/c/banks')).body).toContainEqual({ name: 'MADE', matching_enabled_ratio: 0.25 })
    expect(await call('GET', '/c/bank/MADE')).toEqual({
      status: 200,
      body: { name: 'MADE', matching_enabled_ratio: 0.25 },
    })
    const renamed = { name: 'REMADE', matching_enabled_ratio: 1 }
    expect((await call('PUT', '/c/bank/MADE', { name: 'REMADE', enabled: true })).body).toEqual(renamed)
    expect(await call('GET', '/c/bank/MADE')).toEqual(failed(404))
    for (let again = 0; again < 2; again += 1)
      expect(await call('DELETE', '/c/bank/REMADE')).toEqual({ status: 200, body: { message: 'Done' } })
    expect(await call('GET', '/c/bank/REMADE')).toEqual(failed(404))
  })
  test('a bad bank name gets 400, a taken one 403, an unknown one 404', async () => {
    for (const wrong of [
      { name: 'my bank' },
      { name: '1BANK' },
      {},
      { name: 'X', enabled_ratio: 'much' },
      { name: 'X', enabled_ratio: 2 },
    ])
      expect(await call('POST', '/c/banks', wrong)).toEqual(failed(400))
    await bank('TAKEN')
    await bank('SECOND')
    expect(await call('POST', '/c/banks', { name: 'TAKEN' })).toEqual(failed(403))
    expect(await call('PUT', '/c/bank/SECOND', { name: 'TAKEN' })).toEqual(failed(403))
    expect(await call('PUT', '/c/bank/NOBODY', { enabled: true })).toEqual(failed(404))
  })
})

describe('/c/bank/NAME/content', () => {
  test('content of an address or a form is stored with its metadata and note', async () => {
    await bank('KEEPING')
    const asked = `/c/bank/KEEPING/content?url=${at('/wave.png')}`
    const metadata = { content_id: 'c1', content_uri: 'https://media.example/1', json: { shift: 2 } }
    const byUrl = await call('POST', asked, { metadata, note: 'seen twice' })
    expect(byUrl).toEqual({ status: 200, body: { id: expect.any(Number), signals: { pdq: waveHash } } })
    const shown = await call('GET', `/c/bank/KEEPING/content/${byUrl.body.id}?include_signals=true`)
    expect(shown.body).toEqual({
      id: byUrl.body.id,
      disable_until_ts: 1,
      original_media_uri: 'https://media.example/1',
      bank: { name: 'KEEPING', matching_enabled_ratio: 1 },
      signals: { pdq: waveHash },
      metadata,
      note: 'seen twice',
    })
    const fields = { content_id: 'c2', content_uri: 'https://media.example/2', metadata: '["any", "shape"]' }
    const byForm = await call('POST', '/c/bank/KEEPING/content', form({ photo: wave }, fields))
    expect(byForm.status).toBe(200)
    const path = `/c/bank/KEEPING/content/${byForm.body.id}`
    expect((await call('GET', path)).body).toEqual({
      id: byForm.body.id,
      disable_until_ts: 1,
      original_media_uri: 'https://media.example/2',
      bank: { name: 'KEEPING', matching_enabled_ratio: 1 },
      metadata: { content_id: 'c2', content_uri: 'https://media.example/2', json: ['any', 'shape'] },
    })
    expect((await call('GET', `${path}?include_metadata=false`)).body).not.toHaveProperty('metadata')
    const bare = await call('POST', `${asked}&content_id=c3`)
    expect((await call('GET', `/c/bank/KEEPING/content/${bare.body.id}`)).body.metadata).toEqual({ content_id: 'c3' })
  })
  test('a long note or a plain picture gets 400, an unknown bank 404', async () => {
    await bank('STRICT')
    const hash = randomPdq()
    expect((await call('POST', '/c/bank/STRICT/signal', { pdq: hash, note: 'x'.repeat(255) })).status).toBe(200)
    expect(await call('POST', '/c/bank/STRICT/signal', { pdq: hash, note: 'x'.repeat(256) })).toEqual(failed(400))
    expect(await call('POST', `/c/bank/STRICT/content?url=${at('/plain.png')}`)).toEqual(failed(400))
    expect(await call('POST', '/c/bank/STRICT/content', form({}))).toEqual(failed(400))
    for (const body of [{}, { pdq: 'zz' }, { crc: '1' }])
      expect(await call('POST', '/c/bank/STRICT/signal', body)).toEqual(failed(400))
    expect(await call('POST', `/c/bank/NOBODY/content?url=${at('/wave.png')}`)).toEqual(failed(404))
    expect(await call('POST', '/c/bank/NOBODY/signal', { pdq: hash })).toEqual(failed(404))
  })
  test('the names video_md5 and md5 find the same hash', async () => {
    await bank('FILES')
    const md5 = 'a'.repeat(32)
    const { body } = await call('POST', '/c/bank/FILES/signal', { md5 })
    expect(body.signals).toEqual({ md5 })
    expect((await call('GET', `/m/lookup?signal=${md5}&signal_type=video_md5`)).body).toEqual({
      FILES: [{ bank_content_id: body.id, distance: '0' }],
    })
  })
  test('an empty note clears it, and whole numbers may be texts', async () => {
    await bank('NOTED')
    const id = await signal('NOTED', randomPdq(), { note: 'first' })
    const at = `/c/bank/NOTED/content/${id}`
    expect((await call('PUT', at, { note: 'second', disable_until_ts: '1' })).body).toMatchObject({ note: 'second' })
    for (const empty of ['', null]) {
      await call('PUT', at, { note: 'again' })
      expect((await call('PUT', at, { note: empty })).body).not.toHaveProperty('note')
      expect((await call('GET', at)).body).not.toHaveProperty('note')
    }
    expect(await call('PUT', at, { note: ['no text'] })).toEqual(failed(400))
    const bare = await signal('NOTED', randomPdq(), { note: '' })
    expect((await call('GET', `/c/bank/NOTED/content/${bare}`)).body).not.toHaveProperty('note')
  })
  test('a blank hash is refused with the reason, and GET says the state of an unusual one', async () => {
    await bank('UNUSUAL')
    for (const blank of ['0'.repeat(64), `${'f'.repeat(60)}0000`]) {
      const refused = await call('POST', '/c/bank/UNUSUAL/signal', { pdq: blank })
      expect(refused).toEqual({ status: 400, body: { message: expect.stringContaining('of 256 bits are set') } })
    }
    const few = `${'11'.repeat(30)}1100`
    const added = await call('POST', '/c/bank/UNUSUAL/signal', { pdq: few })
    const state = { state: 'active', because: expect.stringContaining('only an equal hash matches') }
    expect(added).toMatchObject({ status: 200, body: { id: expect.any(Number), signals: { pdq: few }, ...state } })
    expect((await call('GET', `/c/bank/UNUSUAL/content/${added.body.id}`)).body).toMatchObject(state)
    const found = (hash: string) => call('GET', `/m/lookup?signal_type=pdq&signal=${hash}&banks=UNUSUAL`)
    expect((await found(few)).body).toEqual({ UNUSUAL: [{ bank_content_id: added.body.id, distance: '0' }] })
    expect((await found(flipped(few, 1))).body).toEqual({})
    expect((await call('GET', `/m/raw_lookup?signal_type=pdq&signal=${few}`)).body.matches).toEqual([added.body.id])
  })
  test('an item is disabled permanently, until a time, and enabled again', async () => {
    await bank('FIRST')
    await bank('LAST')
    const hash = randomPdq()
    const [a, b] = [await signal('FIRST', hash), await signal('LAST', hash)]
    expect(new Set([a, b]).size).toBe(2)
    const found = async () => Object.keys((await call('GET', `/m/lookup?signal=${hash}&signal_type=pdq`)).body)
    const put = (body: object) => call('PUT', `/c/bank/FIRST/content/${a}`, body)
    expect((await put({ disable_until_ts: 0 })).body).toMatchObject({ id: a, disable_until_ts: 0 })
    expect(await found()).toEqual(['LAST'])
    const soon = Math.floor(Date.now() / 1000) + 3600
    expect((await put({ disable_until_ts: soon })).body.disable_until_ts).toBe(soon)
    expect(await found()).toEqual(['LAST'])
    expect((await put({ disable_until_ts: 1, note: 'back' })).body).toMatchObject({ disable_until_ts: 1, note: 'back' })
    expect(await found()).toEqual(['FIRST', 'LAST'])
    for (const wrong of [-1, soon + 6 * 366 * 86_400, 1.5, 'soon'])
      expect(await put({ disable_until_ts: wrong })).toEqual(failed(400))
    expect(await call('GET', `/c/bank/LAST/content/${a}`)).toEqual(failed(404))
    expect(await call('PUT', `/c/bank/LAST/content/${a}`, { disable_until_ts: 0 })).toEqual(failed(404))
    expect(await call('GET', '/c/bank/FIRST/content/0x1')).toEqual(failed(404))
    expect(await call('DELETE', `/c/bank/FIRST/content/${a}`)).toEqual({ status: 200, body: { deleted: 1 } })
    expect(await call('GET', `/c/bank/FIRST/content/${a}`)).toEqual(failed(404))
    expect(await call('DELETE', `/c/bank/FIRST/content/${a}`)).toEqual({ status: 200, body: { deleted: 0 } })
    expect(await call('DELETE', `/c/bank/NOBODY/content/${a}`)).toEqual(failed(404))
    expect(await found()).toEqual(['LAST'])
  })
})

describe('types, status and keys', () => {
  test('types of signals and content are listed with stored and indexed counts', async () => {
    const types = await call('GET', '/c/signal_type')
    expect(types.body).toContainEqual({ name: 'pdq', enabled_ratio: 1 })
    expect((await call('GET', '/c/content_type')).body).toEqual([
      { name: 'photo', enabled: true },
      { name: 'video', enabled: true },
    ])
    const { pdq, raw_text: text } = (await call('GET', '/c/signal_type/index')).body
    expect(pdq).toEqual({
      db_size: expect.any(Number),
      index_size: expect.any(Number),
      index_out_of_date: false,
      newest_db_item: expect.any(Number),
      index_built_to: expect.any(Number),
    })
    expect(pdq.db_size).toBeGreaterThan(0)
    expect(text).toEqual({
      db_size: 0,
      index_size: 0,
      index_out_of_date: false,
      newest_db_item: -1,
      index_built_to: -1,
    })
  })
  test('the interface is described in OpenAPI, and its paths are listed as HMA lists them', async () => {
    const anybody = client(node.url, null)
    const { status, body } = await anybody('GET', '/openapi/openapi.json')
    expect([status, body.openapi]).toEqual([200, expect.stringMatching(/^3\./)])
    expect(body.paths['/c/bank/{name}/content/{id}'].put).toMatchObject({ summary: expect.stringMatching(/./) })
    expect(Object.keys(body.paths).filter((path) => path.startsWith('/v1/'))).toEqual([])
    expect((await anybody('GET', '//openapi/openapi.json')).status).toBe(200)
    const listed = (await anybody('GET', '/site-map')).body as string[]
    expect(listed).toContain('/c/bank/<name>/content/<id>')
    expect([...listed].sort()).toEqual([...new Set(listed)])
  })
  test('only the status routes work without a key', async () => {
    const anybody = client(node.url, null)
    expect(await anybody('GET', '/status')).toEqual({ status: 200, body: 'I-AM-ALIVE' })
    expect(await anybody('GET', '/status/live')).toEqual({ status: 200, body: 'I-AM-ALIVE' })
    const { paths } = (await anybody('GET', '/openapi/openapi.json')).body as { paths: Record<string, object> }
    const routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(routes.length).toBeGreaterThan(30)
    const open: string[] = []
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ')
      for (const slash of ['', '/']) {
        const { status, body } = await anybody(method, slash + path.replaceAll(/\{\w+\}/g, '1'))
        if (status !== 401) open.push(route)
        else expect(body).toEqual({ message: expect.any(String) })
      }
    }
    expect([...new Set(open)].sort()).toEqual([
      'GET /openapi/openapi.json',
      'GET /site-map',
      'GET /status',
      'GET /status/live',
    ])
  })
  test('x-api-key is accepted, and each key is limited to its role', async () => {
    const anybody = client(node.url, null)
    expect((await anybody('GET', '/c/banks', undefined, { 'x-api-key': key })).status).toBe(200)
    const platform = client(node.url, node.platform.key)
    const asked = `/m/lookup?signal=${randomPdq()}&signal_type=pdq`
    expect(await platform('GET', asked)).toEqual({ status: 200, body: {} })
    expect(await platform('POST', '/c/banks', { name: 'THEIRS' })).toEqual(failed(403))
    expect(await client(node.url, node.sender.key)('GET', asked)).toEqual(failed(403))
    expect(await client(node.url, 'wrong')('GET', asked)).toEqual(failed(401))
  })
  test('a session of the desk does not authenticate a request', async () => {
    const { cookie, csrf } = await node.signIn('officer')
    const { status } = await client(node.url, null)('GET', '/c/banks', undefined, { cookie, 'entente-csrf': csrf })
    expect(status).toBe(401)
  })
})

test('the routes can be switched off, and no address is fetched by default', async () => {
  const off = await startContentNode({ environment: { ENTENTE_HMA: 'off' } })
  const unfetching = await startContentNode()
  try {
    const { status, body } = await client(off.url, await officerKey(off))('POST', '/c/banks', { name: 'X' })
    expect([status, body.code]).toEqual([404, 'not-found'])
    const asked = client(unfetching.url, await officerKey(unfetching))
    expect(await asked('GET', `/h/hash?url=${at('/wave.png')}`)).toEqual(failed(400))
  } finally {
    await off.stop()
    await unfetching.stop()
  }
})
