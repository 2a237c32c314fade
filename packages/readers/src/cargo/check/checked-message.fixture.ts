import type {
  CargoConsignment,
  CargoEquipment,
  CargoFinding,
  CargoFormat,
  CargoItem,
  CargoLeg,
  CargoLoad,
  CargoMessageHead,
  CargoParty,
  CargoReconciliation,
} from '@entente/contracts'
import { CargoFile } from '../message/cargo-file.ts'
import { type MessageWriter, openItem, openLeg, openParty } from '../message/message-writer.ts'
import { blankConsignment, blankEquipment, blankItem, blankLeg, blankLoad, blankParty } from '../model/blank.ts'

/** An item with its parties as roles and values. */
export type GivenItem = Partial<Omit<CargoItem, 'parties'>> & { parties?: Partial<CargoParty>[] }
/** A consignment with only the values that matter. */
export type GivenConsignment = Partial<Omit<CargoConsignment, 'items' | 'parties' | 'route'>> & {
  items?: GivenItem[]
  parties?: Partial<CargoParty>[]
  route?: Partial<CargoLeg>[]
}
export interface GivenMessage {
  format: CargoFormat
  header?: Partial<CargoMessageHead['header']>
  conveyance?: Partial<NonNullable<CargoMessageHead['conveyance']>>
  declared?: Partial<CargoMessageHead['declared']>
  consignments?: GivenConsignment[]
  equipment?: (Partial<CargoEquipment> & { id: string })[]
  loads?: (Partial<CargoLoad> & { consignmentId: string })[]
}
interface CheckedMessage {
  findings: CargoFinding[]
  consignments: CargoConsignment[]
  equipment: CargoEquipment[]
  reconciliation: CargoReconciliation
}

/** Writes an invented message through the message writer, which checks it. */
export function checked(given: GivenMessage): CheckedMessage {
  const out: Omit<CheckedMessage, 'reconciliation'> = { findings: [], consignments: [], equipment: [] }
  let reconciliation: CargoReconciliation | null = null
  const file = new CargoFile(
    {},
    {
      finding: (finding) => out.findings.push(finding),
      consignment: (consignment) => out.consignments.push(consignment),
      equipment: (equipment) => out.equipment.push(equipment),
      messageEnd: (_, __, result) => {
        reconciliation = result
      },
    },
  )
  const message = file.message(given.format, null)
  Object.assign(message.head.header, given.header)
  Object.assign(message.head.declared, given.declared)
  if (given.conveyance) Object.assign(message.conveyance().owner, given.conveyance)
  for (const consignment of given.consignments ?? []) writeConsignment(message, consignment)
  for (const unit of given.equipment ?? []) {
    message.equipment(Object.assign(blankEquipment(unit.type ?? 'container', unit.id), unit))
  }
  for (const load of given.loads ?? []) message.load(Object.assign(blankLoad(load.consignmentId, null), load))
  message.end()
  if (reconciliation === null) throw new Error('the message did not end')
  return { ...out, reconciliation }
}

function writeConsignment(message: MessageWriter, given: GivenConsignment): void {
  const { items = [], parties = [], route = [], ...values } = given
  const consignment = blankConsignment('master', 'key', given.id ?? 'BILL1', null)
  const scope = message.consignment(Object.assign(consignment, values))
  for (const party of parties) openParty(scope, Object.assign(blankParty(party.role ?? 'consignee'), party))
  for (const [at, { parties: own = [], ...item }] of items.entries()) {
    const itemScope = openItem(scope, Object.assign(blankItem(), { seq: at + 1 }, item))
    for (const party of own) openParty(itemScope, Object.assign(blankParty(party.role ?? 'consignee'), party))
  }
  for (const [at, leg] of route.entries()) openLeg(scope, Object.assign(blankLeg(at + 1), leg))
}

/** Returns the codes of the findings, each once, sorted. */
export const codesOf = (given: GivenMessage): string[] =>
  [...new Set(checked(given).findings.map(({ code }) => code))].sort()

export const consignor = { role: 'consignor', name: 'Acorn Valves Ltd', street: '1 Quay', country: 'GB' } as const
export const consignee = { role: 'consignee', name: 'Lune Traders Ltda', street: '2 Cais', country: 'PT' } as const

/** A clean air waybill with the values given. */
export const airWaybill = (values: GivenConsignment = {}): GivenConsignment => ({
  id: '999-12345675',
  level: 'master',
  mode: 'air',
  origin: 'LHR',
  destination: 'LIS',
  pieces: 4,
  grossKg: 80,
  description: 'BRASS VALVES FOR WATER TAPS',
  hsCodes: ['848180'],
  parties: [consignor, consignee],
  ...values,
})

/** A clean bill of lading with one item. */
export const bill = (values: GivenConsignment = {}): GivenConsignment => ({
  id: 'ACRN0001',
  level: 'master',
  mode: 'sea',
  portOfLoading: 'GBFXT',
  portOfDischarge: 'PTLIS',
  pieces: 10,
  grossKg: 900,
  parties: [consignor, consignee],
  items: [{ description: 'CERAMIC WALL TILES', hs: '690721', grossKg: 900 }],
  ...values,
})
