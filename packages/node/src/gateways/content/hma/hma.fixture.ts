import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import type { FetchRules } from '../../../media/fetch/fetch-url.ts'
import { wavePicture, wavePixels } from '../../../media/made-media.fixture.ts'
import { makePersonKey } from '../../../safeguards/access/accounts/person-key.ts'
import type { Answer, ContentNode } from '../content.fixture.ts'

/** A client that sends JSON or forms, and reads JSON or text. */
export type Call = (
  method: string,
  path: string,
  body?: object | FormData,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: Answer }>

export const client =
  (base: string, key: string | null): Call =>
  async (method, path, body, headers = {}) => {
    const isForm = body instanceof FormData
    const answer = await fetch(base + path, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') === true
    return { status: answer.status, body: isJson ? JSON.parse(text) : text }
  }

export async function officerKey(node: ContentNode): Promise<string> {
  const asked = { account: 'officer', label: 'hma' }
  const { id, key } = await node.db.transaction().execute((tx) => makePersonKey(tx, asked, new Date()))
  // Some tests move the clock of the node by months.
  await node.db.updateTable('person_key').set({ expires_at: '2099-01-01T00:00:00.000Z' }).where('id', '=', id).execute()
  return key
}

export const picture = (): Promise<Buffer> => wavePicture(320, 240).png().toBuffer()
/** Makes a picture whose hash is far from that of the first picture. */
export const otherPicture = async (): Promise<Buffer> => {
  const pixels = wavePixels(240, 320)
  return sharp(pixels, { raw: { width: 240, height: 320, channels: 3 } })
    .rotate(90)
    .negate()
    .png()
    .toBuffer()
}
export const plainPicture = async (): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()

export function form(files: Record<string, Uint8Array>, fields: Record<string, string> = {}): FormData {
  const made = new FormData()
  for (const [name, bytes] of Object.entries(files)) made.append(name, new Blob([new Uint8Array(bytes)]), 'upload.bin')
  for (const [name, value] of Object.entries(fields)) made.append(name, value)
  return made
}

/**
 * Starts a web server on this machine with these files; `reachLocal` changes the fetch rules to allow its address,
 * which they otherwise forbid.
 */
export async function serveFiles(files: Record<string, Uint8Array>) {
  const server = createServer((request, response) => {
    const bytes = files[request.url ?? '']
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  local.port = port
  return { base: `http://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) }
}
const local = { port: 0 }
export const reachLocal = (rules: FetchRules | null): FetchRules | null =>
  rules === null ? null : { ...rules, ports: [local.port], permits: (address) => address === '127.0.0.1' }
