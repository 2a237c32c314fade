import { cleanName } from './clean-name.ts'
import { readName } from './read-name.ts'
import { splitNames } from './split-names.ts'

/**
 * A name as an index keeps it: its words in Latin letters (Arabic and Hebrew in their own, vowels not being written), lower case,
 * without marks, honorifics and punctuation, in the order written. Two spellings of one name may still differ: compare with `compare`.
 * Empty where nothing can be compared.
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
