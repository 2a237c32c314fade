import { mutateMessage, type Random } from '../../fuzz/mutate.ts'

/** Values that a sender may write into any field: numbers of other forms, dates that do not exist, names of JavaScript. */
const VALUES = [
  '',
  ' ',
  '-3',
  '0',
  '1e12',
  '12,5',
  '1.234,5',
  'NaN',
  '99999999999999999999',
  '2026-02-31',
  '20260231',
  '31JUM',
  'X'.repeat(3000),
  'A B '.repeat(400),
  'S\u0130RKET \u202eOK \u0000',
  '\ud83d\udea2',
  '__proto__',
  'constructor',
  'toString',
  'SAME AS CONSIGNEE',
  'TO ORDER',
  '999-00000011',
  'CSQU3054384',
  '///',
  '+:?',
  "?'",
  '<&>',
]

/** An XML tag, the end of a segment, or the end of a line. */
const borders = /(<[^<>]*>|'|\r?\n)/
const fields = /([+:/])/

/**
 * Returns a damaged copy of a cargo message that mostly keeps its syntax: elements, segments and lines are left out,
 * repeated or swapped, and values are replaced. A third of the copies is damaged at single bytes instead.
 */
export function mutateParts(bytes: Uint8Array, random: Random): Uint8Array {
  if (random(3) === 0) return mutateMessage(bytes, random)
  const parts = new TextDecoder().decode(bytes).split(borders)
  for (let turns = 1 + random(4); turns > 0; turns--) mutateOnce(parts, random)
  const damaged = new TextEncoder().encode(parts.join(''))
  return random(8) === 0 ? damaged.subarray(0, random(damaged.length)) : damaged
}

function mutateOnce(parts: string[], random: Random): void {
  const chosen = random(parts.length)
  const kind = random(6)
  if (kind > 2) {
    replaceValue(parts, chosen, random)
    return
  }
  const at = beginOf(parts, chosen)
  const taken = parts.slice(at, endOf(parts, at))
  if (kind === 1) parts.splice(at, 0, ...taken)
  else parts.splice(at, taken.length)
  if (kind === 2) parts.splice(beginOf(parts, random(parts.length)), 0, ...taken)
}

const opensElement = (part: string | undefined): boolean => part !== undefined && /^<[^/!?]/.test(part)

/** Returns the next place where an XML element opens, so that the document stays well-formed; else the same place. */
function beginOf(parts: readonly string[], from: number): number {
  for (let at = from; at < parts.length; at++) if (opensElement(parts[at])) return at
  return from
}

/** Returns the end of the XML element, the segment or the line that begins at a part. */
function endOf(parts: readonly string[], at: number): number {
  if (!opensElement(parts[at])) return Math.min(parts.length, at + 2)
  let depth = 0
  for (let i = at; i < parts.length; i++) {
    const part = parts[i] as string
    if (part.startsWith('</')) depth--
    else if (opensElement(part) && !part.endsWith('/>')) depth++
    if (depth <= 0) return i + 1
  }
  return parts.length
}

/** Replaces a text between tags, or one field of a segment or line. */
function replaceValue(parts: string[], from: number, random: Random): void {
  const value = VALUES[random(VALUES.length)] as string
  for (let i = from; i < parts.length; i++) {
    const part = parts[i] as string
    if (part.trim() === '' || borders.test(part)) continue
    const values = part.split(fields)
    values[random(values.length)] =
      parts[0]?.startsWith('<') || parts[1]?.startsWith('<') ? value.replace(/[<&]/g, '') : value
    parts[i] = values.join('')
    return
  }
}
