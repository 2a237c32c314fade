import type {
  CargoConsignment,
  CargoEquipment,
  CargoLoad,
  CargoMessageHead,
  CargoReconciliation,
} from '@entente/contracts'
import type { Scope } from '../model/scope.ts'

/**
 * The checks of one message. Each object comes once, when it is whole and just before it goes to the sink; a check may set
 * its fields that are no data of the message (`checkDigitValid`). Nothing of it may be kept but sums and identities.
 */
export interface MessageChecks {
  consignment(consignment: CargoConsignment, scope: Scope<CargoConsignment>): void
  equipment(equipment: CargoEquipment, scope: Scope<CargoEquipment>): void
  load(load: CargoLoad, scope: Scope<CargoLoad>): void
  /** Comes last. `message` is the scope of the message itself, for findings about its totals. */
  end(message: Scope<CargoMessageHead>): CargoReconciliation
}

/** Starts the checks of a message. Its head may gain values until the end. */
export function startChecks(_head: CargoMessageHead): MessageChecks {
  const counts = { masters: 0, houses: 0, items: 0, loads: 0, equipment: 0 }
  return {
    consignment({ level, items }) {
      if (level === 'house') counts.houses++
      else if (level === 'master') counts.masters++
      counts.items += items.length
    },
    equipment() {
      counts.equipment++
    },
    load() {
      counts.loads++
    },
    end() {
      const sums = { pieces: null, packages: null, grossKg: null }
      return { counts, sums, checks: [], agrees: null }
    },
  }
}
