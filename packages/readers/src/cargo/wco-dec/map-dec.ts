import type { CargoConsignment, CargoHeader, CargoItem, CargoMode, CargoParty } from '@entente/contracts'
import { shipCheckDigitValid } from '../check/check-digits.ts'
import type { CargoFile } from '../message/cargo-file.ts'
import { type MessageWriter, openItem, openParty } from '../message/message-writer.ts'
import { blankConsignment, blankItem, blankParty } from '../model/blank.ts'
import { functions, modeOf, purposes } from '../model/codes.ts'
import { hasEntry } from '../model/has-entry.ts'
import { completeRepeatedParties } from '../model/repeated-party.ts'
import type { Scope } from '../model/scope.ts'
import { addSeal } from '../model/seals.ts'
import { tidyText } from '../model/text.ts'
import { everyAt, fillFields, quarantineUnnamed, saysAnything } from '../xml/fill-fields.ts'
import { loadContainer } from '../xml/load-container.ts'
import type { ReadElement, XmlMapper } from '../xml/xml-mapper.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import {
  commodityCodeTypes,
  consignmentFields,
  conveyanceFields,
  declaredFields,
  documentPaths,
  equipmentPaths,
  headerFields,
  identityFields,
  imoIdentity,
  itemDocumentPaths,
  itemFields,
  itemPartyPaths,
  packagingFields,
  partyFields,
  partyPaths,
} from './dec-fields.ts'

/**
 * Starts a mapper of a declaration of the WCO Data Model 3.6 (DEC), alone or inside MetaData. It gives one consignment of level
 * `declaration`. A declaration that is cut off is not kept.
 */
export const startDec = (file: CargoFile, root: XmlNode): XmlMapper => new DecMapper(file, root)

class DecMapper implements XmlMapper {
  refused: 'MESSAGE_TYPE_UNKNOWN' | null = null
  private readonly file: CargoFile
  private readonly root: XmlNode

  constructor(file: CargoFile, root: XmlNode) {
    this.file = file
    this.root = root
  }

  opened(): ReadElement {
    return 'attach'
  }

  whole(): void {}

  end(): void {
    const { file, root } = this
    const declaration = root.name === 'Declaration' ? root : root.child('Declaration')
    if (declaration !== undefined) mapDec(file, root, declaration)
    else {
      const detail = { message: 'this metadata holds no declaration', sent: root, actual: root.textOf('WCOTypeName') }
      this.refused = 'MESSAGE_TYPE_UNKNOWN'
      file.report(this.refused, null, () => ({}), detail)
    }
  }

  broken(): void {}
}

function mapDec(file: CargoFile, root: XmlNode, node: XmlNode): void {
  const message = file.message('wco-dec', root.textOf('WCODataModelVersionCode'))
  fillFields(message.header, node, headerFields)
  const { header } = message.head
  message.header.set('function', functionOf(header))
  const { lrn, mrn } = header
  const id = lrn ?? mrn
  if (id === null) {
    quarantineUnnamed(file, message, root, 'the declaration states no reference')
    message.end()
    return
  }
  fillFields(message.declared, node, declaredFields)
  setKilograms(message.declared, 'grossKg', node.child('TotalGrossMassMeasure'))
  const mode = readConveyance(message, node)
  const key = lrn === null ? `dec/${id}` : `dec/${node.textOf('Declarant', 'ID') ?? '?'}/${id}`
  const consignment = message.consignment(blankConsignment('declaration', key, id, mode))
  consignment.note('id', node.child('FunctionalReferenceID') ?? node.child('ID') ?? node)
  readConsignment(message, consignment, node)
  for (const item of everyAt(node, ['GoodsShipment', 'GovernmentAgencyGoodsItem'])) readItem(message, consignment, item)
  message.end()
}

/** Some customs use code 13 for a request, and its type says which. */
function functionOf({ functionCode, typeCode }: CargoHeader): CargoHeader['function'] {
  if (functionCode === '13' && typeCode === 'INV') return 'cancellation'
  if (functionCode === '13' && typeCode === 'COR') return 'amendment'
  return functions[functionCode ?? ''] ?? 'unknown'
}

function readConveyance(message: MessageWriter, node: XmlNode): CargoMode | null {
  const means = node.child('BorderTransportMeans')
  const sent = means?.child('ModeCode')
  const mode = modeOf(sent?.textOf() ?? null)
  const conveyance = message.conveyance()
  if (mode !== null) conveyance.set('mode', mode, sent)
  fillFields(conveyance, node, conveyanceFields)
  const { id, idType } = conveyance.owner
  if (id === null) return mode
  const field = identityFields[idType ?? '']
  if (field !== undefined && conveyance.owner[field] === null) conveyance.set(field, id, means?.child('ID'))
  if (idType === imoIdentity && /^\d{7}$/.test(id) && shipCheckDigitValid(id))
    conveyance.set('imo', id, means?.child('ID'))
  return mode
}

