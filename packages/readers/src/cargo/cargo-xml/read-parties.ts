import type { CargoConsignment, CargoParty } from '@entente/contracts'
import { openParty } from '../message/message-writer.ts'
import { blankParty } from '../model/blank.ts'
import { codeTable } from '../model/code-table.ts'
import { addCustomsNote, giveTaxNumbers } from '../model/customs-notes.ts'
import type { Scope } from '../model/scope.ts'
import type { XmlNode } from '../xml/xml-node.ts'

const roles = codeTable<CargoParty['role']>({
  ConsignorParty: 'consignor',
  ConsigneeParty: 'consignee',
  FreightForwarderParty: 'agent',
})

/** Contacts by their element, with the type codes of Cargo-IMP. */
const contacts: readonly (readonly [string, string, string])[] = [
  ['DirectTelephoneCommunication', 'CompleteNumber', 'TE'],
  ['FaxCommunication', 'CompleteNumber', 'FX'],
  ['TelexCommunication', 'CompleteNumber', 'TL'],
  ['URIEmailCommunication', 'URIID', 'EM'],
]

/** Reads the parties of a consignment, and its customs notes, some of which state tax numbers of parties. */
export function readParties(consignment: Scope<CargoConsignment>, node: XmlNode): void {
  for (const child of node.children) {
    const role = roles[child.name]
    if (role !== undefined) readParty(openParty(consignment, blankParty(role)), child)
    else if (child.name === 'AssociatedParty') {
      const code = child.textOf('RoleCode')
      readParty(openParty(consignment, blankParty(code === 'NI' ? 'notify' : 'other', code)), child)
    }
  }
  for (const note of node.children) if (note.name === 'IncludedCustomsNote') readNote(consignment, note)
  giveTaxNumbers(consignment.owner)
}

function readParty(party: Scope<CargoParty>, node: XmlNode): void {
  party.text('name', node.child('Name'))
  party.text('id', node.child('PrimaryID'))
  party.text('accountId', node.child('AccountID'))
  party.text('iataAgentCode', node.child('CargoAgentID'))
  party.text('cassCode', node.find('SpecifiedCargoAgentLocation', 'ID'))
  const address = node.child('PostalStructuredAddress') ?? node.child('FreightForwarderAddress')
  if (address !== undefined) {
    party.text('street', address.child('StreetName'))
    party.text('city', address.child('CityName'))
    party.text('subdivision', address.child('CountrySubDivisionName'))
    party.text('subdivision', address.child('CountrySubDivisionID'))
    party.text('postcode', address.child('PostcodeCode'))
    party.text('country', address.child('CountryID'))
  }
  for (const contact of node.all('DefinedTradeContact')) {
    for (const [channel, number, type] of contacts) {
      const sent = contact.find(channel, number)
      const value = contact.textOf(channel, number)
      if (sent === undefined || value === null) continue
      party.note(`contacts/${party.owner.contacts.length}/value`, sent)
      party.owner.contacts.push({ type, value })
    }
  }
}

function readNote(consignment: Scope<CargoConsignment>, node: XmlNode): void {
  addCustomsNote(consignment, {
    country: node.child('CountryID'),
    subject: node.child('SubjectCode'),
    content: node.child('ContentCode'),
    value: node.child('Content'),
  })
}
