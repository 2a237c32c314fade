import type { CargoEquipment } from '@entente/contracts'
import { readContainerNumber } from '../check/check-digits.ts'
import { containerFault } from '../check/check-equipment.ts'
import * as tags from '../edifact/cargo-tags.ts'
import type { MessageFormat, MessageMapper, MessageStart } from '../edifact/message-mapper.ts'
import { dottedVersion } from '../edifact/message-version.ts'
import { readBeginning } from '../edifact/read-beginning.ts'
import { ConveyanceReader } from '../edifact/read-conveyance.ts'
import { describeEquipment, readEquipmentDetail } from '../edifact/read-equipment.ts'
import type { Segment } from '../edifact/segment.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { blankEquipment } from '../model/blank.ts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'

/** BAPLIE, the stowage plan of a vessel (SMDG versions 2.x on D.95B and 3.x on D.13B). */
export const baplie: MessageFormat = {
  type: 'BAPLIE',
  format: 'baplie',
  version(segment) {
    const association = segment.text(2, 5)
    const version = dottedVersion(segment)
    return association?.startsWith('SMDG') ? `${version ?? ''} ${association}`.trim() : version
  },
  start: (start) => new BaplieMapper(start),
}

/** Each LOC+147 opens a stow position. In version 2.x its segments stand before the EQD, in version 3.x behind it. */
class BaplieMapper implements MessageMapper {
  private readonly writer: MessageWriter
  private readonly segment: Segment
  private readonly conveyance: ConveyanceReader
  private equipment: Scope<CargoEquipment> | null = null
  private cell: Sent | undefined
  private hasIdentity = false
  /** The container for which a space without equipment is blocked. */
  private blockedFor: Sent | undefined
  private from = 0

  constructor({ writer, segment }: MessageStart) {
    this.writer = writer
    this.segment = segment
    this.conveyance = new ConveyanceReader(writer, segment)
    writer.conveyance('sea')
    writer.header.set('function', 'original')
  }

  begins(): boolean {
    return this.segment.tag === tags.LOC && this.segment.text(1) === '147'
  }

  read(): boolean {
    const { segment, equipment } = this
    if (this.begins()) {
      this.openPosition()
      return true
    }
    if (equipment === null) return this.readHeader()
    switch (segment.tag) {
      case tags.EQD:
        this.readIdentity(equipment)
        return true
      case tags.NAD:
        if (segment.text(1) === 'CF' || segment.text(1) === 'CA') equipment.text('operator', segment.sent(2))
        return true
      case tags.RFF:
        if (segment.text(1) === 'BM') equipment.push('consignmentIds', segment.sent(1, 2))
        else if (segment.text(1) === 'EQ') this.blockedFor = segment.sent(1, 2)
        return true
      default:
        return readEquipmentDetail(equipment, segment) || tags.isInDirectory(segment.tag)
    }
  }

  private readHeader(): boolean {
    const { segment, conveyance } = this
    switch (segment.tag) {
      case tags.BGM:
        readBeginning(this.writer.header, segment)
        return true
      case tags.TDT:
        conveyance.transport()
        return true
      case tags.LOC:
        conveyance.place()
        return true
      case tags.DTM:
        conveyance.date()
        return true
      case tags.NAD:
        if (segment.text(1) === 'CA') conveyance.carrier()
        return true
      default:
        return tags.isInDirectory(segment.tag)
    }
  }

  private openPosition(): void {
    this.closePosition()
    const { segment } = this
    this.from = segment.from
    this.cell = segment.sent(2)
    this.openEquipment()
  }

  private openEquipment(): Scope<CargoEquipment> {
    this.hasIdentity = false
    this.equipment = this.writer.equipment(blankEquipment('container', ''))
    this.equipment.text('stow', this.cell)
    return this.equipment
  }

  private readIdentity(equipment: Scope<CargoEquipment>): void {
    let scope = equipment
    if (this.hasIdentity) {
      this.closePosition()
      scope = this.openEquipment()
    }
    this.hasIdentity = describeEquipment(scope, this.segment)
  }

  /** A position without EQD is a blocked space. */
  private closePosition(): void {
    const { equipment } = this
    this.equipment = null
    if (equipment === null) return
    if (this.hasIdentity) this.writer.done(equipment)
    else {
      this.writer.abandon(equipment)
      if (this.blockedFor !== undefined) this.checkBlocked(this.blockedFor)
    }
    this.blockedFor = undefined
  }

  private checkBlocked(sent: Sent): void {
    const number = readContainerNumber(sent.text)
    const fault = containerFault(number)
    if (fault === null) return
    const { code, message } = fault
    this.writer.scope.report(code, null, { message, sent, actual: number.id, equipment: number.id })
  }

  end(): void {
    this.closePosition()
  }

  breakOff(tag: number): number | null {
    if (this.equipment === null || tag === tags.LOC) return null
    this.hasIdentity = false
    this.blockedFor = undefined
    this.closePosition()
    return this.from
  }
}
