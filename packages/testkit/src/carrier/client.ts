import type { Traffic, TrafficMessage } from './traffic.ts'

export interface CarrierClientOptions {
  /** `http://127.0.0.1:8400`. */
  node: string
  /** The sender's key. One carrier has one; with several carriers give a function. */
  key: string | ((message: Outgoing) => string)
  /** Tries of one message before it is given up; between them the wait doubles from `waitMs`. */
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
  /** How often it had to be sent. */
  tries: number
  status: number
}
export interface InteractiveReply {
  /** EDIFACT CUSRES as answered. */
  cusres: string
  status: number
  answeredInMs: number
  tries: number
}
/** The node did not take a message. `status` is null where it did not answer at all. */
export class NotAcknowledged extends Error {
  readonly status: number | null
  readonly body: string
  constructor(status: number | null, body: string, tries: number) {
    super(`not acknowledged after ${tries} tries: ${status ?? 'no answer'} ${body.slice(0, 200)}`)
    this.status = status
    this.body = body
  }
}

/** A refusal that the same bytes would meet again. */
const isFinal = (status: number) => status >= 400 && status < 500 && status !== 408 && status !== 429

/**
 * Sends messages as a carrier does: the same bytes again and again until the node acknowledges them. Because a repeated
 * message changes nothing, what was acknowledged is stored once, whatever happened to the answers in between.
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
          // A copy in a buffer of its own: a view of a larger one would send that.
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
    /** `POST /v1/travel/messages`, until acknowledged. Throws NotAcknowledged. */
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

    /** `POST /v1/travel/interactive`: the CUSRES comes back. Throws NotAcknowledged. */
    async ask(message: Outgoing): Promise<InteractiveReply> {
      const started = performance.now()
      const { response, body, tries: needed } = await post('/v1/travel/interactive', message)
      return { cusres: body, status: response.status, answeredInMs: performance.now() - started, tries: needed }
    },

    /** `POST /v1/travel/schedule`. */
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
