import { readFile } from 'node:fs/promises'
import { type FetchRules, fetchUrl } from '../../../../media/fetch/fetch-url.ts'
import { ExchangeFailure } from './exchange-api.ts'

export interface AskOptions {
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  /** Sent as JSON by POST. */
  body?: unknown
}
/** Requests JSON from a source. Throws ExchangeFailure. */
export type AskExchange = (url: string, options?: AskOptions) => Promise<unknown>

const mostBytes = 100e6

/**
 * Makes requests under the rules for all outgoing requests: hosts that the operator allows, public addresses only, and
 * https; in addition no redirects, because a key is sent along.
 */
export const askExchange =
  (rules: Omit<FetchRules, 'maxBytes'> | null): AskExchange =>
  async (url, { query = {}, headers = {}, body } = {}) => {
    const target = new URL(url)
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value)
    const sent = body === undefined ? null : JSON.stringify(body)
    const request = {
      method: sent === null ? ('GET' as const) : ('POST' as const),
      headers: {
        accept: 'application/json',
        ...(sent === null ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: sent,
    }
    try {
      const limits = rules === null ? null : { ...rules, maxBytes: mostBytes, redirects: 0, request }
      const { path, release } = await fetchUrl(target.href, limits)
      try {
        return JSON.parse(await readFile(path, 'utf8')) as unknown
      } finally {
        await release()
      }
    } catch (error) {
      if (error instanceof SyntaxError) throw new ExchangeFailure('The source did not answer with JSON.')
      throw new ExchangeFailure(
        `The source could not be asked (${(error as { code?: string }).code ?? 'unreachable'}).`,
      )
    }
  }
