import { createCarrierClient, NotAcknowledged, scheduleCsv, type Traffic, type TrafficMessage } from '@entente/testkit'

export interface Playing {
  /** Resolves when the first messages are acknowledged. */
  begun: Promise<void>
  stop(): Promise<void>
}

/** Within this time everything that was due before now is sent. */
const catchUpMs = 75_000
const firstAtOnce = 12
/** Afterwards the future comes quicker than it is: an hour of traffic in this time. */
const hourMs = 60_000

/** Sends the traffic: what was due already within a good minute, oldest first, then what comes, an hour a minute. */
export function playTraffic(options: {
  node: string
  keys: Map<string, string>
  traffic: Traffic
  warn: (line: string) => void
}): Playing {
  const { traffic, keys } = options
  const client = createCarrierClient({
    node: options.node,
    key: (message) => keys.get(message.carrier) ?? '',
    tries: 5,
  })
  const started = Date.now()
  const due = traffic.messages.filter((message) => message.at.getTime() <= started)
  const coming = traffic.messages.filter((message) => message.at.getTime() > started)
  let stopped = false
  let wake = () => {}
  const waitUntil = async (time: number) => {
    while (!stopped && Date.now() < time) {
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, Math.min(500, Math.max(0, time - Date.now()))).unref()
      })
    }
  }
  const send = async (message: TrafficMessage) => {
    if (stopped) return
    try {
      if (message.kind === 'interactive') await client.ask(message)
      else await client.sendMessage(message)
    } catch (error) {
      // Some of the invented messages are refused, as a real carrier's would be: an empty one, one that is too large.
      if (!stopped && !(error instanceof NotAcknowledged && error.status !== null))
        options.warn(`a carrier could not send: ${String(error)}`)
    }
  }
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const run = async () => {
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
      if (stopped) return
      await send(message)
    }
  }
  const running = run().catch((error: unknown) => {
    begin()
    if (!stopped) options.warn(`the traffic ended: ${String(error)}`)
  })
  return {
    begun,
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}
