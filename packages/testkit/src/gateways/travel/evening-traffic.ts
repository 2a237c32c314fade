import type { PlannedSeat } from '../../demo/history/plan-history.ts'
import type { OpenSource } from '../../demo/history/sources.ts'
import { createRandom } from '../../synthetic/random.ts'
import type { Guest } from './bookings/seat-watched.ts'
import { guestOf, returningPeople } from './history-guests.ts'
import { addMinutes } from './schedule/local-time.ts'
import { createTraffic, type TrafficMessage } from './traffic.ts'

/** The departures of the evening, in minutes after its end. */
const departures = { left: -38, later: 190 }

/**
 * Creates the messages of the hours before the demonstration begins: a flight that has left, and a later one with people who are on the
 * demonstration's own flights too.
 */
export function eveningTraffic(seed: string, end: Date, sources: readonly OpenSource[]): TrafficMessage[] {
  const random = createRandom(`history/travel/${seed}/evening`)
  const guest = (source: string, likeness: PlannedSeat['likeness']) =>
    guestOf(random, { source, likeness, again: false }, sources, new Map())
  const flight = (name: keyof typeof departures, guests: readonly Guest[], firstCarrier: number): TrafficMessage[] =>
    createTraffic({
      seed: `${seed}/history/${name}`,
      // The first flight leaves 75 minutes after the start of the traffic.
      start: addMinutes(end, departures[name] - 75),
      ...{ flights: 1, hours: 0, corruption: 0, people: [14, 18], guests, oneWay: { firstCarrier } },
    }).messages.filter(({ at, kind }) => at < end && kind !== 'interactive')
  const left = [guest('harbour', 'exact'), guest('consolidated', 'spelling'), guest('sudmark', 'namesake')]
  const waiting = [guest('sudmark', 'exact'), guest('sudmark', 'exact'), guest('harbour', 'exact')]
  const others = [guest('sudmark', 'namesake'), guest('harbour', 'namesake'), guest('sudmark', 'spelling')]
  return [
    ...flight('left', left, 7),
    ...flight('later', [...waiting, ...others, ...returningPeople(seed, end, sources).slice(0, 2)], 1),
  ]
}
