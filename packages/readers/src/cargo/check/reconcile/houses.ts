import type { CargoConsignment, CargoMessageHead } from '@entente/contracts'
import type { Scope } from '../../model/scope.ts'
import { maySamePlace } from '../../tables/city-codes.ts'
import { massTolerance, type Tally } from './tally.ts'

/** The most masters whose houses are summed up. The others are not compared in the reader. */
const MOST_MASTERS = 20_000

interface Master {
  isStated: boolean
  pieces: number | null
  grossKg: number | null
  origin: string | null
  destination: string | null
  houses: number
  /** Null once a house does not state the figure. */
  housePieces: number | null
  houseKg: number | null
}

/** Compares the masters of one message with their houses in it (rules R4 and R11). */
export class HouseSums {
  private readonly masters = new Map<string, Master>()
  private readonly tally: Tally
  /** A message with two or more houses lists all of them. */
  private readonly listsHouses: boolean

  constructor(tally: Tally, listsHouses: boolean) {
    this.tally = tally
    this.listsHouses = listsHouses
  }

  consignment(consignment: CargoConsignment, scope: Scope<CargoConsignment>): void {
    if (consignment.level === 'master') this.addMaster(consignment)
    else if (consignment.level === 'house' && consignment.masterId !== null)
      this.addHouse(consignment, consignment.masterId, scope)
  }

  private addMaster({ id, pieces, totalPieces, grossKg, origin, destination }: CargoConsignment): void {
    const master = this.masterOf(id)
    if (master === undefined) return
    Object.assign(master, { isStated: true, pieces: totalPieces ?? pieces, grossKg, origin, destination })
  }

  private addHouse(house: CargoConsignment, masterId: string, scope: Scope<CargoConsignment>): void {
    const master = this.masterOf(masterId)
    if (master === undefined) return
    master.houses += 1
    master.housePieces = plus(master.housePieces, house.totalPieces ?? house.pieces)
    master.houseKg = plus(master.houseKg, house.grossKg)
    // A house may begin before or end beyond its master.
    for (const field of ['origin', 'destination'] as const) {
      const expected = master[field]
      const actual = house[field]
      if (expected === null || actual === null || maySamePlace(expected, actual)) continue
      const message = `the ${field} of the house is not that of its master`
      scope.report('HOUSE_OUTSIDE_MASTER', field, { message, expected, actual, rule: 'R11' })
    }
  }

  private masterOf(id: string): Master | undefined {
    const known = this.masters.get(id)
    if (known !== undefined || this.masters.size >= MOST_MASTERS) return known
    const master: Master = {
      isStated: false,
      pieces: null,
      grossKg: null,
      origin: null,
      destination: null,
      houses: 0,
      housePieces: 0,
      houseKg: 0,
    }
    this.masters.set(id, master)
    return master
  }

  end(message: Scope<CargoMessageHead>): void {
    for (const [id, master] of this.masters) {
      if (!master.isStated || master.houses === 0) continue
      const isFinal = this.listsHouses && master.houses > 1
      const { pieces, housePieces, grossKg, houseKg } = master
      if (pieces !== null && housePieces !== null) {
        const figures = { rule: 'R4', scope: id, expected: pieces, actual: housePieces, unit: 'pieces' } as const
        if (housePieces < pieces && !isFinal) this.tally.open(figures)
        else if (!this.tally.compare(figures)) {
          const detail = { expected: pieces, actual: housePieces, rule: 'R4', consignment: id }
          message.report('PIECES_MISMATCH', null, {
            message: 'the houses have other pieces than the master',
            ...detail,
          })
        }
      }
      if (grossKg !== null && houseKg !== null) {
        const tolerance = massTolerance(grossKg)
        const figures = { rule: 'R4', scope: id, expected: grossKg, actual: houseKg, unit: 'kg', tolerance } as const
        if (houseKg < grossKg - tolerance && !isFinal) this.tally.open(figures)
        else if (!this.tally.compare(figures)) {
          const detail = { expected: grossKg, actual: houseKg, rule: 'R4', consignment: id }
          message.report('GROSS_MISMATCH', null, { message: 'the houses have another mass than the master', ...detail })
        }
      }
    }
  }
}

const plus = (sum: number | null, term: number | null): number | null =>
  sum === null || term === null ? null : sum + term
