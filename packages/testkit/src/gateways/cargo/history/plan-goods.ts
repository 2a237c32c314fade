import { createRandom } from '../../../synthetic/random.ts'
import { type MovementOrder, planMovements } from '../plan/plan-movements.ts'
import { type Planted, plant, reschedule } from '../plan/plant.ts'
import type { Movement } from '../plan/shipment.ts'
import { type Filing, fileMovements } from '../write/create-filings.ts'

/** Messages of the history: the bills of a vessel in one manifest, and air waybills. The others would say the same again. */
const formats: ReadonlySet<string> = new Set(['awmds', 'cuscar', 'xfwb', 'fwb'])

interface GoodsOrder {
  seed: string
  /** Seed of the traders, which are the same on each day. */
  traders: string
  /** Chooses one of two carriers by air and by sea. */
  turn: number
  /** When the first message is sent. */
  at: Date
  flight: Pick<Movement, 'departsAt' | 'arrivesAt'> & { shipments: number; planted: readonly Planted[] }
  voyage?: Pick<Movement, 'departsAt' | 'arrivesAt'> & { shipments: number }
}

/** The filings of a day of the history. */
export interface PlannedGoods {
  filings: Filing[]
  /** The air waybills of the planted shipments, in their order. */
  planted: string[]
}

/** Plans a flight, whose first shipments are the planted ones, and perhaps a voyage. The same order gives the same messages. */
export function planGoods({ seed, traders, turn, at, flight, voyage }: GoodsOrder): PlannedGoods {
  const order: MovementOrder = { seed, traders, start: at, flights: 2, voyages: 0, lorries: 0, shipments: 0 }
  // Some of the shipments are consolidations, whose houses would be messages of their own.
  const flights = planMovements({ ...order, shipments: 2 * flight.shipments + 4 })
  const flown = reschedule(flights[turn % 2] as Movement, flight)
  const direct = flown.shipments.filter(({ houses }) => houses.length === 0).slice(0, flight.shipments)
  const air = plant(createRandom(`planted/${seed}`), { ...flown, shipments: direct }, flight.planted)
  const sea =
    voyage === undefined
      ? []
      : planMovements({ ...order, flights: 0, voyages: 2, shipments: voyage.shipments })
          .slice(turn % 2, (turn % 2) + 1)
          .map((movement) => reschedule(movement, voyage))
  return {
    filings: fileMovements([air, ...sea], { seed, faults: 0 }).filter(({ format }) => formats.has(format)),
    planted: air.shipments.slice(0, flight.planted.length).map(({ id }) => id),
  }
}
