import type { CargoFile } from '../message/cargo-file.ts'
import type { FormatReader } from '../message/format-reader.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { PartLimit } from '../message/part-limit.ts'
import type { ImpMapper, ImpStart } from './imp-mapper.ts'
import { type ImpLine, LineFeed, SentPart } from './line-feed.ts'
import { LineParts } from './line-parts.ts'
import { FfmMapper } from './read-ffm.ts'
import { FhlMapper } from './read-fhl.ts'
import { FwbMapper } from './read-fwb.ts'

type ImpFormat = 'fwb' | 'fhl' | 'ffm'

/** The mapper of each message of Cargo-IMP. */
const mappers: Readonly<Record<ImpFormat, (start: ImpStart) => ImpMapper>> = {
  fwb: (start) => new FwbMapper(start),
  fhl: (start) => new FhlMapper(start),
  ffm: (start) => new FfmMapper(start),
}

interface OpenMessage {
  writer: MessageWriter
  mapper: ImpMapper
}

/** Reads the messages of a file (IATA Cargo-IMP). Each begins with a line such as `FWB/16`. */
export class CargoImpReader implements FormatReader {
  private readonly file: CargoFile
  private readonly feed = new LineFeed((line) => this.take(line))
  private message: OpenMessage | null = null
  private readonly part: PartLimit
  private to = 0

  constructor(file: CargoFile) {
    this.file = file
    this.part = new PartLimit(file, 'lines')
  }

  write(chunk: Uint8Array): void {
    this.feed.write(chunk)
  }

  end(): void {
    this.feed.end()
    this.endMessage(this.to)
  }

  private take(line: ImpLine): void {
    if (this.file.isFull) return
    this.file.offset = line.byte
    // White space may stand before the first message.
    const start = /^(FWB|FHL|FFM)\/(\d{1,2})\s*$/.exec(this.message === null ? line.text.trimStart() : line.text)
    if (start !== null) {
      this.endMessage(line.byte)
      if (!this.file.takesMessage(new SentPart('', line, 0).position())) return
      const [, name = '', version = ''] = start
      const format = name.toLowerCase() as ImpFormat
      const writer = this.file.message(format, version)
      writer.header.set('function', 'original')
      this.part.begin(line.byte)
      this.message = { writer, mapper: mappers[format]({ file: this.file, writer, from: line.byte }) }
    }
    this.to = line.to
    this.reportFault(line)
    if (start === null && line.text.trim() !== '' && this.message !== null) this.read(this.message, line)
  }

  private read({ writer, mapper }: OpenMessage, line: ImpLine): void {
    const parts = new LineParts(line)
    if (mapper.begins(parts)) this.part.begin(line.byte)
    const at = writer.scope.pointer
    if (this.part.takes(line.byte, at, () => new SentPart('', line, 0).position())) mapper.read(parts)
  }

  private reportFault(line: ImpLine): void {
    const { fault, byte, to } = line
    if (fault === null) return
    const position = new SentPart('', line, 0).position()
    const at = this.message?.writer.scope.pointer ?? null
    if (fault === 'CHARSET_VIOLATION') {
      this.file.report(fault, at, nothing, { message: 'bytes that are not ASCII', position, literal: line.text })
      return
    }
    this.file.report(fault, at, nothing, { message: `a line of ${to - byte} bytes`, position })
    this.file.quarantine(byte, to, fault)
  }

  private endMessage(to: number): void {
    if (this.message !== null) this.part.end(to)
    this.message?.mapper.end(to)
    this.message?.writer.end()
    this.message = null
  }
}

const nothing = (): Record<string, never> => ({})
