import { type CallbackServer, type SignedIn, startCallbackServer, startTestNode, type TestNode } from '@entente/testkit'
import type { Browser, Page } from 'playwright-core'
import { ensureDesk, newPage, openBrowser } from './browser.ts'
import { type ListedPair, others, pairs, writeSignals } from './listed-people.ts'
import { type Listed, type ListedFlight, passengerList } from './passenger-list.ts'

/** A node with its carrier, staff and browser, for walks through the desk. */
export interface World {
  node: TestNode
  /** Answers that the carrier received without asking. */
  callbacks: CallbackServer
  officer: SignedIn
  /** Sends a passenger list about travellers of a flight, as at check-in. Returns the node's answer to the carrier (CUSRES). */
  ask(flight: ListedFlight, people: readonly Listed[]): Promise<string>
  /** Returns the id of the case about a traveller. */
  caseOf(pair: ListedPair): Promise<string>
  /** Sends a message that the node answers later. Returns the message's id. */
  send(text: string): Promise<string>
  /** Opens a separate window, signed in to an account if one is given. `close` closes the window and returns its console errors. */
  desk(account: string | null, scheme?: 'light' | 'dark', locale?: string): Promise<Desk>
  /** Stops everything. Returns the browsers' errors. */
  close(): Promise<string[]>
}

export interface Desk {
  page: Page
  /** Opens a path of the desk. */
  open(path: string): Promise<void>
}

/** Returns a flight that leaves in `minutes`, by default three hours. */
export const flightIn = (minutes = 180, number = '482', from = 'TUN'): ListedFlight => ({
  carrier: '7N',
  number,
  from,
  to: 'OSL',
  departsAt: new Date(Math.ceil(Date.now() / 60_000) * 60_000 + minutes * 60_000),
})

/**
 * Starts a node with carrier, staff and browser, on the given clock if there is one. A case needs 5 s of review time, the minimum that a node
 * allows.
 */
export async function openWorld(
  listed: readonly ListedPair[] = Object.values(pairs),
  clock?: () => Date,
  environment: Record<string, string> = {},
): Promise<World> {
  await ensureDesk()
  const callbacks = await startCallbackServer()
  const node = await startTestNode({
    callbackUrl: callbacks.url,
    acknowledge: true,
    ...(clock && { clock }),
    environment: {
      ENTENTE_REVIEW_SECONDS: '5',
      ENTENTE_REVIEW_SECONDS_ADVERSE: '5',
      ENTENTE_COVER_MINUTES: '60',
      ...environment,
    },
  })
  const browser = await openBrowser()
  const officer = await node.signIn('officer')
  await writeSignals(officer, listed)
  await node.whenIdle()
  const errors: string[][] = []
  let sent = 0
  const post = async (path: string, text: string): Promise<string> => {
    const reply = await fetch(node.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/EDIFACT' },
      body: text,
    })
    const body = await reply.text()
    if (!reply.ok) throw new Error(`${path} was refused: ${reply.status} ${body}`)
    return body
  }
  return {
    node,
    callbacks,
    officer,
    async ask(flight, people) {
      sent += 1
      const answer = await post('/v1/travel/interactive', passengerList(flight, people, String(sent)))
      await node.whenIdle()
      return answer
    },
    async caseOf({ traveller }) {
      const analyst = await node.signIn('analyst')
      const { items } = (await analyst.call('GET', '/v1/cases')).body as {
        items: { id: string; subject: { label: string } }[]
      }
      const found = items.find((row) => row.subject.label.startsWith(`${traveller.surname},`))
      if (found === undefined) throw new Error(`no case about ${traveller.surname}`)
      return found.id
    },
    async send(text) {
      const { id } = JSON.parse(await post('/v1/travel/messages', text)) as { id: string }
      await node.whenIdle()
      return id
    },
    desk: (account, scheme, locale) => openDesk(browser, node, account, errors, scheme, locale),
    async close() {
      await browser.close()
      await node.stop()
      await callbacks.close()
      return errors.flat()
    },
  }
}

/** Opens a window on a node, signed in to an account if one is given. Adds its console errors to `errors`. */
export async function openDesk(
  browser: Browser,
  node: TestNode,
  account: string | null,
  errors: string[][],
  scheme?: 'light' | 'dark',
  locale?: string,
): Promise<Desk> {
  const opened = await newPage(browser, scheme, locale)
  errors.push(opened.errors)
  if (account !== null) {
    // Other tests cover the sign-in form.
    const { cookie } = await node.signIn(account)
    const [name = '', value = ''] = cookie.split('=')
    await opened.page.context().addCookies([{ name, value, url: node.url }])
    await opened.page.goto(node.url)
    await opened.page.getByRole('navigation').first().waitFor()
  }
  const open = async (path: string): Promise<void> => void (await opened.page.goto(node.url + path))
  return { page: opened.page, open }
}

/** Sends a passenger list with the travellers of `chosen` and people without a hit. */
export async function boarding(world: World, flight: ListedFlight, chosen: readonly ListedPair[]): Promise<string> {
  return world.ask(flight, [...chosen.map((one) => one.traveller), ...others])
}
