import { maskSensitive } from './mask-sensitive.ts'
import type { InterchangeContext } from './message-context.ts'
import { isEnvelope } from './tags.ts'

/**
 * Reports syntax problems of the current segment: its end, length, bytes and tag. Returns true if the segment cannot be
 * used. Nearly all segments are clean; for them the function only makes a few comparisons.
 */
export function reportUnusual(context: InterchangeContext): boolean {
  const { cursor } = context
  const known = cursor.known.has(cursor.tag)
  if (
    known &&
    cursor.closure === 'terminator' &&
    !cursor.unusual &&
    !cursor.tooLong &&
    cursor.elements <= cursor.known.mostElements(cursor.tag)
  ) {
    return false
  }
  // The caller has not checked unknown segments for sensitive data, so check them here.
  if (!cursor.hasMasked) maskSensitive(cursor)
  if (cursor.tooLong) {
    context.report('SEGMENT_UNREADABLE', `segment of ${cursor.end - cursor.start} bytes without a terminator`)
    context.quarantine(cursor.start, cursor.position, 'SEGMENT_UNREADABLE')
    return true
  }
  if (cursor.danglingRelease >= 0) reportDanglingRelease(context)
  if (cursor.unusual) reportBytes(context)
  reportClosure(context)
  if (!known) {
    context.report('SEGMENT_UNKNOWN', 'no segment of this message has such a tag')
    return true
  }
  const most = cursor.known.mostElements(cursor.tag)
  if (cursor.elements > most) {
    context.report('SEPARATOR_UNESCAPED', `more than the ${most} elements of this segment`, most + 1)
  }
  return false
}

function reportDanglingRelease(context: InterchangeContext): void {
  const place = { ...context.place(), byte: context.cursor.danglingRelease }
  const literal = String.fromCharCode(context.cursor.separators.release)
  context.reportAt('RELEASE_DANGLING', 'release character at the end of input', place, literal)
}

function reportClosure(context: InterchangeContext): void {
  const { cursor } = context
  switch (cursor.closure) {
    case 'glued':
      context.report('SEGMENT_GLUED', 'terminator missing before the next segment')
      break
    case 'quote':
      context.report('SEGMENT_UNTERMINATED', 'closed by a typographic quote instead of the terminator')
      break
    case 'end-of-input':
      if (isEnvelope(cursor.tag)) {
        context.report('SEGMENT_UNTERMINATED', 'the last segment has no terminator')
      } else {
        context.report('MESSAGE_TRUNCATED', 'the input ends inside this segment')
        context.quarantine(cursor.start, cursor.limit, 'MESSAGE_TRUNCATED')
      }
      break
    default:
  }
}

/** Reports `CHARSET_VIOLATION` for every byte outside the declared level, with its value, offset and the table used. */
function reportBytes(context: InterchangeContext): void {
  const { cursor } = context
  const { bytes, charset } = cursor
  cursor.eachUnusual((element, component, from, to) => {
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!
      if (byte === 0x0a || byte === 0x0d || cursor.isMasked(i)) continue
      const isUpper = byte >= 0x80 && context.upperBytesViolate && !(charset.upper === null && byte < 0xc0)
      const isDropped = byte < 0x20 || byte === 0x7f || (byte >= 0x80 && charset.upper?.[byte - 128] === '')
      if (!isUpper && !isDropped) continue
      if (!context.findings.open('CHARSET_VIOLATION')) continue
      const shown = `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`
      const how = isDropped ? 'dropped' : `read as ${charset.name}`
      const place = { byte: i, segment: cursor.segment, tag: cursor.tagLiteral(), element, component }
      const message = `byte ${shown} at offset ${i} is not in ${context.declaredCharset}: ${how}`
      context.findings.push('CHARSET_VIOLATION', message, place, cursor.literal(from, to), null)
    }
  })
}
