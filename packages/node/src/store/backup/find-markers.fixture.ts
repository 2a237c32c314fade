import { gunzipSync } from 'node:zlib'

/** Every marker begins with this word, so that a scan of a large file is fast. */
const prefix = 'Planted'

/** Returns invented names that occur nowhere else. They have letters only, because many messages allow nothing else in a name. */
export const plantMarkers = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${lettersOf(n * 7919 + 100_003)}Person`)

const lettersOf = (n: number): string => n.toString(10).replace(/\d/g, (digit) => 'bcdfghjklm'[Number(digit)] as string)

/**
 * Returns the markers that somebody who has only these bytes can find: as text in any case, in UTF-8 and UTF-16, in hex as
 * PostgreSQL writes bytes, and in base64 at any offset; of a gzip file also in its content.
 */
export function findMarkers(bytes: Buffer, markers: readonly string[]): string[] {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const texts = [bytes, ...(isGzip ? [gunzipSync(bytes)] : [])].map((one) => one.toString('latin1'))
  const near = texts.map((text) => formsOf(prefix).map((form) => around(text, form)))
  return markers.filter((marker) => formsOf(marker).some((form, at) => near.some((of) => of[at]?.includes(form.text))))
}

interface Form {
  text: string
  /** Whether the case of letters has no meaning. */
  anyCase: boolean
}

/** Returns a marker as text, in UTF-16 of both orders, in hex, and in base64 at each offset of a group of three bytes. */
function formsOf(marker: string): Form[] {
  return [
    { text: marker.toLowerCase(), anyCase: true },
    { text: [...marker.toLowerCase()].join('\0'), anyCase: true },
    { text: Buffer.from(marker).toString('hex'), anyCase: true },
    ...[0, 1, 2].map((offset) => ({ text: base64At(marker, offset), anyCase: false })),
  ]
}

/** Returns the text behind each place where the prefix occurs. */
function around(text: string, { text: form, anyCase }: Form): string {
  const searched = anyCase ? text.toLowerCase() : text
  let found = ''
  for (let at = searched.indexOf(form); at !== -1; at = searched.indexOf(form, at + 1))
    found += `${searched.slice(at, at + 100)} `
  return found
}

/** Returns the characters of base64 that depend on the marker alone if it begins at this offset. */
function base64At(marker: string, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(marker)]).toString('base64')
  return text.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + marker.length) * 8) / 6) - 1)
}
