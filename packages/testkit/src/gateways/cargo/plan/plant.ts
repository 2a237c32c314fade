import type { Random } from '../../../synthetic/random.ts'
import { goods } from './goods.ts'
import { type Contract, type GoodsLine, type Movement, type Shipment, totalsOf } from './shipment.ts'
import { inventTrader, type Trader } from './traders.ts'

/** How a shipment is made conspicuous: for a named firm, or for a firm that is new; with a vague text, or with listed goods. */
export interface Planted {
  /** The name of the consignee. Without it the consignee is a new firm. */
  consignee?: string
  consignor?: string
  /** A text that does not say what the goods are. */
  vague?: string
  /** The HS code of goods of the catalogue. */
  hs?: string
}

/** Makes the first direct shipments of a movement conspicuous, one for each entry. Throws if there are too few. */
export function plant(random: Random, movement: Movement, planted: readonly Planted[]): Movement {
  const waiting = [...planted]
  const shipments = movement.shipments.map((shipment) => {
    const next = shipment.houses.length === 0 ? waiting.shift() : undefined
    return next === undefined ? shipment : conspicuous(random, shipment, next)
  })
  if (waiting.length > 0) throw new Error(`${waiting.length} shipments more than the movement has are to be planted`)
  return { ...movement, shipments }
}

function conspicuous(random: Random, shipment: Shipment, { consignee, consignor, vague, hs }: Planted): Shipment {
  const known: Trader = inventTrader(random, shipment.to)
  const [first] = shipment.lines
  const line = hs === undefined ? first : first && asGoods(first, hs)
  const lines = line === undefined ? [] : [vague === undefined ? line : { ...line, description: vague }]
  const totals = totalsOf(lines)
  return {
    ...shipment,
    ...totals,
    lines,
    consignor: consignor === undefined ? shipment.consignor : { ...shipment.consignor, name: consignor },
    consignee: consignee === undefined ? known : { ...known, name: consignee },
    loads: shipment.loads.slice(0, 1).map((load) => ({ ...load, pieces: totals.pieces, kilograms: totals.kilograms })),
  }
}

function asGoods(line: GoodsLine, hs: string): GoodsLine {
  const kind = goods.find((each) => each.hs === hs)
  return kind === undefined ? line : { ...line, goods: kind, hs, description: kind.description }
}

/** Moves a movement to other times. Its documents are issued twenty hours before it departs. */
export function reschedule(movement: Movement, times: Pick<Movement, 'departsAt' | 'arrivesAt'>): Movement {
  const issuedAt = new Date(times.departsAt.getTime() - 20 * 3_600_000)
  const issued = <T extends Contract>(contract: T): T => ({ ...contract, issuedAt })
  return {
    ...movement,
    ...times,
    shipments: movement.shipments.map((shipment) => ({
      ...issued(shipment),
      houses: shipment.houses.map((house) => issued(house)),
    })),
  }
}
