import type { HistoryDay, PlannedSeat } from '../../demo/history/plan-history.ts'
import { historyAnalysts } from '../../demo/history/plan-history.ts'
import type { Shift } from '../../demo/history/work-on-cases.ts'
import type { GatewayHistory, HistoryTarget, Played } from '../../demo/synthetic-gateway.ts'
import { createRandom, type Random } from '../../synthetic/random.ts'
import type { Guest, Seated } from './bookings/seat-watched.ts'
import { createCarrierClient } from './client.ts'
import { demoTraffic, setUpCarriers } from './play-flights.ts'
import { carriers } from './schedule/carriers.ts'
import { addMinutes } from './schedule/local-time.ts'
import { createTraffic, type TrafficMessage } from './traffic.ts'

/** The carrier under the EU regimes, whose border records are deleted after two days. */
const shortLived = 3

/**
 * Prepares the flights of the history. Each day has two flights that leave at nearly the same time. The people on duty decide after check-in, and
 * what they leave after departure.
 */
export async function travelHistory(target: HistoryTarget): Promise<GatewayHistory> {
  const keys = await setUpCarriers(target)
  const client = createCarrierClient({ node: target.node.url, key: ({ carrier }) => keys.get(carrier) ?? '', tries: 3 })
  /** People who were met before, by source. */
  const met = new Map<string, Seated[]>()
  const returning = returningPeople(target)
  return {
    eve: () => playEve(target, client, returning),
    day(day) {
      const random = createRandom(`history/travel/${target.seed}/${day.weeksLeft}`)
      const guests = [
        ...day.seats.map((seat) => guestOf(random, seat, target, met)),
        ...(day.weeksLeft < returning.length ? [returning[day.weeksLeft] as Guest] : []),
      ]
      const traffic = createTraffic({
        seed: `${target.seed}/history/${day.weeksLeft}`,
        start: day.start,
        flights: 2,
        hours: 0.1,
        corruption: 0,
        // Enough adults for all guests of the day.
        people: [12, 14 + Math.ceil(guests.length / 2)],
        guests,
        oneWay: { firstCarrier: carrierOf(day) },
      })
      for (const [place, seat] of day.seats.entries()) remember(met, seat.source, traffic.seated[place])
      const messages = traffic.messages.filter(isSent)
      const lists = messages.filter(({ kind, late }) => kind === 'paxlst' && !late).map(({ at }) => at.getTime())
      const left = traffic.flights.map(({ departsAt }) => departsAt.getTime())
      const checkedIn = addMinutes(new Date(Math.max(...lists, Math.min(...left) - 40 * 60_000)), 1)
      const shift: Shift = {
        ...{
          gateway: 'travel',
          purpose: 'border-control' as const,
          analysts: day.analysts,
          supervisor: day.supervisor,
        },
        third: historyAnalysts.find((account) => !day.analysts.includes(account)) ?? 'analyst',
      }
      return {
        events: messages.map((message) => ({
          at: message.at,
          send: async () => void (await client.sendMessage(message)),
        })),
        shifts: [
          { ...shift, at: checkedIn, leave: (_row: unknown, reading) => reading.late },
          { ...shift, at: addMinutes(new Date(Math.max(...left)), 25) },
        ],
      }
    },
  }
}

/** Skips the carrier under the EU regimes: its records are gone after two days, and so are their cases. */
function carrierOf({ weeksLeft }: HistoryDay): number {
  const first = (weeksLeft * 2) % carriers.length
  return first === shortLived || first + 1 === shortLived ? first + 2 : first
}

/** A carrier of the history sends the reservations of the day before, the passenger lists and what closes the flight. */
function isSent({ kind, flight, at, bytes }: TrafficMessage): boolean {
  const minutes = (flight.departsAt.getTime() - at.getTime()) / 60_000
  if (kind === 'paxlst') return minutes < 60
  return bytes.length > 0 && (kind === 'pnrgov' || kind === 'pnrgov-xml') && minutes > 23 * 60 && minutes <= 24 * 60
}

