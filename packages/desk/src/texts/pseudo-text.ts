import { IntlMessageFormat } from 'intl-messageformat'

/** Each Latin letter with accents, in alphabetical order: first the small letters, then the capital ones. */
const accented = 'àƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ'
/** Hebrew letters in place of the Latin ones, so that the words run from right to left. */
const rightToLeft = 'אבגדהוזחטיכלמנסעפצקרשתךםןף'
const letters = 'abcdefghijklmnopqrstuvwxyz'

export type PseudoLanguage = 'en-XA' | 'en-XB'

function pseudoLetter(letter: string, language: PseudoLanguage): string {
  const place = letters.indexOf(letter.toLowerCase())
  if (place < 0) return letter
  if (language === 'en-XB') return rightToLeft[place] as string
  return accented[letter === letter.toLowerCase() ? place : place + letters.length] as string
}

/** Writes words in a made-up language. `en-XA` has accents and is 40 % longer; `en-XB` runs from right to left. */
export function pseudoWords(words: string, language: PseudoLanguage): string {
  const written = [...words].map((letter) => pseudoLetter(letter, language)).join('')
  // Each word alone becomes longer, so that the name of a button still has the words on the button.
  return language === 'en-XB' ? written : written.replace(/\p{L}+/gu, lengthened)
}
const lengthened = (word: string): string => word + 'öñéţŵö'.repeat(word.length).slice(0, Math.round(word.length * 0.4))

interface Part {
  type: number
  value?: unknown
  options?: Record<string, { value: Part[] }>
  children?: Part[]
}

/** Makes the message of a made-up language from an English text. Arguments, options and tags stay the same. */
export function pseudoMessage(text: string, language: PseudoLanguage): IntlMessageFormat {
  const change = (parts: readonly Part[]): Part[] =>
    parts.map((part) => ({
      ...part,
      // In the TYPE of icu-messageformat-parser, 0 is plain text.
      ...(part.type === 0 && { value: pseudoWords(String(part.value), language) }),
      ...(part.options && {
        options: Object.fromEntries(
          Object.entries(part.options).map(([name, option]) => [name, { ...option, value: change(option.value) }]),
        ),
      }),
      ...(part.children && { children: change(part.children) }),
    }))
  const parsed = new IntlMessageFormat(text, 'en').getAst() as Part[]
  return new IntlMessageFormat(change(parsed) as never, 'en')
}