function readConsignment(message: MessageWriter, consignment: Scope<CargoConsignment>, node: XmlNode): void {
  const { owner } = consignment
  const { header, declared } = message.head
  consignment.set('purpose', purposes[header.function])
  const procedure = header.typeCode?.slice(0, 2)
  owner.nature = procedure === 'EX' ? 'export' : procedure === 'IM' ? 'import' : null
  fillFields(consignment, node, consignmentFields)
  // The declaration is one consignment, so the totals of the message are its own.
  consignment.set('packages', declared.packages, node.child('TotalPackageQuantity'))
  consignment.set('grossKg', declared.grossKg, node.child('TotalGrossMassMeasure'))
  const invoice = node.child('InvoiceAmount')
  consignment.money('value', invoice, invoice?.attributes.currencyID ?? null)
  readParties(consignment, node, partyPaths)
  completeRepeatedParties(owner.parties)
  readDocuments(consignment, node, documentPaths)
  for (const path of equipmentPaths) {
    for (const equipment of everyAt(node, path)) readEquipment(message, consignment, equipment)
  }
}

function readEquipment(message: MessageWriter, consignment: Scope<CargoConsignment>, node: XmlNode): void {
  const loaded = loadContainer(message, consignment, node.child('ID'))
  for (const seal of node.all('Seal')) {
    const sent = seal.child('ID')
    if (sent === undefined) continue
    const party = seal.textOf('SealingPartyRoleCode')
    // A seal of equipment without an identity is one of the consignment.
    if (loaded?.equipment) addSeal(loaded.equipment, sent.text, sent, party)
    else addSeal(consignment, sent.text, sent, party)
  }
}

function readItem(message: MessageWriter, consignment: Scope<CargoConsignment>, node: XmlNode): void {
  const item = blankItem()
  const scope = openItem(consignment, item)
  fillFields(scope, node, itemFields)
  const measure = node.find('Commodity', 'GoodsMeasure')
  setKilograms(scope, 'grossKg', measure?.child('GrossMassMeasure'))
  setKilograms(scope, 'netKg', measure?.child('NetNetWeightMeasure') ?? measure?.child('NetWeightMeasure'))
  const value = node.child('StatisticalValueAmount')
  scope.money('value', value, value?.attributes.currencyID ?? null)
  scope.text('hs', commodityCode(node))
  for (const packaging of node.all('Packaging')) {
    const owner = { kind: null, number: null, pieces: null, marks: null }
    const index = item.packagings.push(owner) - 1
    fillFields(scope.child(owner, `packagings/${index}`), packaging, packagingFields)
  }
  if (item.packagings.length > 0 && item.packagings.every(({ number }) => number !== null)) {
    scope.set(
      'packages',
      item.packagings.reduce((sum, { number }) => sum + (number ?? 0), 0),
    )
  }
  for (const equipment of [...node.all('TransportEquipment'), ...everyAt(node, ['Commodity', 'TransportEquipment'])]) {
    const loaded = loadContainer(message, consignment, equipment.child('ID'))
    if (loaded !== null && !hasEntry(item.equipmentIds, loaded.id)) item.equipmentIds.push(loaded.id)
  }
  readDocuments(scope, node, itemDocumentPaths)
  readParties(scope, node, itemPartyPaths)
}

/** Returns the classification with the commodity code. A code of two digits is only an addition to another one. */
function commodityCode(item: XmlNode): XmlNode | undefined {
  const classifications = everyAt(item, ['Commodity', 'Classification'])
  for (const type of commodityCodeTypes) {
    const found = classifications.find((one) => one.textOf('IdentificationTypeCode') === type)?.child('ID')
    if (found !== undefined && found.text.trim().length > 3) return found
  }
  return undefined
}

function readParties(
  scope: Scope<CargoConsignment> | Scope<CargoItem>,
  node: XmlNode,
  paths: readonly (readonly [role: CargoParty['role'], ...path: string[]])[],
): void {
  for (const [role, ...path] of paths) {
    for (const sent of everyAt(node, path)) if (saysAnything(sent)) readParty(openParty(scope, blankParty(role)), sent)
  }
}

function readParty(party: Scope<CargoParty>, node: XmlNode): void {
  fillFields(party, node, partyFields)
  const lines = everyAt(node, ['Address', 'Line'])
  const street = tidyText(lines.map(({ text }) => text).join(' '))
  if (street !== null) party.set('street', street, lines[0])
  for (const contact of node.all('Communication')) {
    const value = contact.textOf('ID')
    if (value !== null) party.owner.contacts.push({ type: contact.textOf('TypeCode') ?? '', value })
  }
}

function readDocuments(
  scope: Scope<CargoConsignment> | Scope<CargoItem>,
  node: XmlNode,
  paths: readonly (readonly string[])[],
): void {
  const { documents } = scope.owner
  for (const document of paths.flatMap((path) => everyAt(node, path))) {
    const [type, id] = [document.textOf('TypeCode'), document.textOf('ID')]
    if (id === null) continue
    scope.note(`documents/${documents.length}/id`, document.child('ID') as XmlNode)
    documents.push({ type: type ?? '', id })
  }
}

/** Sets a mass. The format means kilograms where no unit is stated. */
function setKilograms<T extends object>(
  scope: Scope<T>,
  field: Parameters<Scope<T>['kilograms']>[0],
  sent: XmlNode | undefined,
): void {
  scope.kilograms(field, sent, sent?.attributes.unitCode ?? 'KGM')
}
