import type { Problem, Purpose } from '@entente/contracts'
import { ConnectionError, ProblemError } from '../parts/problem-error.ts'
import { noteRefusedRelease, ownRelease } from './release.ts'

type Search = Record<string, string | number | boolean | null | undefined>
interface Options {
  search?: Search
  signal?: AbortSignal
  headers?: Record<string, string>
  /** Lets the request end after the page was closed. Its body then has at most 64 kB. */
  keepalive?: boolean
}

/** The credentials that every request sends. They are in memory only; the session itself is an HttpOnly cookie. */
const credentials: { csrf: string | null; purpose: Purpose | null } = { csrf: null, purpose: null }
const onSignedOut = new Set<() => void>()
const onProofNeeded = new Set<() => void>()

/** Sets the token and the purpose that later requests send. `GET /v1/me` and the sign-in return them. */
export function carryCredentials(me: { csrf?: string | null; purpose?: Purpose | null }): void {
  if (me.csrf !== undefined) credentials.csrf = me.csrf
  if (me.purpose !== undefined) credentials.purpose = me.purpose
}
/** Registers a function that is called when the node no longer knows the session. Returns a function that removes it. */
export function whenSignedOut(listener: () => void): () => void {
  onSignedOut.add(listener)
  return () => onSignedOut.delete(listener)
}

/** Registers a function that is called when an act needs a factor of the node first. Returns a function that removes it. */
export function whenProofNeeded(listener: () => void): () => void {
  onProofNeeded.add(listener)
  return () => onProofNeeded.delete(listener)
}

/** Appends `search` to `path` as a query string, without empty values. */
export function addressOf(path: string, search: Search = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value))
  }
  return query.size === 0 ? path : `${path}?${query}`
}

/** Returns the headers of a request: the release of this tab, the purpose, a token if the request changes something, and an idempotency key for POST. */
function headersOf(method: string, options: Options): Headers {
  const headers = new Headers(options.headers)
  if (ownRelease) headers.set('Entente-Release', ownRelease)
  if (credentials.purpose) headers.set('Entente-Purpose', credentials.purpose)
  if (method !== 'GET' && credentials.csrf) headers.set('Entente-Csrf', credentials.csrf)
  if (method === 'POST' && !headers.has('Idempotency-Key')) headers.set('Idempotency-Key', crypto.randomUUID())
  return headers
}

async function problemIn(response: Response): Promise<ProblemError> {
  const type = response.headers.get('content-type') ?? ''
  if (type.includes('json')) {
    const problem = (await response.json()) as Partial<Problem>
    if (typeof problem.code === 'string' && typeof problem.title === 'string') {
      return new ProblemError({
        type: problem.type ?? 'about:blank',
        title: problem.title,
        status: problem.status ?? response.status,
        detail: problem.detail ?? '',
        code: problem.code,
        at: problem.at ?? null,
        clauses: problem.clauses ?? null,
        requestId: problem.requestId ?? '',
        ...(problem.errors && { errors: problem.errors }),
        ...(problem.retryAfterMs !== undefined && { retryAfterMs: problem.retryAfterMs }),
      })
    }
  }
  throw new ConnectionError(`status ${response.status}`)
}

/** A wrong password or signature gives 401 too. It does not end the session. */
const keepsSession = new Set(['sign-in-failed', 'signature-needed', 'assertion-invalid', 'verification-missing'])

async function send(method: string, path: string, body: BodyInit | null, options: Options): Promise<Response> {
  let response: Response
  try {
    response = await fetch(addressOf(path, options.search), {
      method,
      body,
      headers: headersOf(method, options),
      credentials: 'same-origin',
      cache: 'no-store',
      ...(options.signal && { signal: options.signal }),
      ...(options.keepalive && { keepalive: true }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ConnectionError(error)
  }
  if (response.ok) return response
  const problem = await problemIn(response)
  if (problem.status === 401 && !keepsSession.has(problem.code)) for (const listener of onSignedOut) listener()
  // The panels of the own account ask for it themselves.
  const isAct = problem.code === 'fresh-sign-in-needed' && !path.startsWith('/v1/me/')
  if (isAct) for (const listener of onProofNeeded) listener()
  if (problem.code === 'release-changed') noteRefusedRelease()
  throw problem
}

async function json<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}
const withBody = async <T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> =>
  json<T>(
    await send(method, path, body === undefined ? null : JSON.stringify(body), {
      ...options,
      headers: body === undefined ? { ...options.headers } : { 'content-type': 'application/json', ...options.headers },
    }),
  )

/**
 * Calls the HTTP interface of the node. Each call throws a {@link ProblemError} with the node's problem document, or a {@link ConnectionError}. The
 * answer is not validated, because it comes from the node that also served this page.
 */
export const api = {
  get: async <T>(path: string, options: Options = {}): Promise<T> => json<T>(await send('GET', path, null, options)),
  post: <T>(path: string, body?: unknown, options?: Options): Promise<T> => withBody<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: Options): Promise<T> => withBody<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options?: Options): Promise<T> => withBody<T>('PATCH', path, body, options),
  delete: <T>(path: string, options: Options = {}): Promise<T> => withBody<T>('DELETE', path, undefined, options),
  /** Sends the bytes of a file, with their type in `headers`; or a form that contains a file. */
  postBytes: async <T>(
    path: string,
    bytes: Blob | Uint8Array<ArrayBuffer> | FormData,
    options: Options = {},
  ): Promise<T> => json<T>(await send('POST', path, bytes, options)),
  text: async (path: string, options: Options = {}): Promise<string> => (await send('GET', path, null, options)).text(),
  /** Reads bytes that the node gives only for a reason. The request body contains the reason. */
  postForBlob: async (path: string, body: unknown): Promise<Blob> =>
    (await send('POST', path, JSON.stringify(body), { headers: { 'content-type': 'application/json' } })).blob(),
  blob: async (path: string, options: Options = {}): Promise<Blob> => (await send('GET', path, null, options)).blob(),
  /** Returns the response before its body ends, to read a stream of events. */
  stream: (path: string, options: Options = {}): Promise<Response> => send('GET', path, null, options),
}
