import { readName } from './read-name.ts'
import { splitNames } from './split-names.ts'

const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g
const invisible = /[\u00ad\u0640\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\p{Cs}/gu
const ascii = /^[\x20-\x7e]*$/
const spaced = (text: string): string => (text.includes('  ') ? text.replace(/ {2,}/g, ' ') : text).trim()
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
]

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  for (const zero of zeros) if (code >= zero && code <= zero + 9) return String(code - zero)
  return digit
}

/**
 * Cleans a written name: folds compatibility forms (NFKC), removes controls, directional marks, zero-width characters and tatweel, converts digits to
 * ASCII and white space to single spaces. Letters keep their case and marks.
 */
export function cleanName(text: string): string {
  if (ascii.test(text)) return spaced(text)
  const folded = text.normalize('NFKC')
  if (ascii.test(folded)) return spaced(folded)
  return folded
    .replace(/[\u200c\u200d]/g, '')
    .replace(controls, '')
    .replace(invisible, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Normalises a name for an index: its words in Latin letters (Arabic and Hebrew in their own letters), lower case, without marks, honorifics and
 * punctuation, in the order written. Several names of one field are joined by `; `. Two spellings of one name may still differ; `compare` finds such
 * names. Returns an empty text where no word can be compared.
 */
export function normaliseName(name: string, kind: 'person' | 'organisation' = 'person'): string {
  return splitNames(cleanName(name))
    .map((single) =>
      readName(single, kind)
        .words.map((word) => word.form.latin || word.form.text)
        .join(' '),
    )
    .filter((text) => text !== '')
    .join('; ')
}
