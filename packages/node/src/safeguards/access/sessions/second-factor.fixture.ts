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
  return { answer, session: sessionWith(url, { cookie, csrf, address }) }
}

/** Returns the session that a cookie opens, for requests from an address behind a proxy. */
export function sessionWith(url: string, from: { cookie: string; csrf: string; address: string }): SignedIn {
  const { cookie, csrf, address } = from
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
  return { account: '', cookie, csrf, call }
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

/** Reads the secret that an application for codes is given. */
export function fromBase32(text: string): Buffer {
  const bits = [...text].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
