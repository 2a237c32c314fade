import type { CargoConsignment, CargoEquipment, CargoMessageHead } from '@entente/contracts'
import type { Scope } from '../model/scope.ts'
import { type ContainerNumber, isUnitLoadDevice, readContainerNumber } from './check-digits.ts'
import { isPlace, placeMessage } from './check-places.ts'
import type { FormatTraits } from './format-traits.ts'

/** The largest mass of goods in one container, in kg. ISO 668 rates a container with 30,480 kg or more, tare included. */
const LARGEST_MASS = 30_000
/** The largest rating of ISO 668 in kg, for the verified gross mass of a packed container. */
const LARGEST_RATING = 36_000
/** The most consignments that are too heavy for one container and wait for the type of their equipment. */
const MOST_HEAVY = 1_000

/** Checks the equipment of one message: numbers, ports, masses. */
export class EquipmentChecks {
  private readonly head: CargoMessageHead
  private readonly traits: FormatTraits
  private readonly heavy = new Map<string, { consignment: string; kg: number }>()

  constructor(head: CargoMessageHead, traits: FormatTraits) {
    this.head = head
    this.traits = traits
  }

  /** Checks kg a piece, and remembers a consignment that is too heavy for the one unit that carries it. */
  consignment(consignment: CargoConsignment, scope: Scope<CargoConsignment>): void {
    const { grossKg, pieces, equipmentIds } = consignment
    if (grossKg === 0 && pieces !== null && pieces > 0) {
      scope.report('MASS_ODD', 'grossKg', { message: 'pieces without mass', actual: 0 })
    }
    const [only] = equipmentIds
    if (grossKg === null || grossKg <= LARGEST_MASS || equipmentIds.length !== 1 || only === undefined) return
    if (this.heavy.size < MOST_HEAVY) this.heavy.set(only, { consignment: consignment.id, kg: grossKg })
  }

  equipment(equipment: CargoEquipment, scope: Scope<CargoEquipment>): void {
    if (equipment.type === 'uld') {
      if (isUnitLoadDevice(equipment.id)) return
      const message = 'a unit load device has a type code, four or five digits and an owner'
      scope.report('ULD_MALFORMED', 'id', { message, actual: equipment.id, literal: equipment.asSent })
      return
    }
    this.checkNumber(equipment, scope)
    this.checkMass(equipment, scope)
    for (const field of ['portOfLoading', 'portOfDischarge'] as const) {
      const code = equipment[field]
      if (code === null || isPlace(code, this.traits, this.head.conveyance?.mode ?? null)) continue
      scope.report('LOCATION_MALFORMED', field, { message: placeMessage(this.traits), actual: code, literal: code })
    }
  }

  private checkNumber(equipment: CargoEquipment, scope: Scope<CargoEquipment>): void {
    const { type, id, asSent } = equipment
    const mode = this.head.conveyance?.mode ?? null
    if (type !== 'container' && (mode !== 'sea' || type === 'trailer')) return
    const number = readContainerNumber(id)
    if (type === 'container') equipment.checkDigitValid = number.checkDigitValid
    // On the road, a swap body or trailer with a number of its own may stand in place of a container.
    if (number.malformed && mode === 'road') return
    const fault = containerFault(number)
    if (fault !== null) scope.report(fault.code, 'id', { message: fault.message, actual: number.id, literal: asSent })
  }

  private checkMass(equipment: CargoEquipment, scope: Scope<CargoEquipment>): void {
    if (equipment.type !== 'container') return
    const { id, grossKg, vgmKg } = equipment
    const heavy = this.heavy.get(id)
    if (grossKg !== null && grossKg > LARGEST_MASS) this.reportMass(scope, 'grossKg', grossKg, LARGEST_MASS)
    else if (vgmKg !== null && vgmKg > LARGEST_RATING) this.reportMass(scope, 'vgmKg', vgmKg, LARGEST_RATING)
    else if (heavy !== undefined) this.reportMass(scope, null, heavy.kg, LARGEST_MASS, heavy.consignment)
  }

  private reportMass(
    scope: Scope<CargoEquipment>,
    field: 'grossKg' | 'vgmKg' | null,
    actual: number,
    expected: number,
    consignment: string | null = null,
  ): void {
    const message = `more than ${expected} kg in one container`
    scope.report('MASS_ODD', field, { message, actual, expected, consignment })
  }
}

/** Says what is wrong with a container number; null if nothing is. */
export function containerFault({ malformed, checkDigitValid }: ContainerNumber): {
  code: 'CONTAINER_ID_MALFORMED' | 'CONTAINER_CHECK_DIGIT'
  message: string
} | null {
  if (malformed) {
    const message = 'a container number has four letters and seven digits (ISO 6346)'
    return { code: 'CONTAINER_ID_MALFORMED', message }
  }
  if (checkDigitValid) return null
  return { code: 'CONTAINER_CHECK_DIGIT', message: 'the check digit of the container number is wrong (ISO 6346)' }
}
