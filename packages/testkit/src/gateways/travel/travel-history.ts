import type { HistoryDay } from '../../demo/history/plan-history.ts'
import { historyAnalysts } from '../../demo/history/plan-history.ts'
import type { Shift } from '../../demo/history/work-on-cases.ts'
import type { GatewayHistory, HistoryTarget, Played } from '../../demo/synthetic-gateway.ts'
import { createRandom } from '../../synthetic/random.ts'
import type { Guest, Seated } from './bookings/seat-watched.ts'
import { createCarrierClient } from './client.ts'
import { eveningTraffic } from './evening-traffic.ts'
import { guestOf, returningPeople } from './history-guests.ts'
import { setUpCarriers } from './play-flights.ts'
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
  const { seed, end, sources } = target
  const returning = returningPeople(seed, end, sources)
  return {
    eve: () => playEvening(target, client),
    day(day) {
      const random = createRandom(`history/travel/${seed}/${day.weeksLeft}`)
      const guests = [
        ...day.seats.map((seat) => guestOf(random, seat, sources, met)),
        ...(day.weeksLeft < returning.length ? [returning[day.weeksLeft] as Guest] : []),
      ]
      const traffic = createTraffic({
        seed: `${seed}/history/${day.weeksLeft}`,
        start: day.start,
        flights: 2,
        hours: 0.1,
        corruption: 0,
        // Enough adults for all guests of the day: some travellers are children.
        people: [3 + Math.ceil(guests.length / 2), 6 + Math.ceil(guests.length / 2)],
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

function remember(met: Map<string, Seated[]>, source: string, seated: Seated | undefined): void {
  if (seated === undefined) return
  met.set(source, [...(met.get(source) ?? []), seated].slice(-12))
}

/** Plays the last evening. Some proposals stay open, and nobody decides the rest. */
function playEvening({ seed, end, sources }: HistoryTarget, client: ReturnType<typeof createCarrierClient>): Played {
  const proposing = {
    ...{ gateway: 'travel', purpose: 'border-control', supervisor: 'supervisor', third: 'analyst-3' },
    ...{ analysts: ['analyst-2', 'analyst'], unanswered: true, decide: () => 'adverse' },
    leave: ({ cells }) => !cells.some(({ id, relation }) => id === 'document' && relation === 'same'),
  } as const satisfies Shift
  return {
    events: eveningTraffic(seed, end, sources).map((message) => ({
      at: message.at,
      send: async () => void (await client.sendMessage(message)),
    })),
    shifts: [{ ...proposing, at: addMinutes(end, -20) }],
  }
}
