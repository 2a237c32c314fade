import type { QualifiedName, ReadIdentity } from '../score/read-identity.ts'
import { Vocabulary } from './vocabulary.ts'

export interface HeldEntry {
  id: string
  read: ReadIdentity
}

/** The entries and their postings: which names have a word, which entries have a document. Removed entries leave a tombstone. */
export class EntryIndex {
  readonly vocabulary = new Vocabulary()
  /** Neighbouring words written as one. */
  readonly joinedVocabulary = new Vocabulary()
  /** Names by place: the name, and the place of its entry. */
  readonly names: QualifiedName[] = []
  readonly entryOfName: number[] = []
  readonly entries: (HeldEntry | null)[] = []
  /** By word of each vocabulary: places of the names that have it. */
  readonly postings: number[][] = []
  readonly joinedPostings: number[][] = []
  readonly #places = new Map<string, number>()
  readonly #documents = new Map<string, number[]>()
  #dead = 0
  #deadNames = 0

  add(id: string, read: ReadIdentity): void {
    const place = this.entries.length
    this.entries.push({ id, read })
    this.#places.set(id, place)
    for (const name of read.names) {
      const namePlace = this.names.length
      this.names.push(name)
      this.entryOfName.push(place)
      const own = new Set<number>()
      for (const word of name.read.words)
        if (word.role !== 'particle' && word.role !== 'generation') own.add(this.vocabulary.add(word.form))
      const joined = new Set<number>()
      for (const run of name.read.runs) joined.add(this.joinedVocabulary.add(run.form))
      for (const word of own) this.#post(this.postings, word, namePlace)
      for (const word of joined) this.#post(this.joinedPostings, word, namePlace)
    }
    for (const document of read.documents) {
      const list = this.#documents.get(document.folded)
      if (list) list.push(place)
      else this.#documents.set(document.folded, [place])
    }
  }

  #post(postings: number[][], word: number, name: number): void {
    while (postings.length <= word) postings.push([])
    postings[word]?.push(name)
  }

  remove(id: string): boolean {
    const place = this.#places.get(id)
    if (place === undefined) return false
    this.#deadNames += this.entries[place]?.read.names.length ?? 0
    this.entries[place] = null
    this.#places.delete(id)
    this.#dead += 1
    return true
  }

  /** Places of live entries with a document whose folded number is this. */
  withDocument(folded: string): number[] {
    return (this.#documents.get(folded) ?? []).filter((place) => this.entries[place] !== null)
  }

  *all(): Generator<HeldEntry> {
    for (const entry of this.entries) if (entry) yield entry
  }

  /** More tombstones than are worth stepping over. */
  get wasteful(): boolean {
    return this.#dead > 1000 && this.#dead > this.entries.length / 4
  }

  compact(): EntryIndex {
    const fresh = new EntryIndex()
    for (const entry of this.all()) fresh.add(entry.id, entry.read)
    return fresh
  }

  get stats(): { entries: number; names: number; tokens: number; bytes: number; unusable: number } {
    let unusable = 0
    for (const entry of this.all())
      if (entry.read.names.length === 0 && entry.read.documents.length === 0) unusable += 1
    const names = this.names.length - this.#deadNames
    const tokens = this.vocabulary.words.length + this.joinedVocabulary.words.length
    return {
      entries: this.#places.size,
      names,
      tokens,
      bytes: names * 2000 + tokens * 2500 + this.entries.length * 500,
      unusable,
    }
  }
}
