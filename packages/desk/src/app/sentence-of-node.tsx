import type { Text } from '@entente/contracts'
import { type DeskGateway, translated, useGateways } from './gateway.ts'

/** The sentence in the reader's language; null where no text is known for its key, or the text needs a value that is not given. */
export function inOwnLanguage(sentence: Text | string, gateways: readonly DeskGateway[]): string | null {
  if (typeof sentence === 'string') return null
  try {
    return translated(gateways, sentence.key, sentence.values) ?? null
  } catch {
    return null
  }
}

/** Returns a function that gives a sentence of the node as plain words: in the reader's language, else in English. */
export function useSentenceWords(): (sentence: Text) => string {
  const gateways = useGateways()
  return (sentence) => inOwnLanguage(sentence, gateways) ?? sentence.text
}

/** Shows a sentence of the node in the reader's language, else its English words, marked as English. */
export function SentenceOfNode({ sentence }: { sentence: Text | string }) {
  const own = inOwnLanguage(sentence, useGateways())
  if (own !== null) return own
  return <span lang="en">{typeof sentence === 'string' ? sentence : sentence.text}</span>
}
