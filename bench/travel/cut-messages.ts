/** Cuts messages of whole flights into ones of a single record, as carriers send them when one reservation changes or one person checks in. */

const terminator = "'"

/** One PNRGOV message per reservation; empty where the message has separators of its own. */
export function cutReservations(bytes: Uint8Array): Uint8Array[] {
  return cut(bytes, (tag) => tag === 'SRC')
}

/** One PAXLST message per passenger; empty where the message has separators of its own. */
export function cutPeople(bytes: Uint8Array): Uint8Array[] {
  return cut(bytes, (_tag, segment) => /^NAD\+(FL|DDU)\+/.test(segment))
}

function cut(bytes: Uint8Array, starts: (tag: string, segment: string) => boolean): Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const segments = text.split(terminator).map((segment) => segment.replace(/^[\r\n]+/, ''))
  const first = segments.findIndex((segment) => starts(segment.slice(0, 3), segment))
  const end = segments.findIndex((segment) => /^(CNT|UNT)\+/.test(segment))
  const header = segments.findIndex((segment) => segment.startsWith('UNH+'))
  if (first < 0 || end < first || header < 0) return []
  const reference = segments[header]?.split('+')[1] ?? '1'
  const trailer = segments.slice(end).filter((segment) => segment.startsWith('UNE+') || segment.startsWith('UNZ+'))
  const records: string[][] = []
  for (const segment of segments.slice(first, end)) {
    if (starts(segment.slice(0, 3), segment)) records.push([])
    records.at(-1)?.push(segment)
  }
  return records.map((record) => {
    const counted = segments.slice(0, first).map((segment) => (segment.startsWith('EQN+') ? 'EQN+1' : segment))
    const message = [...counted, ...record]
    const trailed = [...message, `UNT+${message.length - header + 1}+${reference}`, ...trailer, '']
    return new Uint8Array(Buffer.from(trailed.join(terminator), 'latin1'))
  })
}
