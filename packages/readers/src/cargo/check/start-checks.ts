import type {
  CargoConsignment,
  CargoEquipment,
  CargoLoad,
  CargoMessageHead,
  CargoReconciliation,
} from '@entente/contracts'
import type { Scope } from '../model/scope.ts'
import { checkAirWaybill, checkDangerousGoods, checkHsCodes } from './check-codes.ts'
import { checkDescriptions } from './check-descriptions.ts'
import { EquipmentChecks } from './check-equipment.ts'
import { checkParties } from './check-parties.ts'
import { checkConveyance, checkPlaces, checkRoute } from './check-places.ts'
import type { CargoCheckTables } from './check-tables.ts'
import { formatTraits } from './format-traits.ts'
import { checkDensity, checkFigures } from './reconcile/check-figures.ts'
import { HouseSums } from './reconcile/houses.ts'
import { sumItems } from './reconcile/item-sums.ts'
import { checkLoads, PieceLedger } from './reconcile/loads.ts'
import { Tally } from './reconcile/tally.ts'
import { MessageTotals } from './reconcile/totals.ts'
import { reportPartsOf } from './report-part.ts'
import { SealChecks } from './seals.ts'

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
export function startChecks(head: CargoMessageHead, tables: CargoCheckTables): MessageChecks {
  const { format } = head
  const traits = { ...formatTraits[format], tables }
  const tally = new Tally()
  const totals = new MessageTotals(tally, format)
  const houses = new HouseSums(tally, traits.listsHouses)
  let ledger: PieceLedger | null = null
  const units = new EquipmentChecks(head, traits)
  const seals = new SealChecks(traits)
  return {
    consignment(consignment, scope) {
      const part = reportPartsOf(scope)
      checkAirWaybill(consignment, scope, traits)
      checkPlaces(consignment, traits, part)
      checkParties(consignment, traits, part)
      checkDescriptions(consignment, scope, traits, part)
      checkHsCodes(consignment, scope, traits, part)
      checkDangerousGoods(consignment, traits, part)
      checkRoute(consignment, scope, part)
      units.consignment(consignment, scope)
      seals.consignment(consignment)
      const sums = sumItems(consignment, format)
      checkFigures(consignment, scope, format, sums, tally)
      if (!traits.sumsLoads) checkDensity(scope)
      totals.consignment(consignment, sums)
      houses.consignment(consignment, scope)
    },
    equipment(equipment, scope) {
      units.equipment(equipment, scope)
      seals.equipment(equipment, scope)
      totals.equipment(equipment.id)
    },
    load(load, scope) {
      totals.load(load)
      if (traits.sumsLoads) checkDensity(scope)
      // Only air waybills are loaded by pieces of a shipment.
      if (!traits.airWaybills) return
      const { consignmentId, pieces, totalPieces, splitCode } = load
      ledger ??= new PieceLedger()
      ledger.add(consignmentId, pieces, totalPieces, splitCode !== null && splitCode !== 'T')
    },
    end(message) {
      checkConveyance(message, traits)
      seals.end(message)
      houses.end(message)
      checkLoads(ledger, message, tally)
      return { ...totals.end(message), ...tally.end() }
    },
  }
}
