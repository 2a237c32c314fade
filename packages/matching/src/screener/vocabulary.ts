import { relateJoined, relateWords, stemFrom, withoutGender } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { SlipIndex } from './slip-index.ts'

/** A word of the vocabulary that answers a query word, and how much that says. */
export interface Neighbour {
  id: number
  weight: number
}
const cacheSize = 50_000

/** Puts `id` into the list of `key`. */
function put<K>(index: Map<K, number[]>, key: K, id: number): void {
  const list = index.get(key)
  if (list) list.push(id)
  else index.set(key, [id])
}

/**
 * The distinct words of all entries, found by every relation `relateWords` knows: not the list is searched for variants but the
 * vocabulary (matching.md 3.9, 1). Words only come in; a word without entries costs nothing but its place.
 */
export class Vocabulary {
  readonly words: WordForm[] = []
  readonly #ids = new Map<string, number>()
  readonly #byForm = new Map<string, number[]>()
  readonly #bySound = new Map<string, number[]>()
  readonly #byKorean = new Map<string, number[]>()
  readonly #byNickname = new Map<number, number[]>()
  readonly #byStem = new Map<string, number[]>()
  readonly #byInitial = new Map<string, number[]>()
  readonly #byKnown = new Map<number, number[]>()
  readonly #slips = new SlipIndex()
  readonly #damaged: number[] = []
  readonly #cache = new Map<string, Neighbour[]>()

  #key(form: WordForm): string {
    return form.key
  }

  /** The place of a word, made if new. */
  add(form: WordForm): number {
    const key = this.#key(form)
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.words.length
    this.words.push(form)
    this.#ids.set(key, id)
    put(this.#byForm, form.text, id)
    for (const latin of form.forms) if (latin !== form.text) put(this.#byForm, latin, id)
    for (const sound of form.soundKeys) put(this.#bySound, sound, id)
    for (const korean of form.koreanKeys) put(this.#byKorean, korean, id)
    for (const nickname of form.nicknames) put(this.#byNickname, nickname, id)
    for (const name of [form.known, form.servantOf?.known ?? null]) if (name !== null) put(this.#byKnown, name, id)
    if (form.latin.length >= stemFrom) put(this.#byStem, withoutGender(form.latin), id)
    for (const letter of new Set(form.forms.map((latin) => latin[0] ?? ''))) put(this.#byInitial, letter, id)
    if (form.wildcard) this.#damaged.push(id)
    this.#slips.add(form, id)
    this.#cache.clear()
    return id
  }

  /** Words that answer `form`, the weightiest first; `joined` where one side is neighbouring words written as one. */
  neighbours(form: WordForm, joined: boolean): readonly Neighbour[] {
    const key = `${joined} ${this.#key(form)}`
    const kept = this.#cache.get(key)
    if (kept) return kept
    const relate = joined ? relateJoined : relateWords
    const found: Neighbour[] = []
    for (const id of this.#candidates(form, joined)) {
      const word = this.words[id]
      const relation = word ? relate(form, word) : null
      if (relation) found.push({ id, weight: relation.weight })
    }
    found.sort((x, y) => y.weight - x.weight || x.id - y.id)
    if (this.#cache.size >= cacheSize) this.#cache.clear()
    this.#cache.set(key, found)
    return found
  }

  #candidates(form: WordForm, joined: boolean): Set<number> {
    const ids = new Set<number>()
    const take = (list: readonly number[] | undefined): void => {
      if (list) for (const id of list) ids.add(id)
    }
    take(this.#byForm.get(form.text))
    for (const latin of form.forms) take(this.#byForm.get(latin))
    for (const sound of form.soundKeys) take(this.#bySound.get(sound))
    for (const korean of form.koreanKeys) take(this.#byKorean.get(korean))
    for (const name of [form.known, form.servantOf?.known ?? null]) if (name !== null) take(this.#byKnown.get(name))
    this.#slips.find(form, joined ? 1 : 2, ids)
    if (joined) return ids
    for (const nickname of form.nicknames) take(this.#byNickname.get(nickname))
    if (form.latin.length >= stemFrom) take(this.#byStem.get(withoutGender(form.latin)))
    if (form.latin.length === 1) take(this.#byInitial.get(form.latin))
    for (const latin of form.forms) take(this.#byForm.get(latin[0] ?? ''))
    if (form.wildcard) for (let id = 0; id < this.words.length; id += 1) ids.add(id)
    else for (const id of this.#damaged) ids.add(id)
    return ids
  }
}
