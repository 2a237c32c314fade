import type { CargoFinding, CargoReading } from '@entente/contracts'
import { readCargo } from './read-cargo.ts'

/** The codes of findings that a reader makes where it reads a value. The others come from the checks of whole objects. */
const ofReaders = new Set(
  (
    'NO_INTERCHANGE MESSAGE_TYPE_UNKNOWN MESSAGE_TRUNCATED SEGMENT_UNREADABLE SEGMENT_UNTERMINATED SEGMENT_GLUED SEGMENT_UNKNOWN ' +
    'UNA_DAMAGED CHARSET_VIOLATION TRAILER_MISSING CONTROL_REFERENCE_MISMATCH CONTROL_COUNT_MISMATCH TEXT_OUTSIDE_INTERCHANGE ' +
    'DATE_INVALID DECIMAL_COMMA NUMBER_MALFORMED NUMBER_OUT_OF_RANGE UNIT_ALIAS UNIT_UNKNOWN LINE_UNKNOWN AWB_MALFORMED ' +
    'PARTY_NAME_UNSTRUCTURED CONSIGNMENT_ID_MISSING CONSIGNMENT_REPEATED INPUT_TOO_LARGE'
  ).split(' '),
)

export const readText = (text: string, encoding: 'utf8' | 'latin1' = 'utf8'): CargoReading =>
  readCargo(Buffer.from(text, encoding))

export const readerFindings = ({ findings }: CargoReading): CargoFinding[] =>
  findings.filter(({ code }) => ofReaders.has(code))

export const readerCodes = (reading: CargoReading): string[] => readerFindings(reading).map(({ code }) => code)
