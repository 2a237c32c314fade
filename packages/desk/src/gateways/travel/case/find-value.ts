import type { MessageSegments } from '@entente/contracts'
import { markSegment, type Piece, type Separators } from '../messages/mark-segment.ts'

type Segment = MessageSegments['items'][number]
export interface FoundValue {
  number: number
  pieces: Piece[]
}
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
/** Codes of one to three letters occur in many segments, so they are searched for only in these. */
const tagsOf: Record<string, readonly string[]> = { sex: ['ATT', 'SSR'], nationality: ['NAT', 'SSR'] }

/**
 * Returns the segment of a person that contains a compared value. `segments` must begin with the person. A reading stores only where each person
 * begins, so the value is searched for in the forms that the format allows. Null if none of them occurs.
 */
export function findValue(
  segments: readonly Segment[],
  field: string,
  value: string,
  separators: Separators,
): FoundValue | null {
  const [first] = segments
  const next = segments.findIndex((segment, place) => place > 0 && segment.tag === first?.tag)
  const own = segments.slice(0, next < 0 ? undefined : next)
  const forms = writtenForms(field, value)
  let best: (FoundValue & { marks: number }) | null = null
  for (const segment of own) {
    if (tagsOf[field] && !tagsOf[field].includes(segment.tag)) continue
    const pieces = markSegment(segment.text, [], forms, separators)
    const marks = pieces.filter((piece) => piece.marked).length
    if (marks > (best?.marks ?? 0)) best = { number: segment.number, pieces, marks }
  }
  return best && { number: best.number, pieces: best.pieces }
}

/** Returns the forms in which PAXLST and PNRGOV may write a value: parts of names, and dates as `840314`, `19840314`, `14MAR84` and `14MAR1984`. */
export function writtenForms(field: string, value: string): string[] {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  if (field === 'birth date' && year && month && day) {
    const short = year.slice(2)
    const name = months[Number(month) - 1] ?? ''
    return [value, `${short}${month}${day}`, `${year}${month}${day}`, `${day}${name}${short}`, `${day}${name}${year}`]
  }
  return [...new Set([value, ...value.split(/\s+/)])].filter((part) => part.length > 1 || part === value)
}
