import { baplie } from './baplie/read-baplie.ts'
import { CargoImpReader } from './cargo-imp/read-cargo-imp.ts'
import { cuscar } from './cuscar/read-cuscar.ts'
import { InterchangesReader } from './edifact/read-interchanges.ts'
import { CargoFile, type CargoGiven } from './message/cargo-file.ts'
import type { FormatReader, StartFormatReader } from './message/format-reader.ts'
import type { CargoSink, CargoSummary } from './message/sink.ts'
import { type CargoSyntax, recogniseSyntax } from './recognise.ts'
import { xmlReader } from './xml/read-xml.ts'
import { xmlFormats } from './xml-formats.ts'

/** The largest input in bytes. What follows is not read. */
const LARGEST_INPUT = 200 * 1024 * 1024

/** The reader of each syntax. */
const formatReaders: Partial<Record<CargoSyntax, StartFormatReader>> = {
  xml: xmlReader(xmlFormats),
  edifact: (file) => new InterchangesReader(file, [cuscar, baplie]),
  'cargo-imp': (file) => new CargoImpReader(file),
}

/**
 * Reads a cargo message of any size piece by piece: Cargo-XML, the entry summary declaration, the WCO declaration and ASYCUDA
 * in XML; CUSCAR and BAPLIE in EDIFACT; FWB, FHL and FFM in Cargo-IMP. Every consignment, piece of equipment, load and
 * finding goes to `sink` as it becomes whole, and the reader lets it go. Never throws on input; uses no I/O and no clock.
 * The pieces may be cut anywhere: the cuts change nothing in what the sink receives.
 */
export function createCargoReader(given: CargoGiven, sink: CargoSink): CargoReader {
  return new CargoReader(new CargoFile(given, sink))
}

class CargoReader {
  private readonly file: CargoFile
  private reader: FormatReader | null = null
  /** The first bytes, until the syntax is known. */
  private start: Uint8Array = new Uint8Array(0)
  private isUnread = false
  private bytes = 0

  constructor(file: CargoFile) {
    this.file = file
  }

  /** Reads the next bytes. */
  write(chunk: Uint8Array): void {
    const room = LARGEST_INPUT - this.bytes
    this.bytes += chunk.length
    if (this.isUnread || room <= 0 || this.file.isFull) return
    const piece = chunk.length > room ? chunk.subarray(0, room) : chunk
    if (this.reader) this.reader.write(piece)
    else this.begin(this.start.length === 0 ? piece : joined(this.start, piece), false)
  }

  /** Ends the file and returns what is left of it. */
  end(): CargoSummary {
    if (this.reader === null && !this.isUnread) this.begin(this.start, true)
    this.reader?.end()
    if (this.bytes > LARGEST_INPUT && !this.file.isFull) {
      const message = `${this.bytes} bytes; at most ${LARGEST_INPUT} are read`
      this.file.report('INPUT_TOO_LARGE', null, () => ({}), { message })
      this.file.quarantine(LARGEST_INPUT, this.bytes, 'INPUT_TOO_LARGE')
    }
    if (this.isUnread && this.bytes > 0) this.file.quarantine(0, this.bytes, 'NO_INTERCHANGE')
    return this.file.end(this.bytes)
  }

  private begin(start: Uint8Array, isWhole: boolean): void {
    const syntax = recogniseSyntax(start, isWhole)
    // The caller may use its bytes again. A slice of a Buffer would share them.
    if (syntax === 'more') this.start = new Uint8Array(start)
    const startReader = syntax === null || syntax === 'more' ? undefined : formatReaders[syntax]
    if (startReader) {
      this.reader = startReader(this.file)
      this.reader.write(start)
      this.start = new Uint8Array(0)
    } else if (syntax !== 'more') {
      this.isUnread = true
      const message = start.length === 0 ? 'the input is empty' : 'no cargo message begins here'
      this.file.report('NO_INTERCHANGE', null, () => ({}), { message })
    }
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
