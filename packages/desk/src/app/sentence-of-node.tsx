import type { Values } from '../texts/define-texts.ts'
import { type DeskGateway, translated, useGateways } from './gateway.ts'

/** A sentence that the node wrote: the key of its text with values, and the same in English. */
export interface Sentence {
  key: string
  values: Values
  text: string
}

/** The sentence in the reader's language; null where no text is known for its key, or the text needs a value that is not given. */
export function inOwnLanguage(sentence: Sentence | string, gateways: readonly DeskGateway[]): string | null {
  if (typeof sentence === 'string') return null
  try {
    return translated(gateways, sentence.key, sentence.values) ?? null
  } catch {
    return null
  }
}

/** Shows a sentence of the node in the reader's language, else its English words, marked as English. */
export function SentenceOfNode({ sentence }: { sentence: Sentence | string }) {
  const own = inOwnLanguage(sentence, useGateways())
  if (own !== null) return own
  return <span lang="en">{typeof sentence === 'string' ? sentence : sentence.text}</span>
}
