import type { CargoConsignment } from '@entente/contracts'
import type { MessageWriter } from '../message/message-writer.ts'
import { writeDate } from '../model/dates.ts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'
import type { XmlNode } from '../xml/xml-node.ts'

/** Reads the dates of an entry summary declaration: its preparation, its lodgement or amendment, and the arrival. */
export function readEnsDates(message: MessageWriter, consignment: Scope<CargoConsignment>, root: XmlNode): void {
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
