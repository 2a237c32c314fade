import { importIntoList } from '../../client/list-tasks.ts'
import { signInTo } from '../../client/sign-in.ts'
import { createWatchList } from '../../synthetic/watch-list/create-watch-list.ts'
import { watchListUnXml } from '../../synthetic/watch-list/write-watch-list.ts'
import { createCarrierClient, NotAcknowledged } from './client.ts'
import { createTraffic } from './traffic.ts'

const terms = {
  reference: 'Invented consolidated list',
  purposes: ['border-control', 'terrorism-prevention', 'aviation-security'],
  lawfulBasis: { reference: 'Invented Sanctions Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 80,
  action: 'discreet-check',
  necessity: 'People on this invented list may not enter Norland.',
  minor: false,
  validDays: 365,
  retainDays: 400,
  reviewDays: 90,
  agreements: [],
}

/**
 * Fills a node with a morning of invented traffic: a list of persons in many scripts, flights before and after now, people who resemble listed ones,
 * correct and corrupt messages. Messages that are due later are not sent. The node may still be reading when this returns.
 */
export async function fillWithTraffic(
  node: { url: string; sender: { key: string } },
  order: {
    flights: number
    people: readonly [number, number]
    /** When the first flight departs, in minutes from now, and for how many hours others do. */
    startMinutes?: number
    hours?: number
    corruption?: number
  },
): Promise<void> {
  const list = createWatchList('7')
  const officer = await signInTo(node.url, 'officer')
  const made = (await officer.call('POST', '/v1/lists', { title: list.name, format: 'un-xml', terms })).body as {
    id: string
  }
  await importIntoList(officer, made.id, Buffer.from(watchListUnXml(list)))
  const traffic = createTraffic({
    seed: '7',
    start: new Date(Date.now() + (order.startMinutes ?? -150) * 60_000),
    hours: 12,
    corruption: 0.12,
    watched: list.people,
    ...order,
  })
  const client = createCarrierClient({ node: node.url, key: node.sender.key, tries: 1 })
  const analyst = await signInTo(node.url, 'analyst')
  await analyst.call('POST', '/v1/travel/schedule', Buffer.from(traffic.schedule))
  for (const message of traffic.messages) {
    if (message.at.getTime() > Date.now()) break
    try {
      await (message.kind === 'interactive' ? client.ask(message) : client.sendMessage(message))
    } catch (error) {
      // The node refuses some corrupt messages, as it would refuse them from a real carrier.
      if (!(error instanceof NotAcknowledged)) throw error
    }
  }
}
