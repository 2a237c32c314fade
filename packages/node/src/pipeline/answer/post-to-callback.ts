import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { AddressRefused, checkedAddress, onlyTo } from '../../safeguards/outbound/checked-address.ts'

/**
 * Reports why a POST failed: `status-503`, `address-not-allowed`, `scheme`, `unreachable`, `no-answer-in-time`. The error contains nothing of
 * the response.
 */
export class CallbackError extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

const timeoutMs = 10_000

/**
 * POSTs to an address that an outsider chose. Resolves the name once and connects to the address that was checked, so that the name cannot
 * point into the node's own network. Does not follow redirects. Throws CallbackError.
 */
export async function postToCallback(
  url: string,
  headers: Record<string, string>,
  body: Uint8Array,
  options: { allowPrivate: boolean },
): Promise<void> {
  const target = new URL(url)
  const secure = target.protocol === 'https:'
  if (!secure && !(target.protocol === 'http:' && options.allowPrivate)) throw new CallbackError('scheme')
  const rules = options.allowPrivate ? { permits: () => true } : {}
  const address = await checkedAddress(target.hostname, rules).catch((error: unknown) => {
    throw error instanceof AddressRefused ? new CallbackError(error.reason) : error
  })
  const request: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(body.byteLength) },
    timeout: timeoutMs,
    agent: false,
    lookup: onlyTo(address),
  }
  const status = await new Promise<number>((fulfil, reject) => {
    const answered = (response: IncomingMessage) => {
      response.resume()
      fulfil(response.statusCode ?? 0)
    }
    const sent = secure ? httpsRequest(target, request, answered) : httpRequest(target, request, answered)
    const overall = setTimeout(() => sent.destroy(new CallbackError('no-answer-in-time')), timeoutMs)
    sent.on('timeout', () => sent.destroy(new CallbackError('no-answer-in-time')))
    sent.on('error', (error) => reject(error instanceof CallbackError ? error : new CallbackError('unreachable')))
    sent.on('close', () => clearTimeout(overall))
    sent.end(body)
  })
  if (status < 200 || status > 299) throw new CallbackError(`status-${status}`)
}
