import type { Text } from '@entente/contracts'
import { textState } from '../texts/loaded-texts.ts'
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

/**
 * Returns a function that formats a sentence of the node as plain text: in the reader's language, else in English. A draft is followed by the English
 * text.
 */
export function useSentenceWords(): (sentence: Text) => string {
  const gateways = useGateways()
  return (sentence) => {
    const own = inOwnLanguage(sentence, gateways)
    // A sentence of names alone, such as the title of a rule, is the same in each language.
    const isBeside = own !== sentence.text && textState(sentence.key) === 'draft'
    return own === null ? sentence.text : isBeside ? `${own} (${sentence.text})` : own
  }
}

/**
 * Shows a sentence of the node in the reader's language. If no translation exists, shows the English text and marks its language. While the
 * translation is a draft, the English text stands beside it. `change` changes the words before they are shown, for example their first letter.
 */
export function SentenceOfNode({ sentence, change }: { sentence: Text | string; change?: (words: string) => string }) {
  const shown = change ?? ((words: string) => words)
  const own = inOwnLanguage(sentence, useGateways())
  const plain = typeof sentence === 'string' ? sentence : sentence.text
  const state = typeof sentence === 'string' || own === null ? 'english' : textState(sentence.key)
  if (own !== null && (state === 'own' || (state === 'draft' && own === plain))) return shown(own)
  const english = shown(plain)
  if (own === null || state === 'english') return <span lang="en">{english}</span>
  return (
    <>
      {shown(own)}{' '}
      <span lang="en" className="beside">
        {english}
      </span>
    </>
  )
}

/** Returns an entry of a case's history for a time line, with its sentence in the reader's language. */
export const entryOfNode = ({ at, person, ...sentence }: Text & { at: string; person: boolean }) => ({
  at,
  person,
  text: <SentenceOfNode sentence={sentence} />,
})
