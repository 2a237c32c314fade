import type { CargoConsignment, CargoLoad } from '@entente/contracts'
import type { CargoFile } from '../message/cargo-file.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { blankConsignment, blankLoad } from '../model/blank.ts'
import { modeOf } from '../model/codes.ts'
import { hasEntry } from '../model/has-entry.ts'
import { airKey, awbNumber } from '../model/keys.ts'
import { round3 } from '../model/numbers.ts'
import type { Scope } from '../model/scope.ts'
import type { ReadElement, XmlMapper } from '../xml/xml-mapper.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import { readMeasures } from './measures.ts'
import { beginMessage, purposeOf, quarantineNameless } from './read-head.ts'
import { loadUld, uldId } from './read-items.ts'

/** Maps a flight manifest (Cargo-XML XFFM): each line is a load, and the lines of one air waybill are one consignment. */
export const startXffm = (file: CargoFile, root: XmlNode): XmlMapper => new ManifestMapper(file, root)

class ManifestMapper implements XmlMapper {
  private readonly file: CargoFile
  private readonly root: XmlNode
  private message: MessageWriter | null = null

  constructor(file: CargoFile, root: XmlNode) {
    this.file = file
    this.root = root
  }

  opened({ name }: XmlNode): ReadElement {
    if (name === 'ArrivalEvent' || name === 'AssociatedTransportCargo') return 'enter'
    return name === 'IncludedMasterConsignment' ? 'stream' : 'attach'
  }

  whole(line: XmlNode): void {
    const message = this.begin()
    const cargo = line.parent
    readArrival(message, cargo?.parent)
    const number = line.find('TransportContractDocument', 'ID')
    const id = awbNumber(number?.text ?? '')
    if (number === undefined || id === '') {
      quarantineNameless(this.file, line, 'a line of the manifest has no air waybill number')
      return
    }
    const unit = cargo?.child('UtilizedUnitLoadTransportEquipment')
    const equipmentId = unit === undefined ? null : uldId(unit)
    if (unit !== undefined && equipmentId !== null) loadUld(message, unit, equipmentId, id)
    const load = readLoad(message, line, blankLoad(id, equipmentId))
    load.text('unloadingPlace', cargo?.parent?.find('OccurrenceArrivalLocation', 'ID'))
    this.addLine(message, load, line, number)
    message.done(load)
  }

  closed(node: XmlNode): void {
    const message = this.begin()
    if (node.name === 'ArrivalEvent') readArrival(message, node)
    const unit = node.child('UtilizedUnitLoadTransportEquipment')
    const id = unit === undefined ? null : uldId(unit)
    // A ULD without consignments is on the flight as well.
    if (unit === undefined || id === null) return
    loadUld(message, unit, id, null)
    const equipment = message.findEquipment(id)
    if (message.isLong && equipment !== null && equipment !== 'let-go') message.done(equipment)
  }

  end(): void {
    this.begin().end()
  }

  broken(): void {
    this.message?.end()
  }

  private begin(): MessageWriter {
    if (this.message !== null) return this.message
    const message = beginMessage(this.file, 'xffm', this.root)
    this.message = message
    const movement = this.root.child('LogisticsTransportMovement')
    const conveyance = message.conveyance(modeOf(movement?.textOf('ModeCode') ?? null) ?? 'air')
    conveyance.text('reference', movement?.child('ID'))
    const means = movement?.child('UsedLogisticsTransportMeans')
    conveyance.text('carrier', means?.child('Name'))
    conveyance.text('registration', means?.find('RegistrationCountry', 'ID'))
    const departure = movement?.child('DepartureEvent')
    conveyance.xmlDate('departureAt', departure?.child('DepartureOccurrenceDateTime'))
    conveyance.text('departurePlace', departure?.find('OccurrenceDepartureLocation', 'ID'))
    return message
  }

  /** Adds a line to the consignment of its air waybill, which stays open until the manifest ends. */
  private addLine(message: MessageWriter, load: Scope<CargoLoad>, line: XmlNode, number: XmlNode): void {
    const { consignmentId: id, equipmentId } = load.owner
    let consignment = message.findConsignment(id)
    if (consignment === 'let-go') {
      const text = 'the consignment went out before this line of it came: only the load has its figures'
      load.report('CONSIGNMENT_REPEATED', null, { message: text, sent: number })
      return
    }
    if (consignment === null) {
      consignment = message.consignment(blankConsignment('master', airKey(id), id, 'air'))
      consignment.note('id', number)
      consignment.owner.purpose = purposeOf(message)
      consignment.text('description', line.child('SummaryDescription'))
      consignment.text('origin', line.find('OriginLocation', 'ID'))
      consignment.text('destination', line.find('FinalDestinationLocation', 'ID'))
    }
    for (const instructions of line.children) {
      if (instructions.name !== 'HandlingSPHInstructions') continue
      for (const code of instructions.all('DescriptionCode')) {
        if (!hasEntry(consignment.owner.specialHandling, code.text.trim())) consignment.push('specialHandling', code)
      }
    }
    const { equipmentIds } = consignment.owner
    if (equipmentId !== null && !hasEntry(equipmentIds, equipmentId)) equipmentIds.push(equipmentId)
    addFigures(consignment, load.owner, line)
    // All its pieces are here, so no other line adds to it.
    if (load.owner.splitCode === 'T') message.done(consignment)
  }
}

/** The first arrival is that of the flight; each line has its own unloading place. */
function readArrival(message: MessageWriter, event: XmlNode | null | undefined): void {
  const conveyance = message.conveyance()
  if (event == null || conveyance.owner.arrivalPlace !== null) return
  conveyance.text('arrivalPlace', event.find('OccurrenceArrivalLocation', 'ID'))
  conveyance.xmlDate('arrivalAt', event.child('ArrivalOccurrenceDateTime'))
}

function readLoad(message: MessageWriter, line: XmlNode, blank: CargoLoad): Scope<CargoLoad> {
  const load = message.load(blank)
  readMeasures(load, line, 'GrossWeightMeasure')
  load.text('description', line.child('SummaryDescription'))
  const split = line.child('TransportSplitDescription')
  const code = /^[TPSD]$/.exec(split?.text.trim() ?? '')?.[0] as CargoLoad['splitCode'] | undefined
  if (code) load.set('splitCode', code, split)
  const onLine = line.child('PieceQuantity')
  const total = line.child('TotalPieceQuantity')
  // With PieceQuantity, the total is that of the shipment; alone, it counts the pieces of this line.
  load.count('pieces', onLine ?? total)
  if (onLine !== undefined) load.count('totalPieces', total)
  else if (code === 'T') load.owner.totalPieces = load.owner.pieces
  return load
}

/** Adds the figures of a load to those of its consignment. */
function addFigures(consignment: Scope<CargoConsignment>, load: CargoLoad, line: XmlNode): void {
  const { owner } = consignment
  for (const field of ['pieces', 'grossKg', 'volumeM3'] as const) {
    const figure = load[field]
    if (figure !== null) consignment.set(field, round3((owner[field] ?? 0) + figure), line.child(sources[field]))
  }
  if (load.totalPieces !== null) consignment.set('totalPieces', load.totalPieces, line.child('TotalPieceQuantity'))
}

const sources = { pieces: 'TotalPieceQuantity', grossKg: 'GrossWeightMeasure', volumeM3: 'GrossVolumeMeasure' } as const
