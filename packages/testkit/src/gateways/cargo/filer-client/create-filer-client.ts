import { createHmac, timingSafeEqual } from 'node:crypto'
import type {
  CargoAnswer,
  CargoAnswerList,
  CargoReceipt,
  Referral,
  ReferralAnswerRequest,
  ReferralList,
} from '@entente/contracts'
import type { z } from 'zod'
import { type CallbackServer, startCallbackServer } from '../../../client/callback-server.ts'

/** A filer of messages about goods, with the answers that it got. */
export interface FilerClient {
  /** The answers that it has, in the order of their arrival. */
  readonly answers: readonly CargoAnswer[]
  /** Hands in a message. Throws if the node refuses it. */
  send(message: Uint8Array): Promise<z.infer<typeof CargoReceipt>>
  /** Pulls the answers after the last that it has. Returns the new ones. */
  pull(): Promise<CargoAnswer[]>
  /** Lists the referrals to this filer. */
  referrals(): Promise<Referral[]>
  /** Answers a referral. Returns the status of the node's answer, with its code if it refuses. */
  answer(referralId: string, body: Partial<ReferralAnswerRequest>): Promise<{ status: number; code: string | null }>
  /**
   * Takes webhooks from now on, and calls `taken` for each answer. Returns the address for the filer's settings. A webhook
   * without the right signature is dropped and counted in `refused`.
   */
  listen(secret: string, taken?: (answer: CargoAnswer) => void): Promise<CallbackServer>
  /** The number of webhooks whose signature was wrong. */
  readonly refused: number
  /** Stops taking webhooks. */
  close(): Promise<void>
}

/** How old a webhook may be. */
const oldestMs = 5 * 60_000

/**
 * Creates a client for one filer. `now` is the filer's clock, by which it checks the age of webhooks. It can be told to
 * answer each request for information and for screening by itself with `answerWith`.
 */
export function createFilerClient(options: {
  url: string
  key: string
  now?: () => Date
  answerWith?: (asked: CargoAnswer) => Partial<ReferralAnswerRequest> | null
}): FilerClient {
  const { url, key, now = () => new Date(), answerWith = () => null } = options
  const answers: CargoAnswer[] = []
  let refused = 0
  let server: CallbackServer | null = null

  async function call(method: string, path: string, body?: Uint8Array | object): Promise<Response> {
    const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json'
    return fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    })
  }
  async function read<T>(response: Response): Promise<T> {
    const body = (await response.json()) as T & { code?: string }
    if (!response.ok) throw new Error(`the node answered ${response.status} ${body.code ?? ''}`)
    return body
  }
  /** Keeps an answer, once, and answers what it asks. */
  async function take(answer: CargoAnswer): Promise<void> {
    if (answers.some(({ sequence }) => sequence === answer.sequence)) return
    answers.push(answer)
    if (answer.event !== 'referral' || answer.referralId === null) return
    const body = answerWith(answer)
    if (body !== null) await client.answer(answer.referralId, body)
  }

  const client: FilerClient = {
    answers,
    get refused() {
      return refused
    },
    send: async (message) => read(await call('POST', '/v1/cargo/messages', message)),
    async pull() {
      const after = Math.max(0, ...answers.map(({ sequence }) => sequence))
      const { items } = await read<CargoAnswerList>(await call('GET', `/v1/cargo/answers?after=${after}&limit=500`))
      for (const answer of items) await take(answer)
      return items
    },
    referrals: async () => (await read<ReferralList>(await call('GET', '/v1/cargo/referrals?limit=200'))).items,
    async answer(referralId, body) {
      const response = await call('POST', `/v1/cargo/referrals/${referralId}/answer`, body)
      const { code = null } = (await response.json()) as { code?: string }
      return { status: response.status, code }
    },
    async listen(secret, taken) {
      server = await startCallbackServer()
      const checked = server
      void (async () => {
        for (let place = 0; server === checked; place += 1) {
          const callback = await checked.next((one) => checked.received.indexOf(one) === place)
          if (!isSigned(secret, callback.signature, callback.body, now())) {
            refused += 1
            continue
          }
          const answer = JSON.parse(Buffer.from(callback.body).toString()) as CargoAnswer
          await take(answer)
          taken?.(answer)
        }
      })()
      return checked
    },
    async close() {
      const open = server
      server = null
      await open?.close()
    },
  }
  return client
}

/** Tests whether a webhook has the signature of its body: `t=UNIX,v1=HEX`, an HMAC-SHA-256 of `t.body`, not older than five minutes. */
export function isSigned(secret: string, signature: string | null, body: Uint8Array, now: Date): boolean {
  const [, t = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? '') ?? []
  if (Math.abs(now.getTime() - Number(t) * 1000) > oldestMs) return false
  const expected = createHmac('sha256', secret).update(`${t}.`).update(body).digest()
  return given !== '' && timingSafeEqual(Buffer.from(given, 'hex'), expected)
}
