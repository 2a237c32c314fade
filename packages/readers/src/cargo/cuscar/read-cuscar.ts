import type {
  CargoConsignment,
  CargoEquipment,
  CargoItem,
  CargoLoad,
  CargoParty,
  CargoPosition,
} from '@entente/contracts'
import * as tags from '../edifact/cargo-tags.ts'
import type { MessageFormat, MessageMapper, MessageStart } from '../edifact/message-mapper.ts'
import { dottedVersion } from '../edifact/message-version.ts'
import { readBeginning } from '../edifact/read-beginning.ts'
import { ConveyanceReader } from '../edifact/read-conveyance.ts'
import {
  equipmentId,
  findOrOpen,
  readDangerousGoods,
  readEquipment,
  readEquipmentDetail,
  readSeal,
} from '../edifact/read-equipment.ts'
import { measureOf } from '../edifact/read-measure.ts'
import type { Segment } from '../edifact/segment.ts'
import type { CargoFile } from '../message/cargo-file.ts'
import { type MessageWriter, openItem } from '../message/message-writer.ts'
import { blankConsignment, blankItem, blankLoad } from '../model/blank.ts'
import { purposes } from '../model/codes.ts'
import { hasEntry } from '../model/has-entry.ts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'
import { commodityReferences, messageCounts, taxReferences } from './codes.ts'
import { ConsignmentIdentity } from './consignment-identity.ts'
import { addDocument, readAmount, readPlace, readText, readTotal, setNature } from './read-consignment.ts'
import { addCommodity, readCommodity, readItem, readItemMeasure, readMarks, readPackaging } from './read-item.ts'
import { readContact, readParty } from './read-party.ts'

/** CUSCAR, the customs cargo report (UN/EDIFACT D.95B to D.16A; national dialects take what they need). */
export const cuscar: MessageFormat = {
  type: 'CUSCAR',
  format: 'cuscar',
  version: dottedVersion,
  start: (start) => new CuscarMapper(start),
}

/** A consignment between its CNI and the next one. */
interface OpenConsignment {
  scope: Scope<CargoConsignment>
  identity: ConsignmentIdentity
  /** The number of CNI. */
  number: Sent | undefined
  loads: Scope<CargoLoad>[]
  /** The equipment that it is on. */
  equipmentIds: Set<string>
  from: number
  position: CargoPosition
}

/** CNI opens a consignment, GID an item, EQD a piece of equipment, SGP a load, NAD a party. */
type Group = 'header' | 'consignment' | 'party' | 'item' | 'load' | 'equipment'

class CuscarMapper implements MessageMapper {
  private readonly file: CargoFile
  private readonly writer: MessageWriter
  private readonly segment: Segment
  private readonly conveyance: ConveyanceReader
  private nature: Sent | undefined
  private group: Group = 'header'
  private open: OpenConsignment | null = null
  private item: Scope<CargoItem> | null = null
  private isPackedByGid = false
  private load: Scope<CargoLoad> | null = null
  private party: Scope<CargoParty> | null = null
  private equipment: Scope<CargoEquipment> | null = null
  private equipmentFrom = 0

  constructor({ file, writer, segment }: MessageStart) {
    this.file = file
    this.writer = writer
    this.segment = segment
    this.conveyance = new ConveyanceReader(writer, segment)
  }

  begins(): boolean {
    const { tag } = this.segment
    return tag === tags.CNI || (tag === tags.EQD && this.open === null)
  }

  read(): boolean {
    const { segment } = this
    switch (segment.tag) {
      case tags.CNI:
        this.openConsignment()
        return true
      case tags.EQD:
        this.openEquipment()
        return true
      case tags.NAD:
        this.readParty()
        return true
      case tags.TDT:
        this.group = this.open === null ? 'header' : this.group
        this.conveyance.transport()
        return true
    }
    if (this.group === 'equipment' && (this.equipment === null || readEquipmentDetail(this.equipment, segment)))
      return true
    if (this.open === null) return this.readHeader()
    return this.readBelow(this.open)
  }

  private readHeader(): boolean {
    const { segment } = this
    switch (segment.tag) {
      case tags.BGM:
        readBeginning(this.writer.header, segment)
        return true
      case tags.LOC:
        this.conveyance.place()
        return true
      case tags.DTM:
        this.conveyance.date()
        return true
      case tags.GIS:
        this.nature = segment.sent(1)
        return true
      case tags.CNT:
        this.readMessageTotal()
        return true
      default:
        return tags.isInDirectory(segment.tag)
    }
  }

