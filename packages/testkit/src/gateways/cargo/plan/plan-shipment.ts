import type { Random } from '../../../synthetic/random.ts'
import { airWaybill, containerNumber } from './check-digits.ts'
import { goods } from './goods.ts'
import type { Place } from './places.ts'
import {
  type CargoCarrier,
  type Contract,
  type Equipment,
  type GoodsLine,
  type Loaded,
  round3,
  type Shipment,
  totalsOf,
} from './shipment.ts'
import { inventForwarder, inventTrader, type Trader } from './traders.ts'

export interface ShipmentOrder {
  mode: 'air' | 'sea' | 'road'
  carrier: CargoCarrier
  from: Place
  to: Place
  issuedAt: Date
  /** The traders of the place of departure and of arrival, who send more than once. */
  consignors: readonly Trader[]
  consignees: readonly Trader[]
}

/** Plans one shipment: about a third are consolidations of two to five houses by air and sea. */
export function planShipment(random: Random, order: ShipmentOrder): Shipment {
  const isConsolidation = order.mode !== 'road' && random.chance(0.3)
  const agent = inventForwarder(random, order.from)
  const direct = contract(random, order, masterNumber(random, order))
  if (!isConsolidation) return { ...direct, agent, houses: [], loads: loadsOf(random, order.mode, direct) }
  const prefix = random.letters(2)
  const houses = Array.from({ length: random.between(2, 5) }, () =>
    contract(random, order, `${prefix}${random.digits(6)}`),
  )
  const master = {
    ...direct,
    ...totalsOf(houses),
    lines: houses.flatMap(({ lines }) => lines),
    consignor: agent,
    consignee: inventForwarder(random, order.to),
    notify: null,
  }
  return { ...master, agent, houses, loads: loadsOf(random, order.mode, master) }
}

function contract(random: Random, order: ShipmentOrder, id: string): Contract {
  const lines = Array.from(
    {
      length: random.weighted([
        [1, 6],
        [2, 3],
        [3, 1],
      ] as const),
    },
    () => line(random, order),
  )
  return {
    ...totalsOf(lines),
    ...{ id, lines, from: order.from, to: order.to, issuedAt: order.issuedAt },
    consignor: random.pick(order.consignors),
    consignee: random.pick(order.consignees),
    notify: random.chance(0.3) ? inventTrader(random, order.to) : null,
  }
}

function line(random: Random, { from, mode }: ShipmentOrder): GoodsLine {
  const kind = random.pick(goods)
  const pieces = random.between(1, mode === 'air' ? 24 : 180)
  const [lightest, heaviest] = kind.kilograms
  const kilograms = round3(pieces * (lightest + random.next() * (heaviest - lightest)))
  return {
    goods: kind,
    ...{ description: kind.description, hs: kind.hs, pieces, kilograms, originCountry: from.country },
    packages: pieces * kind.packages,
    cubicMetres: round3(kilograms / (kind.density * (0.8 + random.next() * 0.4))),
    value: Math.round(kilograms * kind.price * (0.75 + random.next() * 0.5)),
  }
}

const masterNumber = (random: Random, { mode, carrier }: ShipmentOrder): string =>
  mode === 'air'
    ? airWaybill(carrier.prefix, random.digits(7))
    : `${carrier.code}${random.letters(3)}${random.digits(6)}`

/** The heaviest load of a container in kg. */
const mostInContainer = 26_000

/** Divides a shipment over its equipment: as many containers as its mass needs, and one in five one more. */
function loadsOf(random: Random, mode: ShipmentOrder['mode'], { pieces, kilograms }: Contract): Loaded[] {
  if (mode === 'road') return []
  if (mode === 'air' && random.chance(0.4)) return [{ equipment: null, pieces, kilograms }]
  const needed = mode === 'sea' ? Math.ceil(kilograms / mostInContainer) : 1
  const count = Math.min(pieces, random.chance(0.2) ? needed + 1 : needed)
  let [leftPieces, leftKilograms] = [pieces, kilograms]
  return Array.from({ length: count }, (_, at) => {
    const own = at === count - 1 ? leftPieces : Math.floor(pieces / count)
    const mass = at === count - 1 ? leftKilograms : round3((kilograms * own) / pieces)
    leftPieces -= own
    leftKilograms = round3(leftKilograms - mass)
    return { equipment: equipment(random, mode), pieces: own, kilograms: mass }
  })
}

function equipment(random: Random, mode: 'air' | 'sea'): Equipment {
  if (mode === 'air') {
    const type = random.pick(['AKE', 'PMC', 'PAG', 'AKH'])
    return { id: `${type}${random.digits(5)}ZZ`, type, seal: null, cell: null }
  }
  return {
    id: containerNumber(`${random.letters(3)}U`, random.digits(6)),
    type: random.pick(['22G1', '42G1', '45G1', '22R1']),
    seal: `${random.letters(2)}${random.digits(6)}`,
    cell: `0${random.digits(2)}${random.pick(['00', '01', '02', '03'])}${random.pick(['02', '04', '82', '84'])}`,
  }
}
