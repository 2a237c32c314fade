import { decodeText } from '../text/decode-text.ts'

/**
 * Returns whether the bytes may be text: they have no NUL and no control characters except line breaks, tabs, form feeds,
 * backspaces and escapes.
 */
export function looksLikeText(head: Uint8Array): boolean {
  if (decodeText(head.subarray(0, 4)).encoding !== 'utf-8') return true
  return !head.some((byte) => byte < 32 && byte !== 9 && !(byte >= 10 && byte <= 13) && byte !== 8 && byte !== 27)
}

/** Beginnings of lists of media files and of XML documents, after comments. */
const beginnings: readonly [RegExp, string][] = [
  [/^#EXTM3U/, 'application/vnd.apple.mpegurl'],
  [/^<([a-z0-9]+:)?MPD[\s>]/i, 'application/dash+xml'],
  [/^<smil[\s>]/i, 'application/smil+xml'],
  [/^<SmoothStreamingMedia[\s>]/i, 'application/vnd.ms-sstr+xml'],
  [/^<asx[\s>]/i, 'video/x-ms-asx'],
  [/^\[(playlist|reference)\]/i, 'audio/x-scpls'],
  [/^v=0\r?\no=/, 'application/sdp'],
  [/^<([a-z]+:)?svg[\s>/]/i, 'image/svg+xml'],
  [/^<html[\s>]/i, 'text/html'],
]
const longestPreamble = 4096

/** Detects `text/plain`, `text/html`, an SVG, or a list of media files that a player would open. */
export function sniffText(head: Uint8Array): string {
  const text = decodeText(head).text.trimStart()
  if (/^<!doctype html[\s>]/i.test(text)) return 'text/html'
  const start = withoutPreamble(text)
  const known = beginnings.find(([pattern]) => pattern.test(start))
  if (known !== undefined) return known[1]
  if (/^#EXT-X-/m.test(text.slice(0, longestPreamble))) return 'application/vnd.apple.mpegurl'
  return isConcatList(text.slice(0, longestPreamble)) ? 'text/x-ffconcat' : 'text/plain'
}

/** Returns the text from its first element: XML declarations, comments and the document type are skipped. */
function withoutPreamble(text: string): string {
  let at = 0
  while (at < text.length && at < longestPreamble) {
    const end = text.startsWith('<?xml', at)
      ? text.indexOf('?>', at) + 2
      : text.startsWith('<!--', at)
        ? text.indexOf('-->', at + 4) + 3
        : /^<!doctype/i.test(text.slice(at, at + 9))
          ? endOfType(text, at)
          : at
    if (end <= at + 1) break
    at = end + (text.slice(end).length - text.slice(end).trimStart().length)
  }
  return text.slice(at, at + longestPreamble)
}

/** Returns the position after the `>` of a document type; its entities in brackets are skipped. */
function endOfType(text: string, at: number): number {
  const close = text.indexOf('>', at)
  const bracket = text.indexOf('[', at)
  return bracket >= 0 && bracket < close ? text.indexOf('>', text.indexOf(']', bracket)) + 1 : close + 1
}

/** Returns whether a text is a list of ffmpeg's `concat`, with its heading or as the bare lines of its documentation. */
function isConcatList(text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const entries = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (/^ffconcat\s/.test(entries[0] ?? '')) return true
  const whole = text.length < longestPreamble ? entries : entries.slice(0, -1)
  return (
    /^file\s+\S/.test(whole[0] ?? '') &&
    whole.every((line) => /^(file|duration|inpoint|outpoint|stream|option|file_packet_meta)\s/.test(line))
  )
}
