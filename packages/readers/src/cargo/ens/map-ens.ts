import type { CargoConsignment, CargoItem, CargoMode } from '@entente/contracts'
import { shipCheckDigitValid } from '../check/check-digits.ts'
import type { CargoFile } from '../message/cargo-file.ts'
import { type MessageWriter, openItem, openParty } from '../message/message-writer.ts'
import { blankConsignment, blankItem, blankParty } from '../model/blank.ts'
import { codeTable } from '../model/code-table.ts'
import { modeOf } from '../model/codes.ts'
import { writeDate } from '../model/dates.ts'
import { hasEntry } from '../model/has-entry.ts'
import type { Scope } from '../model/scope.ts'
import { addSeal } from '../model/seals.ts'
import type { Sent } from '../model/sent.ts'
import { fillFields, quarantineUnnamed, saysAnything } from '../xml/fill-fields.ts'
import { loadContainer } from '../xml/load-container.ts'
import type { XmlMapper } from '../xml/xml-mapper.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import { checkRules, type MappedItem } from './check-ens-rules.ts'
import {
  consignmentFields,
  conveyanceFields,
  declaredFields,
  headerFields,
  headerTraders,
  itemFields,
  itemTraders,
  packagingFields,
  type TraderRow,
} from './ens-fields.ts'
import { countPackages } from './rules/packaging-rules.ts'

/** Road vehicles on a ferry cross the border by sea. */
const ferries = codeTable<CargoMode>({ '10': 'sea', '11': 'sea' })

/**
 * Starts a mapper of an entry summary declaration: IE315 (CC315A) or its amendment IE313 (CC313A). It gives one consignment of
 * level `declaration`, and findings where the declaration breaks an ICS rule. A declaration that is cut off is not kept.
 */
export const startEns = (file: CargoFile, root: XmlNode): XmlMapper => ({
  opened: () => 'attach',
  whole: () => {},
  end: () => mapEns(file, root),
  broken: () => {},
})

function mapEns(file: CargoFile, root: XmlNode): void {
  const message = file.message('ens', root.name)
  const purpose = root.name === 'CC313A' ? 'amendment' : 'original'
  fillFields(message.header, root, headerFields)
  message.header.set('function', purpose)
  const { lrn, mrn, sender } = message.header.owner
  const id = purpose === 'amendment' ? (mrn ?? lrn) : (lrn ?? mrn)
  if (id === null) {
    quarantineUnnamed(file, message, root, 'neither an LRN nor an MRN is stated')
    message.end()
    return
  }
  fillFields(message.declared, root, declaredFields)
  const mode = readConveyance(message, root)
  const key = mrn === null ? `ens/${sender ?? '?'}/${id}` : `ens/${mrn}`
  const consignment = message.consignment(blankConsignment('declaration', key, id, mode))
  consignment.note('id', root.find('HEAHEA', 'DocNumHEA5') ?? root.find('HEAHEA', 'RefNumHEA4') ?? root)
  consignment.set('purpose', purpose)
  readDates(message, consignment, root)
  readConsignment(message, consignment, root)
  const items = root.all('GOOITEGDS').map((node) => readItem(message, consignment, node))
  checkRules(consignment, root, message.head, items)
  message.end()
}

function readConveyance(message: MessageWriter, root: XmlNode): CargoMode | null {
  const sent = root.find('HEAHEA', 'TraModAtBorHEA76')
  const code = sent?.textOf() ?? null
  const mode = modeOf(code) ?? ferries[code ?? ''] ?? null
  const conveyance = message.conveyance()
  if (mode !== null) conveyance.set('mode', mode, sent)
  fillFields(conveyance, root, conveyanceFields)
  const { id } = conveyance.owner
  if (id !== null && /^\d{7}$/.test(id) && shipCheckDigitValid(id)) conveyance.set('imo', id)
  return mode
}

function readConsignment(message: MessageWriter, consignment: Scope<CargoConsignment>, root: XmlNode): void {
  const { owner } = consignment
  fillFields(consignment, root, consignmentFields)
  // The declaration is one consignment, so the totals of the message are its own.
  consignment.set('packages', message.declared.owner.packages, root.find('HEAHEA', 'TotNumOfPacHEA306'))
  consignment.set('grossKg', message.declared.owner.grossKg, root.find('HEAHEA', 'TotGroMasHEA307'))
  readTraders(consignment, root, headerTraders)
  for (const seal of root.all('SEAID529')) {
    const sent = seal.child('SeaIdSEAID530')
    if (sent !== undefined) addSeal(consignment, sent.text, sent, null)
  }
  addDocument(consignment, 'UCR', root.find('HEAHEA', 'ComRefNumHEA'))
  for (const mention of root.all('GOOITEGDS').flatMap((item) => item.all('SPEMENMT2'))) {
    const content = mention.textOf('AddInfCodMT23')
    if (content !== null)
      owner.customsNotes.push({ country: null, subject: null, content, value: mention.textOf('AddInfMT21') })
  }
}

