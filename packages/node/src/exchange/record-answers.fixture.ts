import { createHash } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { peerHeader } from './peers/requests/peer-token.ts'

/** An answer of a server in this process: who sent the request, and every byte after the status line. */
export interface Answered {
  port: number
  /** Who sent the request: `peer:MEMBER`, `taxii:USER`, `person` or `nobody`. */
  asker: string
  method: string
  path: string
  /** The body of the request as the server received it. */
  asked: Buffer
  status: number
  head: string
  body: Buffer
}

/** Records all requests and answers of every HTTP server in this process, until `stop` is called. */
export function recordAnswers(): { answers: Answered[]; stop(): void } {
  const answers: Answered[] = []
  const asked = new WeakMap<object, Buffer[]>()
  const sent = new WeakMap<object, Buffer[]>()
  const keep = (kept: WeakMap<object, Buffer[]>, key: object, chunk: unknown) => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return
    const list = kept.get(key) ?? []
    list.push(Buffer.from(chunk as string))
    kept.set(key, list)
  }
  const { write, end } = ServerResponse.prototype
  const response = ServerResponse.prototype as unknown as Record<'write' | 'end', (...given: unknown[]) => unknown>
  const request = IncomingMessage.prototype as unknown as { push?: (chunk: unknown, encoding?: unknown) => boolean }
  const { push } = IncomingMessage.prototype
  request.push = function (this: IncomingMessage, chunk, encoding) {
    keep(asked, this, chunk)
    return push.call(this, chunk, encoding as BufferEncoding)
  }
  response.write = function (this: ServerResponse, ...given) {
    keep(sent, this, given[0])
    return write.apply(this, given as never)
  }
  response.end = function (this: ServerResponse & { _header?: string }, ...given) {
    keep(sent, this, given[0])
    const ended = end.apply(this, given as never)
    const { req } = this
    answers.push({
      ...{ port: req.socket.localPort ?? 0, asker: askerOf(req), method: req.method ?? '', path: req.url ?? '' },
      ...{ asked: Buffer.concat(asked.get(req) ?? []), status: this.statusCode, head: this._header ?? '' },
      body: Buffer.concat(sent.get(this) ?? []),
    })
    return ended
  }
  const stop = () => {
    response.write = write as never
    response.end = end as never
    // Before the recording the method was inherited, so deleting it restores the original.
    delete request.push
  }
  return { answers, stop }
}

function askerOf({ headers }: IncomingMessage): string {
  const token = headers[peerHeader]
  if (typeof token === 'string') {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}') as {
      iss?: string
    }
    return `peer:${claims.iss ?? ''}`
  }
  const [scheme, credentials = ''] = (headers.authorization ?? '').split(' ')
  if (scheme === 'Basic') return `taxii:${Buffer.from(credentials, 'base64').toString().split(':')[0]}`
  return headers.cookie === undefined ? 'nobody' : 'person'
}

/** Returns the forms in which a text could appear in bytes: in other case, without separators, encoded, or hashed. */
export function tracesOf(text: string): string[] {
  const plain = [text, text.replaceAll(/[\s\-<.]/g, ''), encodeURIComponent(text), text.replaceAll(' ', '+')]
  const forms = [...new Set(plain.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase()]))]
  const coded = forms.flatMap((form) => [Buffer.from(form).toString('hex'), ...base64Of(form)])
  const hashed = forms.flatMap((form) =>
    ['md5', 'sha1', 'sha256'].flatMap((name) => {
      const digest = createHash(name).update(form).digest()
      const base64 = digest.toString('base64').replaceAll('=', '')
      return [digest.toString('hex'), base64, base64.replaceAll('+', '-').replaceAll('/', '_')]
    }),
  )
  return [...new Set([...forms, ...coded, ...hashed])]
}

/** Encodes the text at each of the three possible base64 offsets. Returns only whole groups of three bytes. */
function base64Of(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
    const whole = bytes.subarray(before === 0 ? 0 : 3, bytes.length - (bytes.length % 3))
    const base64 = whole.toString('base64')
    return whole.length < 6 ? [] : [base64, base64.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** Returns the traces that occur in the bytes. */
export const tracesIn = (bytes: Buffer | string, traces: readonly string[]): string[] => {
  const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1')
  return traces.filter((trace) => text.includes(trace))
}
