import { createHash } from 'node:crypto'
import { createTraffic, type TrafficMessage, type WatchList } from '@entente/testkit'
import { trafficStart } from '../data/traffic-start.ts'

export type KillMessage = Pick<TrafficMessage, 'bytes' | 'kind' | 'carrier'> & { sha256: string }

/**
 * Makes distinct messages about small flights, a tenth of them corrupted, in the order in which carriers would send them. Some travellers are on the
 * list or resemble an entry, so that cases are opened.
 */
export function makeKillMessages(seed: number, count: number, list: WatchList): KillMessage[] {
  const messages: KillMessage[] = []
  const met = new Set<string>()
  for (let batch = 0; messages.length < count; batch++) {
    const traffic = createTraffic({
      seed: `kill/${seed}/${batch}`,
      start: trafficStart,
      flights: Math.min(120, Math.ceil((count - messages.length) / 8) + 2),
      corruption: 0.1,
      people: [2, 7],
      watched: list.people,
      shares: { exact: 0.02, spelling: 0.02, namesake: 0.02, 'document-typo': 0.01 },
    })
    for (const { bytes, kind, carrier } of traffic.messages) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (met.has(sha256) || bytes.length === 0 || messages.length === count) continue
      met.add(sha256)
      messages.push({ bytes, kind, carrier, sha256 })
    }
  }
  return messages
}
