import {
  type Charset,
  encode,
  type Segment,
  type Separators,
  segment,
  usualSeparators,
  writeSegment,
  writeUna,
} from '../../../synthetic/edifact-text.ts'
import type { Random } from '../../../synthetic/random.ts'
import type { Carrier } from '../schedule/carriers.ts'
import { pieces, toUtc } from '../schedule/local-time.ts'

export interface InterchangeHead {
  carrier: Carrier
  at: Date
  /** The control reference, with which the message references begin. */
  reference: string
  type: 'PAXLST' | 'PNRGOV'
  /** The components of `PAXLST:D:05B:UN:IATA`. */
  version: readonly string[]
  recipient?: string
}
export interface MessageBody {
  accessReference: string
  part?: { number: number; flag: 'C' | 'F' | null }
  segments: readonly Segment[]
}

export const newReference = (random: Random): string => random.between(1, 9) + random.digits(8)

/** Writes an interchange as the carrier's system does: UNA, UNB, UNG, messages with correct counts, UNE, UNZ. */
export function writeInterchange(head: InterchangeHead, messages: readonly MessageBody[]): Uint8Array {
  const { carrier, reference } = head
  const separators = separatorsOf(carrier)
  const charset = charsetOf(carrier, head.type)
  const { yymmdd, hhmm } = pieces(toUtc(head.at))
  const recipient = head.recipient ?? 'BORDERAPIS'
  const segments: Segment[] = [
    segment(
      'UNB',
      [charset, charset === 'UNOY' ? '4' : head.type === 'PNRGOV' ? '1' : '4'],
      `${carrier.code}APIS`,
      recipient,
      [yymmdd, hhmm],
      reference,
      null,
      head.type,
    ),
  ]
  if (carrier.group) {
    const [, version = '', release = ''] = head.version
    segments.push(
      segment('UNG', head.type, `${carrier.code}APIS`, recipient, [yymmdd, hhmm], reference, 'UN', [version, release]),
    )
  }
  messages.forEach((message, i) => {
    const own = `${reference}${String(i + 1).padStart(2, '0')}`
    const part = message.part ? [String(message.part.number).padStart(2, '0'), message.part.flag] : null
    segments.push(segment('UNH', own, [...head.version], message.accessReference, part), ...message.segments)
    segments.push(segment('UNT', message.segments.length + 2, own))
  })
  if (carrier.group) segments.push(segment('UNE', messages.length, reference))
  segments.push(segment('UNZ', carrier.group ? 1 : messages.length, reference))
  const una = carrier.una === 'absent' ? '' : writeUna(separators) + carrier.lineEnds
  const text = una + segments.map((s) => writeSegment(s, separators) + carrier.lineEnds).join('')
  return encode(carrier.typeB ? inTypeB(text, carrier, head.at) : text, charset)
}

export function charsetOf(carrier: Carrier, type: InterchangeHead['type']): Charset {
  return type === 'PNRGOV' && carrier.charset === 'UNOA' ? 'IATA' : carrier.charset
}

export function separatorsOf(carrier: Carrier): Separators {
  if (carrier.una === 'own')
    return { component: ';', element: '*', decimal: '.', release: '?', reserved: ' ', terminator: '~' }
  return carrier.una === 'repetition' ? { ...usualSeparators, reserved: '*' } : usualSeparators
}

/** Adds a teletype envelope: priority and addresses, origin with day and time, and the text between STX and ETX. */
function inTypeB(text: string, carrier: Carrier, at: Date): string {
  const { ddmmyy, hhmm } = pieces(toUtc(at))
  return `\u0001QU LISBDXS OPOBDXS\r\n.${carrier.hub}DC${carrier.code} ${ddmmyy.slice(0, 2)}${hhmm}\r\n\u0002${text}\u0003`
}