  private readMessageTotal(): void {
    const { segment, writer } = this
    const field = messageCounts[segment.text(1) ?? '']
    if (field === undefined) readTotal(writer.declared, segment)
    else writer.declared.count(field, segment.sent(1, 2))
  }

  /** Reads a segment of the open consignment. */
  private readBelow(open: OpenConsignment): boolean {
    const { segment, item } = this
    const { scope } = open
    const { tag } = segment
    if (this.group === 'load' && tag !== tags.MEA) this.group = 'item'
    switch (tag) {
      case tags.GID:
        this.item = readItem(scope, segment)
        this.isPackedByGid = this.item.owner.packagings.length > 0
        this.group = 'item'
        return true
      case tags.SGP:
        this.openLoad(open)
        return true
      case tags.MEA:
        this.readMeasure(scope)
        return true
      case tags.LOC:
        if (item !== null && segment.text(1) === '27') item.text('originCountry', segment.sent(2))
        else readPlace(scope, segment)
        return true
      case tags.CNT:
        // Totals of the message follow the last consignment.
        if (item !== null || !readTotal(scope, segment)) this.readMessageTotal()
        return true
      case tags.MOA:
        readAmount(scope, item, segment)
        return true
      case tags.FTX:
        readText(scope, item, segment)
        return true
      case tags.GIS:
        setNature(scope, segment.sent(1))
        return true
      case tags.RFF:
        this.readReference(open)
        return true
      case tags.DOC:
        this.readDocument(open)
        return true
      case tags.CTA:
      case tags.COM:
        if (this.party !== null && this.group === 'party') readContact(this.party, segment, tag === tags.CTA)
        return true
      case tags.SEL:
        readSeal(scope, segment)
        return true
      default:
        return this.readGoods(scope)
    }
  }

  /** Reads a segment that says what the goods are, or how they are packed. */
  private readGoods(scope: Scope<CargoConsignment>): boolean {
    const { segment } = this
    switch (segment.tag) {
      case tags.PAC:
        this.item ??= openItem(scope, blankItem())
        if (!this.isPackedByGid) readPackaging(this.item, segment)
        return true
      case tags.PCI:
        if (this.item !== null) readMarks(this.item, segment)
        return true
      case tags.DGS:
        readDangerousGoods<CargoItem | CargoConsignment>(this.item ?? scope, segment)
        return true
      case tags.CST:
      case tags.GIR:
      case tags.PIA:
        readCommodity(this.item, scope, segment)
        return true
      default:
        return tags.isInDirectory(segment.tag)
    }
  }

  private readMeasure(consignment: Scope<CargoConsignment>): void {
    const { segment, load, item } = this
    if (this.group !== 'load' && item !== null) {
      readItemMeasure(item, segment)
      return
    }
    const measure = measureOf(segment)
    const scope = this.group === 'load' && load !== null ? load : consignment
    const field = measure === 'gross' ? 'grossKg' : measure === 'volume' ? 'volumeM3' : null
    // A total of CNT comes first, and it counts.
    if (field === null || scope.owner[field] !== null) return
    const [value, unit] = [segment.sent(3, 2), segment.text(3)]
    const target = scope as Scope<CargoLoad>
    if (field === 'grossKg') target.kilograms(field, value, unit)
    else target.cubicMetres(field, value, unit)
  }

  private readReference({ scope, identity }: OpenConsignment): void {
    const { segment, item, party } = this
    const code = segment.text(1) ?? ''
    const sent = segment.sent(1, 2)
    if (sent === undefined) return
    if (commodityReferences.has(code)) addCommodity(item, scope, sent)
    else if (this.group === 'party' && party !== null && taxReferences.has(code)) {
      party.note(`taxIds/${party.owner.taxIds.length}/value`, sent)
      party.owner.taxIds.push({ value: sent.text, country: party.owner.country })
    } else {
      addDocument(item ?? scope, code, sent)
      if (item === null) identity.add(code, sent, false)
    }
  }

  private readDocument({ scope, identity }: OpenConsignment): void {
    const { segment, item } = this
    const code = segment.text(1) ?? ''
    const sent = segment.sent(2)
    if (sent === undefined) return
    addDocument(item ?? scope, code, sent)
    if (item === null) identity.add(code, sent, true)
  }

