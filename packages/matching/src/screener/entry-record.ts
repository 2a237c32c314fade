import type { Entry, Quality } from '@entente/contracts'

type Written = [
  id: string,
  kind: Entry['kind'] | null,
  names: unknown,
  parts: Entry['parts'] | null,
  birthDates: unknown,
  nationalities: unknown,
  gender: Entry['gender'],
  birthPlaces: unknown,
  documents: unknown,
]
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Encodes the compared fields of an entry as bytes: JSON without field names. */
export function writeEntry(entry: Entry): Uint8Array {
  const names = Array.isArray(entry.names)
    ? entry.names.map((item) => (typeof item === 'string' ? item : [item?.name, item?.quality]))
    : null
  const documents = Array.isArray(entry.documents)
    ? entry.documents.map((document) => [document?.number, document?.country])
    : null
  const some = (list: unknown[] | null | undefined): unknown => (list && list.length > 0 ? list : null)
  const written: Written = [
    entry.id,
    entry.kind ?? null,
    some(names),
    entry.parts ?? null,
    some(entry.birthDates),
    some(entry.nationalities),
    entry.gender ?? null,
    some(entry.birthPlaces),
    some(documents),
  ]
  const parts: unknown[] = written
  while (parts.length > 1 && parts.at(-1) === null) parts.pop()
  return encoder.encode(JSON.stringify(parts))
}

/** Decodes the compared fields of an entry. */
export function readEntry(bytes: Uint8Array): Entry {
  const [id, kind, names, parts, birthDates, nationalities, gender, birthPlaces, documents] = JSON.parse(
    decodeText(bytes),
  ) as Written
  const entry: Entry = {
    id,
    names: ((names ?? []) as (string | [string, Quality])[]).map((item) =>
      typeof item === 'string' ? item : { name: item[0], quality: item[1] },
    ),
  }
  if (kind) entry.kind = kind
  if (parts) entry.parts = parts
  if (birthDates) entry.birthDates = birthDates as string[]
  if (nationalities) entry.nationalities = nationalities as string[]
  if (gender) entry.gender = gender
  if (birthPlaces) entry.birthPlaces = birthPlaces as string[]
  if (documents)
    entry.documents = (documents as [string, string | null][]).map(([number, country]) =>
      country === null || country === undefined ? { number } : { number, country },
    )
  return entry
}

/** Decodes only the id of an entry, its first field. */
export function readEntryId(bytes: Uint8Array): string {
  for (let at = 2; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === 0x5c) at += 1
    else if (byte === 0x22) return JSON.parse(decodeText(bytes.subarray(1, at + 1))) as string
  }
  return ''
}

export const encodeText = (text: string): Uint8Array => encoder.encode(text)
/** Decodes UTF-8 text. The bytes may be in memory that threads share. */
export function decodeText(bytes: Uint8Array): string {
  let text = ''
  if (bytes.length <= 24) {
    let plain = true
    for (let at = 0; at < bytes.length && plain; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte >= 0x80) plain = false
      else text += String.fromCharCode(byte)
    }
    if (plain) return text
  }
  return decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice())
}
