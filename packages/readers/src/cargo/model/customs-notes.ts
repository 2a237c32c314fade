import type { CargoConsignment, CargoCustomsNote, CargoParty } from '@entente/contracts'
import { codeTable } from './code-table.ts'
import { hasKey } from './has-entry.ts'
import type { Scope } from './scope.ts'
import type { Sent } from './sent.ts'

/** The subjects of customs notes that name a party (Cargo-IMP OCI, Cargo-XML IncludedCustomsNote). */
const subjects = codeTable<CargoParty['role']>({
  SHP: 'consignor',
  CNE: 'consignee',
  NFY: 'notify',
  AGT: 'agent',
})

/** Adds a customs note as it is, repeats included. Empty notes are left out. */
export function addCustomsNote(
  consignment: Scope<CargoConsignment>,
  parts: Readonly<Record<keyof CargoCustomsNote, Sent | undefined>>,
): void {
  const { customsNotes } = consignment.owner
  const note: CargoCustomsNote = { country: null, subject: null, content: null, value: null }
  if (Object.values(parts).every((sent) => sent === undefined)) return
  const scope = consignment.child(note, `customsNotes/${customsNotes.push(note) - 1}`)
  for (const field of ['country', 'subject', 'content', 'value'] as const) scope.text(field, parts[field])
}

/** Gives the tax numbers among the customs notes (content `T`) to the parties that they name, once all parties are read. */
export function giveTaxNumbers({ customsNotes, parties }: CargoConsignment): void {
  const firsts = new Map<CargoParty['role'], CargoParty>()
  for (const party of parties) if (!firsts.has(party.role)) firsts.set(party.role, party)
  for (const { country, subject, content, value } of customsNotes) {
    if (content !== 'T' || value === null || subject === null) continue
    const role = subjects[subject]
    const party = role && firsts.get(role)
    if (party && !hasKey(party.taxIds, value, numberOf)) party.taxIds.push({ value, country })
  }
}

const numberOf = ({ value }: { value: string }): string => value
