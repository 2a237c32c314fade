import { createTraffic, dirtyMessages } from '@entente/testkit'
import { trafficStart } from '../data/traffic-start.ts'

/** The messages that are damaged: the simulator's clean ones, its dirty ones, and one for every pitfall and bad input of the requirements. */
export function makeSeeds(seed: number): Uint8Array[] {
  const order = { start: trafficStart, flights: 24, people: [1, 6] as const }
  const clean = createTraffic({ ...order, seed: `fuzz/${seed}`, dirt: 0 })
  const dirty = createTraffic({ ...order, seed: `fuzz/${seed}/dirty`, dirt: 1 })
  // A few long ones: what grows faster than its input shows there.
  const long = createTraffic({ ...order, seed: `fuzz/${seed}/long`, flights: 4, people: [60, 90], dirt: 0.5 })
  return [...clean.messages, ...dirty.messages, ...long.messages, ...dirtyMessages(seed)]
    .map(({ bytes }) => bytes)
    .filter(isShort)
}

// A message of megabytes (one is a pitfall of its own) would take the run's time for itself.
const isShort = (bytes: Uint8Array): boolean => bytes.length <= 200_000
