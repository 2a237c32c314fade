/** The password of every account of a test node. */
export const testPassword = 'a long test password'

/** A person's session. `call` sends requests as the desk does. */
export interface SignedIn {
  account: string
  cookie: string
  csrf: string
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown; headers: Headers }>
}

/** Signs in to a node and returns the session. A role with several purposes gets the purpose border control. */
export async function signInTo(url: string, account: string, password = testPassword): Promise<SignedIn> {
  const signedIn = await openSession(url, account, password)
  const me = (await signedIn.call('GET', '/v1/me')).body as { purposes: string[]; purpose: string | null }
  if (me.purpose === null && me.purposes.includes('border-control')) {
    await signedIn.call('PUT', '/v1/me/purpose', { purpose: 'border-control' })
  }
  return signedIn
}

/** Signs in to a node without choosing a purpose: each request of the session states its own. */
export async function openSession(url: string, account: string, password: string): Promise<SignedIn> {
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  })
  if (answer.status !== 200) throw new Error(`${account} could not sign in: ${await answer.text()}`)
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { csrf } = (await answer.json()) as { csrf: string }
  const call: SignedIn['call'] = async (method, path, body, headers = {}) => {
    const bytes = body instanceof Uint8Array
    const reply = await fetch(url + path, {
      method,
      headers: {
        cookie,
        'entente-csrf': csrf,
        ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    const text = await reply.text()
    const json = (reply.headers.get('content-type') ?? '').includes('json')
    return { status: reply.status, body: json && text !== '' ? JSON.parse(text) : text, headers: reply.headers }
  }
  return { account, cookie, csrf, call }
}
