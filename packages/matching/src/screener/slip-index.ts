import { editLimit, withinLetters } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'

interface Bucket {
  ids: number[]
  letters: number[]
}

function put(index: Map<string, Bucket>, key: string, id: number, letters: number): void {
  const bucket = index.get(key)
  if (bucket) {
    bucket.ids.push(id)
    bucket.letters.push(letters)
  } else index.set(key, { ids: [id], letters: [letters] })
}

/**
 * Words within one or two slips of the hand. One slip leaves the first or the second half of a word whole, so words are kept by length
 * and half; two slips are allowed only in words that begin with the same letter, so they are kept by length and first letter. What
 * letters occur then rules out most of the rest. A superset: the words found are still to be compared.
 */
export class SlipIndex {
  readonly #byHalf = new Map<string, Bucket>()
  readonly #byFirst = new Map<string, Bucket>()

  #written(form: WordForm): { kind: string; word: string } {
    return form.latin === '' ? { kind: form.script, word: form.text } : { kind: '', word: form.latin }
  }

  add(form: WordForm, id: number): void {
    const { kind, word } = this.#written(form)
    const length = word.length
    if (length < 4) return
    // The half of the shorter of two words: of this one, or of one a letter shorter.
    for (const half of new Set([length >> 1, (length - 1) >> 1])) {
      put(this.#byHalf, `${kind}${length}<${word.slice(0, half)}`, id, form.letters)
      put(this.#byHalf, `${kind}${length}>${word.slice(length - half)}`, id, form.letters)
    }
    if (length >= 8) put(this.#byFirst, `${kind}${length}${word[0]}`, id, form.letters)
  }

  /** Adds to `found` the words that may be at most `slips` (1 or 2) away. */
  find(form: WordForm, slips: number, found: Set<number>): void {
    const { kind, word } = this.#written(form)
    const length = word.length
    if (length < 4) return
    const take = (bucket: Bucket | undefined, limit: number): void => {
      if (!bucket) return
      const { ids, letters } = bucket
      for (let at = 0; at < ids.length; at += 1)
        if (withinLetters(form.letters, letters[at] ?? 0, limit)) found.add(ids[at] ?? 0)
    }
    for (let other = Math.max(4, length - 1); other <= length + 1; other += 1) {
      const half = Math.min(length, other) >> 1
      take(this.#byHalf.get(`${kind}${other}<${word.slice(0, half)}`), 1)
      take(this.#byHalf.get(`${kind}${other}>${word.slice(length - half)}`), 1)
    }
    if (slips < 2) return
    for (let other = length - 2; other <= length + 2; other += 1)
      if (editLimit(Math.min(length, other)) === 2) take(this.#byFirst.get(`${kind}${other}${word[0]}`), 2)
  }
}