  private readParty(): void {
    const { segment, open, equipment } = this
    const code = segment.text(1)
    if (this.group === 'equipment' && equipment !== null && (code === 'CF' || code === 'CA')) {
      equipment.text('operator', segment.sent(2))
    } else if (open !== null) {
      this.party = readParty(open.scope, segment)
      this.group = 'party'
    } else {
      this.group = 'header'
      if (code === 'CA') this.conveyance.carrier()
    }
  }

  private openConsignment(): void {
    this.closeConsignment(this.segment.from)
    const { segment, writer } = this
    const number = segment.sent(2)
    const mode = writer.head.conveyance?.mode ?? null
    const scope = writer.consignment(blankConsignment('master', '', number?.text ?? '', mode))
    scope.set('purpose', purposes[writer.header.owner.function])
    const identity = new ConsignmentIdentity()
    const [from, position] = [segment.from, segment.position()]
    this.open = { scope, identity, number, loads: [], equipmentIds: new Set(), from, position }
    this.group = 'consignment'
  }

  private closeConsignment(to: number): void {
    const { open, writer, file } = this
    this.open = null
    this.item = null
    this.party = null
    this.isPackedByGid = false
    if (open === null) return
    const { scope, position } = open
    const carrier = writer.head.conveyance?.carrier ?? null
    if (!open.identity.complete(scope, open.number, carrier)) {
      const message = 'the consignment has no number, so nothing can refer to it'
      scope.report('CONSIGNMENT_ID_MISSING', null, { message, position, literal: 'CNI', severity: 'error' })
      this.drop(open)
      file.quarantine(open.from, to, 'CONSIGNMENT_ID_MISSING')
      return
    }
    const { owner } = scope
    if (owner.nature === null) setNature(scope, this.nature)
    if (owner.description === null) owner.description = describedByItems(owner)
    for (const load of open.loads) {
      load.owner.consignmentId = owner.id
      writer.done(load)
    }
    for (const id of open.equipmentIds) {
      const equipment = writer.findEquipment(id)
      if (equipment !== null && equipment !== 'let-go') equipment.owner.consignmentIds.push(owner.id)
    }
    writer.done(scope)
  }

  private drop({ scope, loads }: OpenConsignment): void {
    for (const load of loads.reverse()) this.writer.abandon(load)
    this.writer.abandon(scope)
  }

  private openEquipment(): void {
    const { writer, segment, open } = this
    this.equipment = readEquipment(writer, segment)
    this.equipmentFrom = segment.from
    this.group = 'equipment'
    const sent = segment.sent(2)
    if (open === null || sent === undefined) return
    const id = equipmentId(sent.text)
    open.scope.push('equipmentIds', segment.sentAs(id, 2))
    open.equipmentIds.add(id)
  }

  /** SGP puts the open item, or the whole consignment, onto a piece of equipment. */
  private openLoad(open: OpenConsignment): void {
    const { writer, segment, item } = this
    const sent = segment.sent(1)
    if (sent === undefined) return
    const id = equipmentId(sent.text)
    // The number of the consignment is known at its end. The limit of segments bounds its loads.
    const load = writer.load(blankLoad(open.scope.owner.id, id), true)
    load.note('equipmentId', sent)
    load.count('pieces', segment.sent(2))
    open.loads.push(load)
    const { equipmentIds } = (item ?? open.scope).owner
    if (!hasEntry(equipmentIds, id)) equipmentIds.push(id)
    findOrOpen(writer, sent, /^[A-Z]{3}[UJZR]\d{7}$/.test(id) ? 'container' : 'unknown')
    open.equipmentIds.add(id)
    this.load = load
    this.group = 'load'
  }

  end(to: number): void {
    this.closeConsignment(to)
  }

  breakOff(tag: number): number | null {
    const { open } = this
    if (open !== null && tag !== tags.CNI) {
      this.drop(open)
      this.open = null
      return open.from
    }
    if (this.group !== 'equipment' || this.equipment === null || tag === tags.EQD || tag === tags.CNI) return null
    this.writer.abandon(this.equipment)
    return this.equipmentFrom
  }
}

/** The items describe a consignment that has no description of its own. */
function describedByItems({ items }: CargoConsignment): string | null {
  const texts = items.map(({ description }) => description).filter((text) => text !== null)
  return texts.length === 0 ? null : texts.join('; ')
}
