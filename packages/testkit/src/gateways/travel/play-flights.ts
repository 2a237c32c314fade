import { createSender, createSenderKey } from '@entente/node'
import { playInTime } from '../../demo/play-in-time.ts'
import type { DemoTarget, Playing } from '../../demo/synthetic-gateway.ts'
import type { WatchList } from '../../synthetic/watch-list/watched-person.ts'
import { createCarrierClient, NotAcknowledged } from './client.ts'
import { carriers } from './schedule/carriers.ts'
import { scheduleCsv } from './schedule/plan-flights.ts'
import { createTraffic, type Traffic, type TrafficMessage } from './traffic.ts'

/** Messages that are due at the start are sent within this time. */
const catchUpMs = 75_000
const firstAtOnce = 12
/** Later traffic is sent faster than real time: an hour of traffic takes this time. */
const hourMs = 60_000

/**
 * Creates a sender for each invented carrier and sends their traffic: first the messages due at the start within 75 seconds, oldest first, then an
 * hour of traffic each minute. Resolves when the first messages are acknowledged.
 */
export async function playFlights(target: DemoTarget): Promise<Playing> {
  const { node, seed, watchList, warn } = target
  const keys = await setUpCarriers(target)
  const traffic = demoTraffic(seed, target.startedAt, watchList)
  const sending = sendTraffic({ url: node.url, keys, traffic, warn })
  await sending.begun
  return {
    announcement: {
      page: 'Queue',
      text: 'purpose border control: cases of more than twenty flights arrive within two minutes.',
    },
    stop: sending.stop,
  }
}

const made = new WeakMap<Date, Traffic>()
/**
 * Returns the traffic of the demonstration that began at a time: some flights have just left, some board within minutes, and most leave later. The
 * history asks first, so the traffic is made once.
 */
export function demoTraffic(seed: string, startedAt: Date, { people }: WatchList): Traffic {
  const known = made.get(startedAt)
  if (known !== undefined) return known
  const traffic = createTraffic({
    seed,
    start: new Date(startedAt.getTime() - 105 * 60_000),
    flights: 36,
    hours: 6,
    corruption: 0.12,
    watched: people,
    people: [16, 60],
  })
  made.set(startedAt, traffic)
  return traffic
}

/**
 * Creates a sender for each carrier that has none, and returns the keys of all. Every second sender gets acknowledgements, and one is under the EU
 * regimes.
 */
export async function setUpCarriers({
  node,
  callbackUrl,
  senderKeys,
}: Pick<DemoTarget, 'callbackUrl' | 'senderKeys'> & { node: Pick<DemoTarget['node'], 'db'> }): Promise<
  Map<string, string>
> {
  const keys = new Map<string, string>()
  for (const [index, carrier] of carriers.entries()) {
    const known = senderKeys.get(carrier.name)
    if (known !== undefined) {
      keys.set(carrier.code, known)
      continue
    }
    const id = await createSender(node.db, {
      synthetic: true,
      name: carrier.name,
      callbackUrl,
      settings: { carriers: [carrier.code], acknowledge: index % 2 === 0 },
      ...(index === 3
        ? {
            regimes: { PAXLST: 'eu-api-border', PNRGOV: 'eu-pnr' },
            purposes: { PAXLST: ['border-control'], PNRGOV: ['terrorism-prevention', 'terrorism-investigation'] },
          }
        : {}),
    })
    const { key } = await createSenderKey(node.db, id)
    senderKeys.set(carrier.name, key)
    keys.set(carrier.code, key)
  }
  return keys
}

function sendTraffic(options: {
  url: string
  keys: Map<string, string>
  traffic: Traffic
  warn: (line: string) => void
}): ReturnType<typeof playInTime> {
  const { traffic, keys } = options
  const client = createCarrierClient({
    node: options.url,
    key: (message) => keys.get(message.carrier) ?? '',
    tries: 5,
  })
  const started = Date.now()
  const due = traffic.messages.filter((message) => message.at.getTime() <= started)
  const coming = traffic.messages.filter((message) => message.at.getTime() > started)
  return playInTime(async ({ isStopped, waitUntil, begin, failed }) => {
    const send = async (message: TrafficMessage) => {
      if (isStopped()) return
      try {
        if (message.kind === 'interactive') await client.ask(message)
        else await client.sendMessage(message)
      } catch (error) {
        // The node refuses an empty or a very large message, as it would refuse it from a real carrier.
        if (error instanceof NotAcknowledged && error.status !== null) return
        failed('a carrier could not send', error)
      }
    }
    for (const [carrier, key] of keys) {
      const own = traffic.flights.filter((flight) => flight.carrier.code === carrier)
      await client.sendSchedule({ schedule: scheduleCsv(own) }, key)
    }
    for (const [index, message] of due.entries()) {
      if (index >= firstAtOnce) await waitUntil(started + (catchUpMs * index) / due.length)
      await send(message)
      if (index === firstAtOnce - 1) begin()
    }
    begin()
    for (const message of coming) {
      await waitUntil(started + catchUpMs + ((message.at.getTime() - started) * hourMs) / 3_600_000)
      if (isStopped()) return
      await send(message)
    }
  }, options.warn)
}
