import type { CargoConsignment } from '@entente/contracts'
import type { CargoFile } from '../message/cargo-file.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { addCustomsNote } from '../model/customs-notes.ts'
import type { Scope } from '../model/scope.ts'
import type { LineParts } from './line-parts.ts'

/** Maps one message of Cargo-IMP, from its second line on. */
export interface ImpMapper {
  /** Tells whether a line begins a part, such as a consignment, behind the head of the message. */
  begins(line: LineParts): boolean
  read(line: LineParts): void
  /** Ends the message. `to` is the offset behind it. */
  end(to: number): void
}

export interface ImpStart {
  file: CargoFile
  writer: MessageWriter
  /** The offset of the message. */
  from: number
}

/** Reports a line that the message has no place for. */
export function reportUnknown(writer: MessageWriter, line: LineParts): void {
  writer.scope.report('LINE_UNKNOWN', null, { message: 'this line is not read', sent: line.from(0) })
}

/** Reads OCI, or a line that goes on with it: country / subject / content / value. */
export function readCustomsNote(consignment: Scope<CargoConsignment>, line: LineParts): void {
  addCustomsNote(consignment, { country: line.at(1), subject: line.at(2), content: line.at(3), value: line.from(4) })
}

/** Reports that line 2 names no air waybill, so that nothing else in the message can be told whose it is. */
export function reportMalformed({ writer }: ImpStart, line: LineParts): void {
  const message = 'line 2 must begin with an air waybill number, origin and destination'
  writer.scope.report('AWB_MALFORMED', null, { message, sent: line.from(0), severity: 'error' })
}

/** Quarantines a message without an air waybill number. */
export function refuse({ file, writer, from }: ImpStart, to: number, isReported: boolean): void {
  if (!isReported) {
    writer.scope.report('AWB_MALFORMED', null, { message: 'the message names no air waybill', severity: 'error' })
  }
  file.quarantine(from, to, 'AWB_MALFORMED')
}
