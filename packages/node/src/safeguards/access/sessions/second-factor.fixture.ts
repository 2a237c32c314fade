import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'

/** A session of an account with an application for codes. */
export interface WithFactors {
  session: SignedIn
  secret: Buffer
  recoveryCodes: string[]
}

/** Sends a sign-in from an address behind a proxy. Returns the answer, and a session that is of use if it succeeded. */
export async function signInWith(url: string, body: object, address: string) {
  const reply = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': address,
      'x-forwarded-host': 'node.border.example',
    },
    body: JSON.stringify(body),
  })
  const answer = { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
  const cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const csrf = String(answer.body.csrf ?? '')
  const call: SignedIn['call'] = async (method, path, sent, more = {}) => {
    const type: Record<string, string> = sent === undefined ? {} : { 'content-type': 'application/json' }
    const result = await fetch(url + path, {
      method,
      headers: {
        cookie,
        'entente-csrf': csrf,
        'x-forwarded-for': address,
        'x-forwarded-host': 'node.border.example',
        'entente-purpose': 'border-control',
        ...type,
        ...more,
      },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    })
    const text = await result.text()
    return { status: result.status, body: text === '' ? '' : JSON.parse(text), headers: result.headers }
  }
  return { answer, session: { account: '', cookie, csrf, call } }
}

/** Starts a node of several people behind a proxy, so that a test chooses the addresses of its requests. */
export async function startNodeOfSeveral(
  clock: () => Date,
  environment: Record<string, string> = {},
): Promise<TestNode> {
  const usual = { ENTENTE_TRUST_PROXY: '127.0.0.1', ENTENTE_PASSWORD_WAITING: '200' }
  const node = await startTestNode({ clock, environment: { ...usual, ...environment } })
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  return node
}
