import { RecentlyUsed } from '../lookup/recently-used.ts'
import type { Spelling } from './east-asian/read-han-name.ts'
import { foldWord } from './fold-word.ts'
import { type FormBasis, LazyForm, type WordForm } from './lazy-form.ts'
import { frequencyOf, knownName, type Spoken } from './lexicon.ts'
import { hangulKeys, hangulSpellings } from './scripts/read-hangul.ts'
import type { Script } from './scripts/script.ts'

const cacheSize = 60_000
const none: readonly never[] = []
const silent = (forms: readonly string[]): Spoken => ({ forms, readings: none, soundKeys: none })

/** One way to write a word in Latin letters, as one language reads it. */
interface WordReading {
  scheme: string
  script: Script
  spellings: readonly Spelling[]
  /** The word in Hangul where the language is Korean; otherwise empty. */
  hangul: readonly string[]
}
const readingCache = new RecentlyUsed<string, WordForm>(cacheSize)

class ReadingForm extends LazyForm {
  readonly #key: string
  readonly #hangul: readonly string[]

  constructor(basis: FormBasis, key: string, hangul: readonly string[]) {
    super(basis)
    this.#key = key
    this.#hangul = hangul
  }
  get key(): string {
    return this.#key
  }
  protected findReadings(): WordForm['readings'] {
    return none
  }
  protected findKoreanKeys(): WordForm['koreanKeys'] {
    return [...new Set(this.#hangul.flatMap(hangulKeys))]
  }
  protected findKorean(): WordForm['korean'] {
    if (this.#hangul.length === 0) return null
    return new RegExp(this.#hangul.map((hangul) => hangulSpellings(hangul).source).join('|'))
  }
  protected findSurnames(): WordForm['surnames'] {
    return none
  }
  protected findNicknames(): WordForm['nicknames'] {
    return none
  }
  protected findServantOf(): WordForm['servantOf'] {
    return null
  }
  protected findKnown(): WordForm['known'] {
    return knownName(this.forms, 'person')
  }
  protected findFrequency(): number {
    return frequencyOf(silent(this.forms), 'person')
  }
}

/** A form that adds one spelling to another form. */
class SpelledForm extends LazyForm {
  readonly #key: string
  readonly #of: WordForm

  constructor(basis: FormBasis, key: string, of: WordForm) {
    super(basis)
    this.#key = key
    this.#of = of
  }
  get key(): string {
    return this.#key
  }
  protected findReadings(): WordForm['readings'] {
    return this.#of.readings
  }
  protected findKoreanKeys(): WordForm['koreanKeys'] {
    return this.#of.koreanKeys
  }
  protected findKorean(): WordForm['korean'] {
    return this.#of.korean
  }
  protected findSurnames(): WordForm['surnames'] {
    return this.#of.surnames
  }
  protected findNicknames(): WordForm['nicknames'] {
    return this.#of.nicknames
  }
  protected findServantOf(): WordForm['servantOf'] {
    return this.#of.servantOf
  }
  protected findKnown(): WordForm['known'] {
    return this.#of.known
  }
  protected findFrequency(): number {
    // Only the letters of a name of known syllables determine its frequency, not common names of a similar sound.
    return Math.min(this.#of.frequency, frequencyOf(silent(this.#of.forms), 'person'))
  }
}

/**
 * Returns the form of a word of a person's name as read in one language. It has exactly these spellings and no sounds, because the sound of a Han
 * character alone does not identify it. Cached, 60,000 at most.
 */
export function readingForm(word: string, reading: WordReading): WordForm {
  const forms = reading.spellings.map((spelling) => spelling.text)
  const text = foldWord(word, reading.script)
  const key = `${reading.scheme} ${text} ${reading.spellings.map(({ text: form, cost }) => `${form}${cost.toFixed(2)}`).join(' ')}`
  const known = readingCache.get(key)
  if (known) return known
  const basis: FormBasis = {
    text,
    script: reading.script,
    mixed: false,
    forms,
    formCosts: reading.spellings.map((spelling) => spelling.cost),
    scheme: reading.scheme,
    digits: false,
    wildcard: null,
  }
  const form = new ReadingForm(basis, key, reading.hangul)
  readingCache.set(key, form)
  return form
}

/** Adds a spelling of another romanisation to the form of a Latin word, at a cost in nats. */
export function withSpelling(form: WordForm, { text, cost }: Spelling, scheme: string): WordForm {
  const key = `${scheme} ${form.key} ${text}${cost.toFixed(2)}`
  const known = readingCache.get(key)
  if (known) return known
  const made = new SpelledForm(
    {
      text: form.text,
      script: form.script,
      mixed: form.mixed,
      forms: [...form.forms, text],
      formCosts: [...form.forms.map((_, at) => form.formCosts[at] ?? 0), cost],
      scheme,
      digits: form.digits,
      wildcard: form.wildcard,
    },
    key,
    form,
  )
  readingCache.set(key, made)
  return made
}