function guestOf(random: Random, seat: PlannedSeat, { sources }: HistoryTarget, met: Map<string, Seated[]>): Guest {
  const known = met.get(seat.source) ?? []
  if (seat.again && known.length > 0) {
    const { traveller, reference, likeness } = random.pick(known)
    return { person: traveller, reference, likeness }
  }
  const people = sources.find(({ source }) => source.id === seat.source)?.list.people ?? []
  // A list grows, so its first entries are on it from the beginning.
  const from = people.slice(0, Math.floor(people.length * 0.7))
  const fits = from.filter(({ documents, person }) =>
    seat.likeness === 'document-typo' || seat.likeness === 'exact'
      ? documents.some(({ type }) => type === 'passport')
      : seat.likeness !== 'spelling' || person.spellings.length > 0,
  )
  return { entry: random.pick(fits.length > 0 ? fits : from), likeness: seat.likeness }
}

function remember(met: Map<string, Seated[]>, source: string, seated: Seated | undefined): void {
  if (seated === undefined) return
  met.set(source, [...(met.get(source) ?? []), seated].slice(-12))
}

/**
 * Returns some people of the demonstration's own traffic who flew in the weeks before, so that their cases show it. They are in messages that the
 * demonstration sends at its start.
 */
function returningPeople({ seed, end, sources }: HistoryTarget): Guest[] {
  const [first] = sources
  if (first === undefined) return []
  const { seated, messages } = demoTraffic(seed, end, first.list)
  const documents = new Set(
    messages.filter(({ at }) => at < end).flatMap(({ stated }) => stated.map(({ documentNumber }) => documentNumber)),
  )
  const likely = seated.filter(({ traveller }) => documents.has(traveller.document.number))
  return (['spelling', 'document-typo', 'namesake'] as const)
    .flatMap((likeness) => likely.filter((each) => each.likeness === likeness).slice(0, 2))
    .map(({ traveller: person, reference, likeness }) => ({ person, reference, likeness }))
}

/**
 * Plays the last day: a flight has left with cases that nobody decided, and a later one has proposals that wait for a second person, people who
 * are on the demonstration's own flights too, and a birth date that the carrier corrects.
 */
function playEve(
  target: HistoryTarget,
  client: ReturnType<typeof createCarrierClient>,
  returning: readonly Guest[],
): Played {
  const { seed, end } = target
  const random = createRandom(`history/travel/${seed}/eve`)
  const guest = (source: string, likeness: PlannedSeat['likeness']) =>
    guestOf(random, { source, likeness, again: false }, target, new Map())
  const flight = (name: string, minutes: number, guests: readonly Guest[], firstCarrier: number): TrafficMessage[] =>
    createTraffic({
      seed: `${seed}/history/${name}`,
      // The first flight leaves 75 minutes after the start of the traffic.
      start: addMinutes(end, minutes - 75),
      ...{ flights: 1, hours: 0, corruption: 0, people: [14, 18], guests, oneWay: { firstCarrier } },
    }).messages.filter(({ at, kind }) => at < end && kind !== 'interactive')
  const left = flight(
    'left',
    -38,
    [guest('consolidated', 'spelling'), guest('sudmark', 'namesake'), guest('harbour', 'exact')],
    7,
  )
  const waiting = [
    guest('sudmark', 'exact'),
    guest('harbour', 'exact'),
    guest('sudmark', 'exact'),
    guest('sudmark', 'spelling'),
  ]
  const later = flight('later', 190, [...waiting, ...returning.slice(0, 3)], 1)
  const proposing = {
    ...{ gateway: 'travel', purpose: 'border-control', supervisor: 'supervisor', third: 'analyst-3' },
    ...{ analysts: ['analyst-2', 'analyst'], unanswered: true, decide: () => 'adverse' },
    leave: ({ cells }) => !cells.some(({ id, relation }) => id === 'document' && relation === 'same'),
  } as const satisfies Shift
  return {
    events: [...left, ...later].map((message) => ({
      at: message.at,
      send: async () => void (await client.sendMessage(message)),
    })),
    shifts: [{ ...proposing, at: addMinutes(end, -20) }],
  }
}
