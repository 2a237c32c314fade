import { RecentlyUsed } from '../lookup/recently-used.ts'
import type { Register } from '../names/lexicon.ts'
import { withWadeGiles } from '../names/read-alternatives.ts'
import { type WordForm, wordForm } from '../names/word-form.ts'
import type { EntryReader } from './entry-reader.ts'
import { decodeText } from './entry-record.ts'
import { type Columns, entryOf, firstWordOf, type Segment, wordBits, wordMask } from './segment.ts'

/** The largest number of cached forms. */
const mostForms = 40_000

export const registerOfWord = ({ wordBits: bits }: Columns, word: number): Register =>
  ((bits[word] ?? 0) & wordBits.organisation) !== 0 ? 'organisation' : 'person'
export const textOfWord = ({ textBytes, textStarts }: Columns, word: number): string =>
  decodeText(textBytes.subarray(textStarts[word] ?? 0, textStarts[word + 1] ?? 0))

/** Makes the comparable forms of the words of one segment when they are first needed, and caches them. */
export class Vocabulary {
  readonly #entries: EntryReader
  readonly #forms = new RecentlyUsed<number, WordForm | null>(mostForms)

  constructor(entries: EntryReader) {
    this.#entries = entries
  }

  /** Returns the comparable form of a word; null where no name has it. */
  formOf(segment: Segment, word: number): WordForm | null {
    const known = this.#forms.get(word)
    if (known !== undefined) return known
    const bits = segment.columns.wordBits[word] ?? 0
    const form = (bits & wordBits.odd) === 0 ? this.#formAlone(segment, word) : this.#oddForm(segment, word)
    this.#forms.set(word, form)
    return form
  }
  #formAlone({ columns }: Segment, word: number): WordForm {
    return wordForm(textOfWord(columns, word), registerOfWord(columns, word))
  }
  // A word of plain letters has a Wade-Giles spelling in a Chinese name.
  #oddForm(segment: Segment, word: number): WordForm | null {
    if (!/^[a-z]+$/.test(textOfWord(segment.columns, word))) return this.#formInName(segment, word)
    const alone = this.#formAlone(segment, word)
    const spelled = withWadeGiles(alone)
    return spelled === alone ? this.#formInName(segment, word) : spelled
  }
  // A form that depends on the rest of its name is made by reading one of the names again.
  #formInName(segment: Segment, word: number): WordForm | null {
    const name = segment.postings.of(word)[0]
    if (name === undefined) return null
    const { columns } = segment
    const entry = entryOf(columns, name)
    const read = this.#entries.read(segment, entry).names[name - (columns.entryNames[entry] ?? 0)]?.read
    const from = firstWordOf(columns, name)
    const place = read?.words.findIndex((_, at) => ((columns.words[from + at] ?? 0) & wordMask) === word) ?? -1
    return read?.words[place]?.form ?? null
  }
}