function readItem(message: MessageWriter, consignment: Scope<CargoConsignment>, node: XmlNode): MappedItem {
  const item = blankItem()
  const scope = openItem(consignment, item)
  fillFields(scope, node, itemFields)
  for (const document of node.all('PRODOCDC2')) {
    addDocument(scope, document.textOf('DocTypDC21'), document.child('DocRefDC23'))
  }
  addDocument(scope, 'UCR', node.child('ComRefNumGIM1'))
  for (const packaging of node.all('PACGS2')) readPackaging(scope, packaging)
  const packages = item.packagings.reduce((sum, packaging) => sum + countPackages(packaging), 0)
  if (item.packagings.length > 0) scope.set('packages', packages)
  for (const container of node.all('CONNR2')) {
    const loaded = loadContainer(message, consignment, container.child('ConNumNR21'))
    if (loaded !== null && !hasEntry(item.equipmentIds, loaded.id)) item.equipmentIds.push(loaded.id)
  }
  readTraders(scope, node, itemTraders)
  return { scope, node }
}

function readPackaging(scope: Scope<CargoItem>, node: XmlNode): void {
  const packaging = { kind: null, number: null, pieces: null, marks: null }
  const index = scope.owner.packagings.push(packaging) - 1
  fillFields(scope.child(packaging, `packagings/${index}`), node, packagingFields)
}

function readTraders(
  scope: Scope<CargoConsignment> | Scope<CargoItem>,
  node: XmlNode,
  rows: readonly TraderRow[],
): void {
  for (const { role, element, fields } of rows) {
    const trader = node.child(element)
    if (trader !== undefined && saysAnything(trader)) fillFields(openParty(scope, blankParty(role)), trader, fields)
  }
}

function addDocument(
  scope: Scope<CargoConsignment> | Scope<CargoItem>,
  type: string | null,
  sent: XmlNode | undefined,
): void {
  const id = sent?.textOf() ?? null
  if (sent === undefined || id === null) return
  scope.note(`documents/${scope.owner.documents.length}/id`, sent)
  scope.owner.documents.push({ type: type ?? '', id })
}

/** Reads the dates of an entry summary declaration: its preparation, its lodgement or amendment, and the arrival. */
function readDates(message: MessageWriter, consignment: Scope<CargoConsignment>, root: XmlNode): void {
  const day = root.child('DatOfPreMES9')
  const time = root.textOf('TimOfPreMES10') ?? ''
  setDate(message.header, 'preparedAt', day && { text: day.text.trim() + time, position: () => day.position() })
  setDate(message.conveyance(), 'arrivalAt', root.find('CUSOFFFENT730', 'ExpDatOfArrFIRENT733'))
  setDate(consignment, 'issuedAt', root.find('HEAHEA', 'DecDatTimHEA114') ?? root.find('HEAHEA', 'DatTimAmeHEA113'))
}

const compact = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?$/

/** Reads `CCYYMMDD` or `CCYYMMDDHHMM`. A two-digit year means 20yy. Null if there is no such date. */
function readCompactDate(text: string): string | null {
  const found = compact.exec(text.length === 6 || text.length === 10 ? `20${text}` : text)
  if (found === null) return null
  const [year, month, day, hour, minute] = found.slice(1).map((part) => (part === undefined ? null : Number(part)))
  return writeDate({
    year: year ?? null,
    month: month ?? null,
    day: day ?? 0,
    hour: hour ?? null,
    minute: minute ?? null,
  })
}

function setDate<T extends object>(scope: Scope<T>, field: keyof T & string, sent: Sent | undefined): void {
  const text = sent?.text.trim() ?? ''
  if (sent === undefined || text === '') return
  const value = readCompactDate(text)
  if (value === null) scope.report('DATE_INVALID', field, { message: 'no such date', sent })
  else scope.set(field, value as T[keyof T & string], sent)
}
