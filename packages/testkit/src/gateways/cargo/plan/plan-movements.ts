import { createRandom, type Random } from '../../../synthetic/random.ts'
import { imoNumber } from './check-digits.ts'
import { airports, ownAirport, ownPort, type Place, ports } from './places.ts'
import { planShipment } from './plan-shipment.ts'
import type { CargoCarrier, Movement } from './shipment.ts'
import { inventTrader, type Trader } from './traders.ts'

const carriers: Record<Movement['mode'], readonly CargoCarrier[]> = {
  air: [
    { code: 'X0', name: 'POLARIS MERIDIAN CARGO', prefix: '999', dialect: 'newer' },
    { code: 'K0', name: 'KITE AND ANCHOR AIR CARGO', prefix: '998', dialect: 'older' },
  ],
  sea: [
    { code: 'LUNE', name: 'LUNE ESTUARY LINES', prefix: '', dialect: 'newer' },
    { code: 'TARN', name: 'TARNHOLD CONTAINER LINES', prefix: '', dialect: 'older' },
  ],
  road: [{ code: 'ROWA', name: 'ROWAN ROAD HAULAGE', prefix: '', dialect: 'newer' }],
}
const hour = 3_600_000
/** The shortest and the longest journey in hours. */
const journeys = { air: [2, 13], sea: [90, 600], road: [20, 60] } as const

export interface MovementOrder {
  seed: number | string
  /** The seed of the traders, so that several orders have the same ones. Default: `seed`. */
  traders?: number | string
  /** The first movement arrives within some hours of this time. */
  start: Date
  flights: number
  voyages: number
  lorries: number
  /** Shipments of a flight or voyage. A lorry has at most three. */
  shipments: number
}

/** Plans flights, voyages and lorries of invented carriers with their shipments. The same order gives the same plan on every machine. */
export function planMovements(order: MovementOrder): Movement[] {
  const random = createRandom(`filings/${order.seed}`)
  const traders = createRandom(`filings/${order.traders ?? order.seed}`)
  const consignees = Array.from({ length: 40 }, () => inventTrader(traders, ownAirport))
  const consignors = new Map<string, Trader[]>()
  const consignorsOf = (place: Place): Trader[] => {
    const known = consignors.get(place.country)
    if (known !== undefined) return known
    const own = traders.fork(place.country)
    const made = Array.from({ length: 12 }, () => inventTrader(own, place))
    consignors.set(place.country, made)
    return made
  }
  const plan = (mode: Movement['mode'], count: number) =>
    Array.from({ length: count }, (_, place) => {
      const own = random.fork(`${mode}/${place}`)
      return movement(own, mode, { ...order, consignees, consignorsOf }, place)
    })
  return [...plan('air', order.flights), ...plan('sea', order.voyages), ...plan('road', order.lorries)]
}

interface Traders {
  consignees: Trader[]
  consignorsOf(place: Place): Trader[]
}
function movement(random: Random, mode: Movement['mode'], order: MovementOrder & Traders, place: number): Movement {
  const own = carriers[mode]
  const carrier = own[place % own.length] as CargoCarrier
  const from =
    mode === 'air' ? random.pick(airports) : mode === 'sea' ? random.pick(ports) : random.pick(ports.slice(0, 2))
  const to = mode === 'air' ? ownAirport : ownPort
  const arrivesAt = new Date(order.start.getTime() + random.between(60, 720) * 60_000)
  const [shortest, longest] = journeys[mode]
  const departsAt = new Date(arrivesAt.getTime() - random.between(shortest, longest) * hour)
  const issuedAt = new Date(departsAt.getTime() - random.between(10, 40) * hour)
  const count = mode === 'road' ? random.between(1, Math.min(3, order.shipments)) : order.shipments
  const shipmentOrder = { mode, carrier, from, to, issuedAt }
  return {
    ...{ mode, carrier, from, to, departsAt, arrivesAt },
    reference: referenceOf(random, mode, carrier),
    vessel: mode === 'sea' ? vesselOf(random) : null,
    shipments: Array.from({ length: count }, () =>
      planShipment(random, {
        ...shipmentOrder,
        consignors: order.consignorsOf(from),
        consignees: order.consignees,
      }),
    ),
  }
}

function referenceOf(random: Random, mode: Movement['mode'], carrier: CargoCarrier): string {
  if (mode === 'air') return `${carrier.code}${random.between(100, 999)}`
  return mode === 'sea' ? `V${random.digits(4)}N` : `${random.letters(2)}${random.digits(4)}`
}
const vesselOf = (random: Random) => ({
  name: random.pick(['MV TARNHOLD STAR', 'MV LUNE PIONEER', 'MV ESTAVIA BRIDGE', 'MV WESTMOOR TRADER']),
  imo: imoNumber(random.between(1, 9) + random.digits(5)),
  country: random.pick(['PA', 'LR', 'MT', 'CY']),
})
