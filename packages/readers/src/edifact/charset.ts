/**
 * A character set of an interchange: a table of 128 strings for the bytes from 0x80, or UTF-8. Control characters map
 * to the empty string.
 */
export interface Charset {
  name: string
  /** The characters of the bytes from 0x80; null for UTF-8. */
  upper: readonly string[] | null
}

const LABELS: Record<string, string> = {
  'Windows-1252': 'windows-1252',
  'Mac Roman': 'macintosh',
  'ISO-8859-2': 'iso-8859-2',
  'ISO-8859-3': 'iso-8859-3',
  'ISO-8859-4': 'iso-8859-4',
  'ISO-8859-5': 'iso-8859-5',
  'ISO-8859-6': 'iso-8859-6',
  'ISO-8859-7': 'iso-8859-7',
  'ISO-8859-8': 'iso-8859-8',
  'ISO-8859-9': 'iso-8859-9',
}

const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

const made = new Map<string, Charset>()

export function charsetNamed(name: string): Charset {
  let charset = made.get(name)
  if (!charset) {
    charset = { name, upper: upperHalf(name) }
    made.set(name, charset)
  }
  return charset
}

function upperHalf(name: string): string[] | null {
  if (name === 'UTF-8') return null
  if (name === 'CP850') return [...CP850]
  const label = LABELS[name]
  if (!label) return Array.from({ length: 128 }, (_, i) => (i < 32 ? '' : String.fromCharCode(128 + i)))
  const decoder = new TextDecoder(label)
  return Array.from({ length: 128 }, (_, i) => {
    const char = decoder.decode(Uint8Array.of(128 + i))
    return char < '\u00a0' || char === '\ufffd' ? '' : char
  })
}

/**
 * Returns the character set that a syntax identifier declares (ISO 9735, UNB S001 0001), or null for an ASCII level
 * (`UNOA`, `UNOB`, `IATA` and unknown ones).
 */
export function declaredCharset(syntaxId: string | null): string | null {
  switch (syntaxId) {
    case 'UNOC':
      return 'ISO-8859-1'
    case 'UNOD':
      return 'ISO-8859-2'
    case 'UNOE':
      return 'ISO-8859-5'
    case 'UNOF':
      return 'ISO-8859-7'
    case 'UNOG':
      return 'ISO-8859-3'
    case 'UNOH':
      return 'ISO-8859-4'
    case 'UNOI':
      return 'ISO-8859-6'
    case 'UNOJ':
      return 'ISO-8859-8'
    case 'UNOK':
      return 'ISO-8859-9'
    case 'UNOW':
    case 'UNOX':
    case 'UNOY':
      return 'UTF-8'
    default:
      return null
  }
}

/** The tables to try, in this order, if a message that declares ASCII has bytes from 0x80. */
const CANDIDATES = ['Windows-1252', 'Mac Roman', 'CP850'] as const

/** Returns the first of `CANDIDATES` in which each of these bytes is a letter, or Windows-1252 if there is no such table. */
export function tableForNames(bytes: Iterable<number>): string {
  const values = [...bytes]
  for (const name of CANDIDATES) {
    const upper = charsetNamed(name).upper!
    if (values.every((byte) => /^\p{L}$/u.test(upper[byte - 128]!))) return name
  }
  return 'Windows-1252'
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
