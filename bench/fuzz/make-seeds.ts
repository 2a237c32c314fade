import { corruptMessages, createTraffic } from '@entente/testkit'
import { trafficStart } from '../data/traffic-start.ts'

/** Returns the messages to damage: clean and corrupted ones of the simulator, and one for every pitfall and bad input of the requirements. */
export function makeSeeds(seed: number): Uint8Array[] {
  const order = { start: trafficStart, flights: 24, people: [1, 6] as const }
  const clean = createTraffic({ ...order, seed: `fuzz/${seed}`, corruption: 0 })
  const corrupted = createTraffic({ ...order, seed: `fuzz/${seed}/dirty`, corruption: 1 })
  // A few long ones: what grows faster than its input shows there.
  const long = createTraffic({ ...order, seed: `fuzz/${seed}/long`, flights: 4, people: [60, 90], corruption: 0.5 })
  return [...clean.messages, ...corrupted.messages, ...long.messages, ...corruptMessages(seed)]
    .map(({ bytes }) => bytes)
    .filter(isShort)
}

// A message of megabytes (one is a pitfall of its own) would take the run's time for itself.
const isShort = (bytes: Uint8Array): boolean => bytes.length <= 200_000
