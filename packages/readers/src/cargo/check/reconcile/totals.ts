import type {
  CargoConsignment,
  CargoFormat,
  CargoLoad,
  CargoMessageHead,
  CargoReconciliation,
} from '@entente/contracts'
import type { FindingCode } from '../../../findings/severities.ts'
import { IdentitySet } from '../../model/identity-set.ts'
import { round3 } from '../../model/numbers.ts'
import type { Scope } from '../../model/scope.ts'
import type { ItemSums } from './item-sums.ts'
import { type Figures, massTolerance, type Tally } from './tally.ts'

interface Counted {
  pieces: number | null
  packages: number | null
  grossKg: number | null
}

/** Sums over the elements of one level. A figure becomes null once an element does not state it. */
class LevelSums {
  count = 0
  private readonly sums: Counted = { pieces: 0, packages: 0, grossKg: 0 }

  add({ pieces, packages, grossKg }: Counted): void {
    this.count += 1
    const { sums } = this
    sums.pieces = sums.pieces === null || pieces === null ? null : sums.pieces + pieces
    sums.packages = sums.packages === null || packages === null ? null : sums.packages + packages
    sums.grossKg = sums.grossKg === null || grossKg === null ? null : sums.grossKg + grossKg
  }

  of(figure: keyof Counted): number | null {
    const sum = this.sums[figure]
    return this.count === 0 || sum === null ? null : round3(sum)
  }
}

/** The consignments of one level: what they state, and the sums over their items. */
class ConsignmentSums {
  readonly stated = new LevelSums()
  readonly items = new LevelSums()

  add(consignment: CargoConsignment, sums: ItemSums): void {
    this.stated.add(consignment)
    this.items.add(sums)
  }

  /** Returns the sum over the items, else over what the consignments state. */
  of(figure: keyof Counted): number | null {
    return this.items.of(figure) ?? this.stated.of(figure)
  }
}

/** Counts and sums up a whole message, and compares the totals that it states (rule R6). */
export class MessageTotals {
  private readonly counts = { masters: 0, houses: 0, items: 0, loads: 0, equipment: 0 }
  private readonly loads = new LevelSums()
  private readonly houses = new ConsignmentSums()
  /** Masters and declarations. */
  private readonly masters = new ConsignmentSums()
  private readonly equipmentIds = new IdentitySet()
  /** A declaration repeats the totals of its message, which are compared with its items already. */
  private declaration: Counted = { pieces: null, packages: null, grossKg: null }
  private readonly tally: Tally
  private readonly format: CargoFormat

  constructor(tally: Tally, format: CargoFormat) {
    this.tally = tally
    this.format = format
  }

  consignment(consignment: CargoConsignment, sums: ItemSums): void {
    const { level, items } = consignment
    this.counts.items += items.length
    if (level === 'house') this.counts.houses += 1
    else if (level === 'master') this.counts.masters += 1
    const group = level === 'house' ? this.houses : this.masters
    group.add(consignment, sums)
    if (level === 'declaration') this.declaration = consignment
  }

  equipment(id: string): void {
    this.equipmentIds.add(id)
  }

  load({ pieces, grossKg }: CargoLoad): void {
    this.counts.loads += 1
    this.loads.add({ pieces, packages: null, grossKg })
  }

  end(message: Scope<CargoMessageHead>): Pick<CargoReconciliation, 'counts' | 'sums'> {
    this.counts.equipment = this.equipmentIds.size
    this.compareTotals(message)
    return {
      counts: this.counts,
      sums: { pieces: this.lowest('pieces'), packages: this.lowest('packages'), grossKg: this.lowest('grossKg') },
    }
  }

  /** Returns the sum on the lowest level on which every element states the figure. */
  private lowest(figure: keyof Counted): number | null {
    const { loads, houses, masters } = this
    const leaves = houses.stated.count > 0 ? houses : masters
    return loads.of(figure) ?? leaves.items.of(figure) ?? houses.stated.of(figure) ?? masters.stated.of(figure)
  }

  private compareTotals(message: Scope<CargoMessageHead>): void {
    const { declared, header } = message.owner
    if (header.continued === true) return
    const { masters, houses, items } = this.counts
    const compare = (
      code: FindingCode,
      field: keyof typeof declared,
      unit: Figures['unit'],
      actuals: () => (number | null)[],
    ) => {
      const expected = declared[field]
      if (expected === null) return
      const known = actuals().filter((actual) => actual !== null)
      const [first] = known
      const isCompared = (field === 'packages' || field === 'grossKg') && expected === this.declaration[field]
      if (first === undefined || isCompared) return
      const tolerance = unit === 'kg' ? massTolerance(expected) : 0
      // The total may count the bills of one level or of both: it agrees if one way of counting does.
      const actual = known.find((one) => Math.abs(one - expected) <= tolerance) ?? first
      if (this.tally.compare({ rule: 'R6', scope: 'message', expected, actual, unit, tolerance })) return
      const text = `the message states another total of ${unit} than it contains`
      message.report(code, `declared/${field}`, { message: text, expected, actual, rule: 'R6' })
    }
    const bills = this.masters.stated.count
    compare('COUNT_MISMATCH', 'consignments', 'bills', () => [
      bills + houses,
      masters > 0 ? bills : null,
      houses > 0 ? houses : null,
    ])
    compare('COUNT_MISMATCH', 'items', 'items', () => [items])
    if (this.counts.equipment > 0)
      compare('EQUIPMENT_COUNT_MISMATCH', 'equipment', 'equipment', () => [this.counts.equipment])
    compare('PACKAGES_MISMATCH', 'packages', 'packages', () => this.ways('packages', 'pieces'))
    compare('PIECES_MISMATCH', 'pieces', 'pieces', () => this.ways('pieces'))
    compare('GROSS_MISMATCH', 'grossKg', 'kg', () => this.ways('grossKg'))
  }

  /** Returns the sums of the content: of masters, of houses, of both. ASYCUDA counts packages as the pieces of a bill. */
  private ways(figure: keyof Counted, other: keyof Counted | null = null): (number | null)[] {
    const figures = other !== null && this.format === 'awmds' ? [figure, other] : [figure]
    const sums = figures.flatMap((one) => {
      const [ofMasters, ofHouses] = [this.masters.of(one), this.houses.of(one)]
      const both = ofMasters !== null && ofHouses !== null ? round3(ofMasters + ofHouses) : null
      return [both, ofMasters, ofHouses]
    })
    // A level that does not state the figure on every bill gives no sum to compare with, and neither does the other alone.
    const isPartial = this.houses.stated.count > 0 && this.masters.stated.count > 0 && sums[0] === null
    return isPartial ? [] : sums
  }
}
