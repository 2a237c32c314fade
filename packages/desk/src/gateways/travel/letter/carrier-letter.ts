import type { Finding } from '@entente/contracts'
import { englishBeside, text } from '../texts/index.ts'

/** A message in the letter: when it was received, and its findings. */
interface LetterMessage {
  format: string | null
  receivedAt: string
  sha256?: string
  findings: readonly Finding[]
}
/** Formats the words of a letter in one language. */
type Words = typeof text
/** The words of the letter in English, for a language whose words no person has confirmed. */
const inEnglish: Words = (key, ...values) => englishBeside(key, ...values) ?? text(key, ...values)

/** Writes the letter in English, if the letter in the reader's language is a draft; else returns null. */
export function englishLetter(...letter: Parameters<typeof writeCarrierLetter>): string | null {
  const [about, missing, messages] = letter
  return englishBeside('travel.letter.words.closing') === undefined
    ? null
    : writeCarrierLetter(about, missing, messages, inEnglish)
}

/**
 * Writes a letter to a carrier about faulty messages. It names the position of each finding, but not the value there, because a letter leaves the
 * node by mail and must not contain personal data.
 */
export function writeCarrierLetter(
  about: string,
  missing: string | null,
  messages: readonly LetterMessage[],
  words: Words = text,
): string {
  const lines = [words('travel.letter.words.opening', { about }), '']
  if (missing !== null) lines.push(words('travel.letter.words.missing', { sentence: missing }), '')
  const reported = messages
    .map((message) => ({ ...message, findings: message.findings.filter(concernsCarrier) }))
    .filter((message) => message.findings.length > 0)
  for (const message of reported) {
    lines.push(words('travel.letter.words.message', { format: message.format, receivedAt: message.receivedAt }))
    for (const finding of message.findings) {
      const sentence = { place: placeOf(finding, words), message: withoutLiteral(finding), code: finding.code }
      lines.push(`- ${words('travel.letter.words.finding', sentence)}`)
    }
    lines.push('')
  }
  if (reported.length === 0 && missing === null) lines.push(words('travel.letter.words.nothing'), '')
  lines.push(words('travel.letter.words.closing'))
  return `${lines.join('\n')}\n`
}

/** Tests whether a finding is in the letter. Remarks concern only the node's users, and removed sensitive values are not reported to anyone. */
const concernsCarrier = (finding: Finding): boolean => finding.severity !== 'info'

function placeOf(finding: Finding, words: Words): string | null {
  const segment = finding.position?.segment
  const tag = finding.position?.tag
  return typeof segment === 'number'
    ? words('travel.letter.words.place', { segment, tag: typeof tag === 'string' ? tag : null })
    : null
}

/** Returns the sentence of a finding without the values that were sent. */
function withoutLiteral(finding: Finding): string {
  if (finding.literal === null || finding.literal === '') return finding.message
  return finding.message.replaceAll(finding.literal, '…')
}
