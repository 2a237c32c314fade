import type { Traffic, TrafficMessage } from './traffic.ts'

export interface CarrierClientOptions {
  /** For example `http://127.0.0.1:8400`. */
  node: string
  /** The sender's key. With several carriers, a function that returns the key of a carrier. */
  key: string | ((message: Outgoing) => string)
  /** The most attempts for one message. The wait between attempts starts at `waitMs` and doubles. */
  tries?: number
  waitMs?: number
  fetch?: typeof fetch
}
export type Outgoing = Pick<TrafficMessage, 'bytes' | 'kind' | 'carrier'>

export interface Acknowledged {
  /** The node's id of the message. */
  id: string
  sha256: string
  duplicate: boolean
  /** The number of attempts that it took. */
  tries: number
  status: number
}
export interface InteractiveReply {
  /** EDIFACT CUSRES, as received. */
  cusres: string
  status: number
  answeredInMs: number
  tries: number
}
/** The node did not accept a message. `status` is null if it did not answer. */
export class NotAcknowledged extends Error {
  readonly status: number | null
  readonly body: string
  constructor(status: number | null, body: string, tries: number) {
    super(`not acknowledged after ${tries} tries: ${status ?? 'no answer'} ${body.slice(0, 200)}`)
    this.status = status
    this.body = body
  }
}

/** Tests whether a retry of the same bytes would be refused too. */
const isFinal = (status: number) => status >= 400 && status < 500 && status !== 408 && status !== 429

/**
 * Returns a client that sends messages as a carrier does: it repeats the same bytes until the node acknowledges them. The node stores a repeated
 * message only once, so a lost answer does no harm.
 */
export function createCarrierClient(options: CarrierClientOptions) {
  const { node, tries = 8, waitMs = 200 } = options
  const send = options.fetch ?? fetch
  const keyOf = (message: Outgoing) => (typeof options.key === 'string' ? options.key : options.key(message))

  async function post(path: string, message: Outgoing): Promise<{ response: Response; body: string; tries: number }> {
    let last: { status: number | null; body: string } = { status: null, body: '' }
    for (let attempt = 1; attempt <= tries; attempt++) {
      try {
        const response = await send(new URL(path, node), {
          method: 'POST',
          headers: { Authorization: `Bearer ${keyOf(message)}`, 'Content-Type': contentTypeOf(message) },
          // The bytes are copied, because a view would send its whole underlying buffer.
          body: new Uint8Array(message.bytes),
        })
        const body = await response.text()
        if (response.ok) return { response, body, tries: attempt }
        last = { status: response.status, body }
        if (isFinal(response.status)) throw new NotAcknowledged(last.status, body, attempt)
      } catch (error) {
        if (error instanceof NotAcknowledged) throw error
        last = { status: null, body: error instanceof Error ? error.message : String(error) }
      }
      if (attempt < tries) await new Promise((resume) => setTimeout(resume, waitMs * 2 ** Math.min(attempt - 1, 6)))
    }
    throw new NotAcknowledged(last.status, last.body, tries)
  }

  return {
    /** Sends a message to `POST /v1/travel/messages` until it is acknowledged. Throws NotAcknowledged. */
    async sendMessage(message: Outgoing): Promise<Acknowledged> {
      const { response, body, tries: needed } = await post('/v1/travel/messages', message)
      const receipt = JSON.parse(body) as { id: string; sha256: string; duplicate: boolean }
      return {
        id: receipt.id,
        sha256: receipt.sha256,
        duplicate: receipt.duplicate,
        tries: needed,
        status: response.status,
      }
    },

    /** Sends a request to `POST /v1/travel/interactive` and returns the CUSRES. Throws NotAcknowledged. */
    async ask(message: Outgoing): Promise<InteractiveReply> {
      const started = performance.now()
      const { response, body, tries: needed } = await post('/v1/travel/interactive', message)
      return { cusres: body, status: response.status, answeredInMs: performance.now() - started, tries: needed }
    },

    /** Sends a schedule to `POST /v1/travel/schedule`. Throws NotAcknowledged. */
    async sendSchedule(traffic: Pick<Traffic, 'schedule'>, key: string): Promise<void> {
      const response = await send(new URL('/v1/travel/schedule', node), {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'text/csv' },
        body: traffic.schedule,
      })
      if (!response.ok) throw new NotAcknowledged(response.status, await response.text(), 1)
    },
  }
}

function contentTypeOf(message: Outgoing): string {
  return message.kind === 'pnrgov-xml' ? 'application/xml' : 'application/EDIFACT'
}
