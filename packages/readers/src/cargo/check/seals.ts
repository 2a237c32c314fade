import type { CargoConsignment, CargoEquipment, CargoMessageHead } from '@entente/contracts'
import { IdentitySet } from '../model/identity-set.ts'
import type { Scope } from '../model/scope.ts'
import { isSeal } from '../model/seals.ts'
import type { FormatTraits } from './format-traits.ts'

/** The third character of a size and type code of ISO 6346 is P for platforms and flat racks, which have no doors to seal. */
const isPlatform = (sizeType: string | null): boolean => sizeType !== null && /^..P/.test(sizeType)

/** The most containers without a seal that are remembered until the message ends. */
const MOST_UNSEALED = 1_000

/** Checks the seals of the containers of one message. */
export class SealChecks {
  private readonly traits: FormatTraits
  private readonly seals = new IdentitySet()
  /** Equipment whose bill states seals. */
  private readonly sealedByBill = new IdentitySet()
  private readonly unsealed: { id: string; index: number }[] = []
  private anySealed = false
  private count = 0

  constructor(traits: FormatTraits) {
    this.traits = traits
  }

  consignment({ seals, equipmentIds }: CargoConsignment): void {
    if (this.traits.seals === 'none' || !seals.some(({ id }) => isSeal(id))) return
    for (const id of equipmentIds) this.sealedByBill.add(id)
  }

  equipment(equipment: CargoEquipment, scope: Scope<CargoEquipment>): void {
    const index = this.count++
    if (this.traits.seals === 'none' || equipment.type !== 'container') return
    const seals = new Map(equipment.seals.filter(({ id }) => isSeal(id)).map((seal) => [keyOf(seal), seal.id]))
    for (const [key, id] of seals) {
      if (this.seals.add(key)) continue
      const message = 'another container of this message has the same seal'
      scope.report('SEAL_REPEATED', 'seals', { message, actual: id, literal: id })
    }
    if (seals.size > 0) {
      this.anySealed = true
      return
    }
    if (equipment.full !== true || isPlatform(equipment.sizeType) || this.sealedByBill.has(equipment.id)) return
    if (this.traits.seals === 'always') scope.report('SEAL_MISSING', null, { message: NO_SEAL, actual: equipment.id })
    else if (this.unsealed.length < MOST_UNSEALED) this.unsealed.push({ id: equipment.id, index })
  }

  /** Reports the containers without a seal beside one with a seal. */
  end(message: Scope<CargoMessageHead>): void {
    if (!this.anySealed) return
    for (const { id, index } of this.unsealed) {
      const detail = { message: NO_SEAL, equipment: id, actual: id }
      message.report('SEAL_MISSING', `equipment/${index}`, detail)
    }
  }
}

const NO_SEAL = 'a full container without a seal'
/** Seals of different parties may have the same number. */
const keyOf = ({ id, party }: { id: string; party: string | null }): string =>
  `${party ?? ''} ${id.replace(/\s+/g, '').toUpperCase()}`
