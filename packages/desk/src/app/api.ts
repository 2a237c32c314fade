import type { Problem, Purpose } from '@entente/contracts'
import { ConnectionError, ProblemError } from '../parts/problem-error.ts'

type Search = Record<string, string | number | boolean | null | undefined>
interface Options {
  search?: Search
  signal?: AbortSignal
  headers?: Record<string, string>
}

/** Credentials sent with every request, in memory only; the session itself is an HttpOnly cookie. */
const credentials: { csrf: string | null; purpose: Purpose | null } = { csrf: null, purpose: null }
const onSignedOut = new Set<() => void>()

/** Sets the token and purpose that later requests carry, as `GET /v1/me` or signing in gave them. */
export function carryCredentials(me: { csrf?: string | null; purpose?: Purpose | null }): void {
  if (me.csrf !== undefined) credentials.csrf = me.csrf
  if (me.purpose !== undefined) credentials.purpose = me.purpose
}
/** Called when the node no longer knows the session. Returns how to stop listening. */
export function whenSignedOut(listener: () => void): () => void {
  onSignedOut.add(listener)
  return () => onSignedOut.delete(listener)
}

/** `path` with `search` behind it; absent values are left out. */
export function addressOf(path: string, search: Search = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value))
  }
  return query.size === 0 ? path : `${path}?${query}`
}

/** Headers of every request: the purpose for what reads personal data; the token only for what changes something. */
function headersOf(method: string, options: Options): Headers {
  const headers = new Headers(options.headers)
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
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ConnectionError(error)
  }
  if (response.ok) return response
  const problem = await problemIn(response)
  // 401 for a wrong password (also when changing one's own) does not end the session.
  if (problem.status === 401 && problem.code !== 'sign-in-failed') for (const listener of onSignedOut) listener()
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
 * answer is trusted to have the shape of `@entente/contracts`: it comes from the node that also served this page.
 */
export const api = {
  get: async <T>(path: string, options: Options = {}): Promise<T> => json<T>(await send('GET', path, null, options)),
  post: <T>(path: string, body?: unknown, options?: Options): Promise<T> => withBody<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: Options): Promise<T> => withBody<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options?: Options): Promise<T> => withBody<T>('PATCH', path, body, options),
  delete: <T>(path: string, options: Options = {}): Promise<T> => withBody<T>('DELETE', path, undefined, options),
  /** A file as it is, with its type in `headers`; or a form with a file. */
  postBytes: async <T>(
    path: string,
    bytes: Blob | Uint8Array<ArrayBuffer> | FormData,
    options: Options = {},
  ): Promise<T> => json<T>(await send('POST', path, bytes, options)),
  text: async (path: string, options: Options = {}): Promise<string> => (await send('GET', path, null, options)).text(),
  /** Reads bytes that need a reason; the body carries it. */
  postForBlob: async (path: string, body: unknown): Promise<Blob> =>
    (await send('POST', path, JSON.stringify(body), { headers: { 'content-type': 'application/json' } })).blob(),
  blob: async (path: string, options: Options = {}): Promise<Blob> => (await send('GET', path, null, options)).blob(),
  /** The open answer, for a stream of events. */
  stream: (path: string, options: Options = {}): Promise<Response> => send('GET', path, null, options),
}
