import type { Text } from '@entente/contracts'
import { type DeskGateway, translated, useGateways } from './gateway.ts'

/** Returns the sentence in the reader's language. Returns null if its key is unknown or a value for its text is missing. */
export function inOwnLanguage(sentence: Text | string, gateways: readonly DeskGateway[]): string | null {
  if (typeof sentence === 'string') return null
  try {
    return translated(gateways, sentence.key, sentence.values) ?? null
  } catch {
    return null
  }
}

/** Returns a function that formats a sentence of the node as plain text: in the reader's language, else in English. */
export function useSentenceWords(): (sentence: Text) => string {
  const gateways = useGateways()
  return (sentence) => inOwnLanguage(sentence, gateways) ?? sentence.text
}

/**
 * Shows a sentence of the node in the reader's language. If no translation exists, shows the English text and marks its language. `change` changes the
 * words before they are shown, for example their first letter.
 */
export function SentenceOfNode({ sentence, change }: { sentence: Text | string; change?: (words: string) => string }) {
  const shown = change ?? ((words: string) => words)
  const own = inOwnLanguage(sentence, useGateways())
  if (own !== null) return shown(own)
  return <span lang="en">{shown(typeof sentence === 'string' ? sentence : sentence.text)}</span>
}
