import type { Finding } from '@entente/contracts'

/** What the carrier is told about one message: when it came, and what was odd in it. */
export interface LetterMessage {
  format: string | null
  receivedAt: string
  sha256?: string
  findings: readonly Finding[]
}
/** Words of the letter; the catalogue of the page gives them. */
export interface LetterWords {
  opening: (about: string) => string
  missing: (sentence: string) => string
  message: (format: string | null, receivedAt: string) => string
  finding: (place: string | null, message: string, code: string) => string
  place: (segment: number, tag: string | null) => string
  nothing: string
  closing: string
}

/**
 * The text that a liaison officer sends to a carrier. It names each place, never the value that stood there: a letter leaves the
 * node by mail, and what a passenger's list said must not.
 */
export function writeCarrierLetter(
  about: string,
  missing: string | null,
  messages: readonly LetterMessage[],
  words: LetterWords,
): string {
  const lines = [words.opening(about), '']
  if (missing !== null) lines.push(words.missing(missing), '')
  const told = messages
    .map((message) => ({ ...message, findings: message.findings.filter(concernsCarrier) }))
    .filter((message) => message.findings.length > 0)
  for (const message of told) {
    lines.push(words.message(message.format, message.receivedAt))
    for (const finding of message.findings) {
      lines.push(`- ${words.finding(placeOf(finding, words), withoutLiteral(finding), finding.code)}`)
    }
    lines.push('')
  }
  if (told.length === 0 && missing === null) lines.push(words.nothing, '')
  lines.push(words.closing)
  return `${lines.join('\n')}\n`
}

/** Remarks are for whoever reads here; what was removed as sensitive is not told to anyone. */
const concernsCarrier = (finding: Finding): boolean => finding.severity !== 'info'

function placeOf(finding: Finding, words: LetterWords): string | null {
  const segment = finding.position?.segment
  const tag = finding.position?.tag
  return typeof segment === 'number' ? words.place(segment, typeof tag === 'string' ? tag : null) : null
}

/** The finding's sentence with what was sent taken out. */
function withoutLiteral(finding: Finding): string {
  if (finding.literal === null || finding.literal === '') return finding.message
  return finding.message.replaceAll(finding.literal, '…')
}
