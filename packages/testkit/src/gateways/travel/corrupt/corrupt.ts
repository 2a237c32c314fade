import type { Random } from '../../../synthetic/random.ts'
import type { Carrier } from '../schedule/carriers.ts'
import { charsetOf, separatorsOf } from '../write/interchange.ts'
import { fromByteText, toByteText, utf8ByteText } from './byte-text.ts'

/** A message to corrupt, as a string with one character per byte, and its separators. */
interface Clean {
  text: string
  element: string
  component: string
  terminator: string
  ascii: boolean
  random: Random
}
/** Returns the message with one fault, or null if the fault cannot occur in it. */
type Corruptor = (clean: Clean) => string | null

const edifact = {
  'una-damaged': ({ text }) => (text.includes("UNA:+.? '") ? text.replace("UNA:+.? '", "UNA:+.?'") : null),
  'line-wrapped': (clean) =>
    inName(clean, (name) => (name.length > 3 ? `${name.slice(0, 2)}\r\n${name.slice(2)}` : null)),
  'counts-wrong': ({ text, element, terminator }) => {
    const wrong = text.replaceAll(new RegExp(`UNT\\${element}(\\d+)`, 'g'), (_, n) => `UNT${element}${Number(n) + 3}`)
    return wrong.replace(
      new RegExp(`(CNT\\${element}4[12].)(\\d+)(?=\\${terminator})`),
      (_, head, n) => `${head}${Number(n) + 2}`,
    )
  },
  'reference-differs': ({ text, element, terminator }) =>
    text.replace(new RegExp(`(UNZ\\${element}\\d+\\${element})\\d+(?=\\${terminator})`), '$177'),
  'trailer-missing': ({ text, element }) => cutBefore(text, text.lastIndexOf(`UNT${element}`)),
  'text-after': ({ text }) => `${text}\r\nsent by desk 4\r\n`,
  'segment-unknown': ({ text, element, terminator }) =>
    before(text, [`TDT${element}`, `EQN${element}`, `BGM${element}`], `ZZX${element}1${terminator}`),
  'cut-short': ({ text, random }) => text.slice(0, Math.floor(text.length * (0.5 + random.next() * 0.4))),
  'blanks-around-tag': ({ text, element, terminator }) =>
    text.replaceAll(`${terminator}LOC${element}`, `${terminator} LOC ${element}`),
  'document-empty': ({ text, element, terminator }) =>
    before(text, [`CNT${element}`], `DOC${element}${element}${terminator}`),
  'byte-outside-charset': (clean) =>
    clean.ascii ? inName(clean, (name) => (name.includes('A') ? name.replace('A', '\u008b') : null)) : null,
  'birth-date-impossible': ({ text, element, component, terminator }) =>
    replaceOne(text, new RegExp(`(DTM\\${element}329\\${component})\\d{6}(?=\\${terminator})`), '$1991332'),
  'nationality-filler': ({ text, element, terminator }) =>
    replaceOne(text, new RegExp(`(NAT\\${element}2\\${element})[A-Z]+(?=\\${terminator})`), '$10'),
  'release-dangling': ({ text }) => `${text.trimEnd()}?`,
  'separator-unescaped': ({ text, element, terminator }) =>
    replaceOne(
      text,
      new RegExp(`(NAT\\${element}2\\${element}[A-Z]+)(?=\\${terminator})`),
      `$1${element}SEEN${element}BY${element}DESK`,
    ),
  'terminator-missing': ({ text, element, component, terminator }) => {
    const glued = new RegExp(
      `(RFF\\${element}AVF\\${component}[A-Z0-9]+)\\${terminator}[\\r\\n]*(?=RFF\\${element}ABO)`,
    )
    return replaceOne(text, glued, '$1')
  },
  'typographic-quote': ({ text, element, terminator }) => {
    if (terminator !== "'") return null
    return replaceOne(text, new RegExp(`(ATT\\${element}2\\${element}\\${element}[MF])'`), `$1${utf8ByteText('’')}`)
  },
  'flight-missing': ({ text, element, terminator }) => {
    const without = new RegExp(`TDT\\${element}[\\s\\S]*?(?=NAD\\${element}(?:FL|FM|DDU))`)
    return text.includes(`${terminator}NAD${element}MS`) ? replaceOne(text, without, '') : null
  },
  'other-message-type': ({ text }) => (/PAXLST|PNRGOV/.test(text) ? text.replaceAll(/PAXLST|PNRGOV/g, 'ORDERS') : null),
} satisfies Record<string, Corruptor>

const xml = {
  'xml-cut-short': ({ text }) => text.slice(0, Math.floor(text.length * 0.8)),
  'xml-document-type': ({ text }) => text.replace('?>', '?>\n<!DOCTYPE IATA_PNRGOV_NotifRQ [<!ENTITY who "nobody">]>'),
  'xml-entity': ({ text }) => replaceOne(text, /<CityName>/, '<CityName>&who;'),
  'xml-ampersand': ({ text }) => replaceOne(text, /<AddressLine>/, '<AddressLine>MILL & SONS '),
  'xml-control-character': ({ text }) => replaceOne(text, /<Surname>(.)/, '<Surname>$1\u0007'),
} satisfies Record<string, Corruptor>

export type Corruption = keyof typeof edifact | keyof typeof xml

/** Returns the message with one fault of a random kind, or null if none applies. */
export function corrupt(
  random: Random,
  message: { kind: string; bytes: Uint8Array; flight: { carrier: Carrier } },
): { bytes: Uint8Array; corruption: Corruption } | null {
  const carrier = message.flight.carrier
  const separators = separatorsOf(carrier)
  const type = message.kind === 'pnrgov' ? 'PNRGOV' : 'PAXLST'
  const ascii = ['UNOA', 'IATA'].includes(charsetOf(carrier, type))
  const clean: Clean = { ...separators, text: toByteText(message.bytes), ascii, random }
  const corruptors: Record<string, Corruptor> = message.kind === 'pnrgov-xml' ? xml : edifact
  for (const [corruption, corruptor] of random.shuffled(Object.entries(corruptors))) {
    const corrupted = corruptor(clean)
    if (corrupted !== null && corrupted !== clean.text)
      return { bytes: fromByteText(corrupted), corruption: corruption as Corruption }
  }
  return null
}

function replaceOne(text: string, pattern: RegExp, replacement: string): string | null {
  return pattern.test(text) ? text.replace(pattern, replacement) : null
}

/** Changes the surname of the first person. */
function inName({ text, element, component }: Clean, change: (name: string) => string | null): string | null {
  const place = new RegExp(
    `((?:NAD\\${element}(?:FL|FM|DDU)\\${element}\\${element}\\${element})|TIF\\${element})([A-Z]{3,})(?=\\${component})`,
  )
  const found = place.exec(text)
  const changed = found ? change(found[2] as string) : null
  return found && changed
    ? text.slice(0, found.index) + found[1] + changed + text.slice(found.index + found[0].length)
    : null
}

function before(text: string, marks: readonly string[], inserted: string): string | null {
  const at = marks.map((mark) => text.indexOf(mark)).find((place) => place > 0)
  return at === undefined ? null : text.slice(0, at) + inserted + text.slice(at)
}

const cutBefore = (text: string, at: number): string | null => (at < 0 ? null : text.slice(0, at))
