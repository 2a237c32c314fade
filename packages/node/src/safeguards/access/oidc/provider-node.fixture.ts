import { type SignedIn, startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { sessionWith, signInWith } from '../sessions/second-factor.fixture.ts'
import { type InventedProvider, startInventedProvider } from './invented-provider.fixture.ts'

/** A browser on its way to the provider: where it was sent, and the cookie that it keeps. */
interface Begun {
  location: string
  cookie: string
}
interface CameBack {
  location: string
  /** What the sign-in page reads in its address; null after a sign-in. */
  refused: string | null
  cookies: string[]
  /** Null if no session was opened. */
  session: SignedIn | null
}
export interface ProviderNode extends TestNode {
  provider: InventedProvider
  now(): Date
  /** Moves the clock of the node and of the provider. */
  pass(seconds: number): void
  /** Ties a subject to an account, as during founding. */
  tie(account: string, subject: string): Promise<void>
  id(account: string): Promise<string>
  begin(to?: string): Promise<Begun>
  comeBack(begun: Pick<Begun, 'cookie'>, address: URL): Promise<CameBack>
  /** Signs a person in by the provider. */
  byProvider(subject: string): Promise<CameBack>
  /** Sends a logout token as the provider does. Returns the status. */
  logout(token: string): Promise<number>
  /** The details of the log entries of a type, the oldest first. */
  logged(type: string): Promise<Record<string, unknown>[]>
}

const host = 'node.border.example'

/** Starts a node of several people behind a proxy, and its provider. Each request comes from another address, so no test locks itself. */
export async function startProviderNode(environment: Record<string, string> = {}): Promise<ProviderNode> {
  let moved = 0
  const clock = () => new Date(Date.now() + moved)
  const provider = await startInventedProvider(clock)
  const given = {
    ENTENTE_TRUST_PROXY: '127.0.0.1',
    ENTENTE_ORIGIN: `https://${host}`,
    ...provider.environment,
    ...environment,
  }
  const node = await startTestNode({ clock, environment: given })
  const { stop: stopNode } = node
  let last = 0
  const address = (): string => {
    last += 1
    return `198.51.100.${last % 250}`
  }
  const headersFrom = (from: string) => ({ 'x-forwarded-for': from, 'x-forwarded-host': host })
  const { session: administrator } = await signInWith(
    node.url,
    { account: 'administrator', password: testPassword },
    address(),
  )
  await node.db.updateTable('founding').set({ single_operator: false }).execute()

  const id = async (name: string) =>
    (await node.db.selectFrom('account').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
  async function tie(account: string, subject: string): Promise<void> {
    await node.db.updateTable('founding').set({ single_operator: true }).execute()
    const body = { action: 'tie', subject, reason: 'Agreed in the meeting of Monday.' }
    const tied = await administrator.call('POST', `/v1/accounts/${await id(account)}/subject`, body)
    if (tied.status !== 200) throw new Error(JSON.stringify(tied.body))
    await node.db.updateTable('founding').set({ single_operator: false }).execute()
  }
  async function begin(to?: string): Promise<Begun> {
    const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`
    const reply = await fetch(`${node.url}/v1/session/oidc${query}`, {
      redirect: 'manual',
      headers: headersFrom(address()),
    })
    await reply.arrayBuffer()
    const cookie = reply.headers.getSetCookie().find((one) => one.includes('_oidc=')) ?? ''
    return { location: reply.headers.get('location') ?? '', cookie: cookie.split(';')[0] ?? '' }
  }
  async function comeBack({ cookie }: Pick<Begun, 'cookie'>, to: URL): Promise<CameBack> {
    const from = address()
    const reply = await fetch(node.url + to.pathname + to.search, {
      redirect: 'manual',
      headers: { ...headersFrom(from), cookie },
    })
    await reply.arrayBuffer()
    const location = reply.headers.get('location') ?? `status ${reply.status}`
    const cookies = reply.headers.getSetCookie()
    const own = cookies.find((one) => one.startsWith('__Host-entente='))?.split(';')[0]
    const refused = new URL(location, `https://${host}`).searchParams.get('provider')
    return { location, refused, cookies, session: own === undefined ? null : await opened(own, from) }
  }
  async function opened(cookie: string, from: string): Promise<SignedIn> {
    const me = await fetch(`${node.url}/v1/me`, { headers: { ...headersFrom(from), cookie } })
    const { csrf } = (await me.json()) as { csrf: string }
    return sessionWith(node.url, { cookie, csrf, address: from })
  }
  return Object.assign(node, {
    ...{ provider, tie, id, begin, comeBack, now: clock },
    pass(seconds: number) {
      moved += seconds * 1000
    },
    async byProvider(subject: string) {
      const begun = await begin()
      return comeBack(begun, await provider.visit(begun.location, subject))
    },
    async logout(token: string) {
      const body = new URLSearchParams({ logout_token: token })
      const reply = await fetch(`${node.url}/v1/session/oidc/logout`, {
        method: 'POST',
        body,
        headers: headersFrom(address()),
      })
      await reply.arrayBuffer()
      return reply.status
    },
    async logged(type: string) {
      const rows = await node.db
        .selectFrom('audit.entry')
        .select('details')
        .where('type', '=', type)
        .orderBy('at')
        .execute()
      return rows.map(({ details }) => JSON.parse(details.toString()) as Record<string, unknown>)
    },
    async stop() {
      await stopNode()
      await provider.stop()
    },
  })
}
