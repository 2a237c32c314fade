import type { Random } from '../../../synthetic/random.ts'
import type { GoodsLine, Movement, Shipment } from '../plan/shipment.ts'

/** A fault in a message, by the code of the finding that a reader must raise. */
export interface Fault {
  code: string
  /** The contract with the fault. */
  id: string
}

type Spoiler = (shipment: Shipment) => { shipment: Shipment; code: string }
const withFirstLine = (shipment: Shipment, change: Partial<GoodsLine>): Shipment => ({
  ...shipment,
  lines: shipment.lines.map((line, at) => (at === 0 ? { ...line, ...change } : line)),
})

const vague: Spoiler = (shipment) => ({
  shipment: { ...shipment, lines: shipment.lines.map((line) => ({ ...line, description: 'GENERAL CARGO' })) },
  code: 'VAGUE_DESCRIPTION',
})
const unknownHeading: Spoiler = (shipment) => ({
  shipment: withFirstLine(shipment, { hs: '119900' }),
  code: 'HS_UNKNOWN',
})
const wrongMass: Spoiler = (shipment) => ({
  shipment: { ...shipment, kilograms: shipment.kilograms + 250 },
  code: 'GROSS_MISMATCH',
})
const wrongCheckDigit: Spoiler = (shipment) => ({
  shipment: { ...shipment, id: shipment.id.slice(0, -1) + String((Number(shipment.id.at(-1)) + 1) % 7) },
  code: 'AWB_CHECK_DIGIT',
})
const identical: Spoiler = (shipment) => ({
  shipment: { ...shipment, consignee: { ...shipment.consignor, taxId: shipment.consignee.taxId } },
  code: 'PARTIES_IDENTICAL',
})
const wrongContainer: Spoiler = (shipment) => ({
  shipment: {
    ...shipment,
    loads: shipment.loads.map((load) => ({
      ...load,
      equipment: load.equipment && { ...load.equipment, id: withNextDigit(load.equipment.id) },
    })),
  },
  code: 'CONTAINER_CHECK_DIGIT',
})
const withNextDigit = (id: string): string => id.slice(0, -1) + String((Number(id.at(-1)) + 1) % 10)

/** The faults that each mode's messages can carry. */
const spoilers: Record<Movement['mode'], readonly Spoiler[]> = {
  air: [wrongCheckDigit, identical],
  sea: [identical, wrongContainer],
  road: [vague, unknownHeading, identical],
}
const ofDirect: readonly Spoiler[] = [vague, wrongMass]

/** Puts one fault into a shipment, as careless filers do. A consolidation's goods stay as they are: its houses state them. */
export function spoil(
  random: Random,
  mode: Movement['mode'],
  shipment: Shipment,
): { shipment: Shipment; fault: Fault } {
  const fitting = shipment.houses.length === 0 && mode !== 'road' ? [...spoilers[mode], ...ofDirect] : spoilers[mode]
  const { shipment: spoiled, code } = random.pick(fitting)(shipment)
  return { shipment: spoiled, fault: { code, id: spoiled.id } }
}
