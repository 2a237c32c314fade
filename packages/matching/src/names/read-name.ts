import { RecentlyUsed } from '../lookup/recently-used.ts'
import { generations, unknownWords } from '../tables/name-words.ts'
import { isFaithWord, isGodWord, isServantWord, joinServant } from './compounds.ts'
import { splitCharacters } from './east-asian/read-han-name.ts'
import { isPinyinName } from './east-asian/wade-giles.ts'
import type { Register } from './lexicon.ts'
import { type PlainWord, readPlain } from './may-be-linked.ts'
import { type OrganisationWord, readOrganisationWords } from './organisation-words.ts'
import { isPlain } from './plain-letters.ts'
import { lowerWord, type Piece, pieceOf, splitPieces, splitServants } from './split-pieces.ts'
import { type WordForm, wordForm } from './word-form.ts'
import { kinds, kindsOf } from './word-kinds.ts'

export type NameRole =
  | 'given'
  | 'middle'
  | 'patronymic'
  | 'family'
  | 'particle'
  | 'honorific'
  | 'generation'
  | 'legal-form'
  | 'number'
  | 'place'
  | 'unknown'
export interface NameWord {
  /** The word as written. */
  raw: string
  form: WordForm
  /** Null where the role is unknown. */
  role: NameRole | null
  /** The class of a legal form, the generation, or the code of a country. */
  group: string | null
  /** True if the word is in brackets: then it is a note rather than a part of the name. */
  aside?: boolean
}
/** Neighbouring words of a name, joined to one word, or the first letters of all words of a name. */
export interface NameRun {
  readonly from: number
  readonly to: number
  readonly form: WordForm
  readonly abbreviation: boolean
  /** The joined words if `mayBeLinked` can test them by their letters; otherwise null. */
  readonly plain: string | null
  /** `plain`, prepared for `mayBeLinked`. */
  readonly plainWord: PlainWord | null
  readonly register: Register
}
/** Neighbouring words joined to one word, whose form is made when it is first read. Few of them are compared. */
export class LazyRun implements NameRun {
  readonly from: number
  readonly to: number
  readonly abbreviation = false
  readonly register: Register
  readonly #written: string
  readonly #respell: ((form: WordForm) => WordForm) | null
  #plainWord: PlainWord | null | undefined
  #form: WordForm | null = null

  /** `respell` changes the form of the written words; null leaves it unchanged. */
  constructor(
    { from, to }: Pick<NameRun, 'from' | 'to'>,
    written: string,
    register: Register,
    respell: ((form: WordForm) => WordForm) | null = null,
  ) {
    this.from = from
    this.to = to
    this.register = register
    this.#written = written
    this.#respell = respell
  }
  get plain(): string | null {
    return this.#respell === null && isPlain(this.#written) ? this.#written : null
  }
  get plainWord(): PlainWord | null {
    if (this.#plainWord === undefined) {
      const { plain } = this
      this.#plainWord = plain === null ? null : readPlain(plain, this.register)
    }
    return this.#plainWord
  }
  get form(): WordForm {
    if (this.#form === null) {
      const form = wordForm(this.#written, this.register)
      this.#form = this.#respell === null ? form : this.#respell(form)
    }
    return this.#form
  }
  /** Returns the same words with a changed form. */
  respelled(respell: (form: WordForm) => WordForm): LazyRun {
    return new LazyRun(this, this.#written, this.register, respell)
  }
}
export interface ReadName {
  text: string
  /** Words for comparison, including particles, without honorifics and placeholders for "unknown". */
  words: NameWord[]
  runs: NameRun[]
  /** The number of words other than particles and generations. */
  counting: number
  legalForms: NameWord[]
}
export type StatedRoles = ReadonlyMap<string, NameRole>

const unknowns = new Set(unknownWords)
const patronymic = /(?:ovi(?:ch|c|tch|tsch|tj)|evi(?:ch|c|tch|tsch|tj)|ovych|evych|ovna|evna|ivna|yivna|ichna|inichna)$/

const is = (piece: Piece | undefined, kind: number): boolean => piece !== undefined && (piece.kinds & kind) !== 0
const isLowerCase = (raw: string): boolean => raw === raw.toLowerCase()
function isInCapitals({ bare, word }: Piece): boolean {
  // For most words the second letter decides.
  const second = bare.charCodeAt(1)
  return !(second >= 0x61 && second <= 0x7a) && bare === bare.toUpperCase() && bare !== word
}

function personWords(text: string, stated: StatedRoles): NameWord[] {
  const comma = text.includes(',') ? /^([^,]+),([^,]+)$/.exec(text) : null
  const machine = text.indexOf('<<')
  const familyEnd =
    machine > 0
      ? machine
      : comma?.[1] !== undefined && (kindsOf(lowerWord(comma[2] ?? '').trim()) & kinds.generation) === 0
        ? comma[1].length
        : 0
  let list = splitServants(splitPieces(text.includes('.') ? text.replace(/\.(?=\p{Lu}\.)/gu, '. ') : text))
  if (list.length === 1 && list[0]) {
    const [first, second] = splitCharacters(list[0].raw)
    if (first !== undefined && second !== undefined)
      list = [first, second].map((raw) => pieceOf(raw, { attached: false, start: 0, end: 0 }))
  }
  const capitals = /\p{Ll}/u.test(text)
  const words: NameWord[] = []
  for (let at = 0; at < list.length; at += 1) {
    const piece = list[at]
    if (!piece) continue
    const { word, bare } = piece
    if (bare === '' || is(piece, kinds.ignored)) continue
    const next = list[at + 1]
    if (isServantWord(word) || word === 'عبد') {
      // Abd, the article and the next word together are one name.
      let place = at + 1
      while (list[place] && place < list.length - 1 && is(list[place], kinds.particle)) place += 1
      const named = list[place]
      if (named) {
        const form = wordForm(named.written, 'person')
        const joined = word === 'عبد' ? `عبد${form.text}` : joinServant(form.latin)
        if (form.latin !== '' || word === 'عبد') {
          const before = list[at - 1]
          const sonOf = at > 1 && is(before, kinds.filiation)
          words.push({
            raw: text.slice(piece.start, named.end),
            form: wordForm(joined, 'person'),
            role: sonOf ? 'patronymic' : null,
            group: null,
          })
          at = place
          continue
        }
      }
    }
    const previous = words.at(-1)
    if (
      previous &&
      previous.role !== 'particle' &&
      previous.form.latin.length >= 3 &&
      (isFaithWord(word) || isGodWord(word))
    ) {
      const raw = `${previous.raw} ${piece.raw}`
      words[words.length - 1] = {
        ...previous,
        raw,
        form: wordForm(previous.form.latin + (isFaithWord(word) ? 'din' : 'lah'), 'person'),
      }
      continue
    }
    const beforeFaith =
      next !== undefined && previous !== undefined && is(piece, kinds.particle) && isFaithWord(next.word)
    if (beforeFaith) continue
    let role: NameRole | null = stated.get(word) ?? null
    let group: string | null = null
    // In Du Jiatian, Du is a family name; in Du Bois, it is a particle.
    const chinese =
      at === 0 && list.length <= 3 && is(piece, kinds.alwaysParticle) && isPinyinName(list.map((one) => one.word))
    if (chinese) role = 'family'
    else if (
      is(piece, kinds.alwaysParticle) ||
      (is(piece, kinds.particle) && (piece.attached || (capitals && isLowerCase(piece.raw) && word.length > 1)))
    )
      role = 'particle'
    else if (is(piece, kinds.filiation) && next && !(at === 0 && list.length === 2)) role = 'particle'
    else if (is(piece, kinds.generation) && at > 0 && /^[a-z]+$/.test(word)) {
      role = 'generation'
      group = generations[word] ?? null
    } else if (role === null) {
      const before = list[at - 1]
      if (at > 1 && is(before, kinds.filiation)) role = 'patronymic'
      else if (familyEnd > 0) role = piece.start < familyEnd ? 'family' : 'given'
      else if (capitals && bare.length > 1 && isInCapitals(piece)) role = 'family'
    }
    const form = wordForm(piece.written, 'person')
    if (role === null && words.length > 0 && list.length >= 3 && patronymic.test(form.latin)) role = 'patronymic'
    if (form.text === '') continue
    words.push({ raw: piece.raw, form, role, group })
  }
  // `Rahman Yasin, Abdul`: Abdul belongs before the family name.
  const last = words.at(-1)
  const first = words[0]
  if (last && first && words.length > 1 && familyEnd > 0 && isServantWord(last.form.latin) && first.form.latin !== '') {
    words.pop()
    words[0] = { ...first, raw: `${last.raw} ${first.raw}`, form: wordForm(joinServant(first.form.latin), 'person') }
  }
  // Where all words are in capitals, capitals do not mark the family name.
  if (words.every((word) => word.role === 'family' || word.role === 'particle') && familyEnd === 0)
    for (const word of words) if (word.role === 'family') word.role = stated.get(lowerWord(word.raw)) ?? null
  return words
}

function organisationWords(text: string): NameWord[] {
  return readOrganisationWords(text).map((word: OrganisationWord) => ({
    raw: word.raw,
    form: wordForm(word.text, 'organisation'),
    role: word.role,
    group: word.group,
    aside: word.aside,
  }))
}

function runsOf(words: readonly NameWord[], register: Register): NameRun[] {
  const runs: NameRun[] = []
  for (let from = 0; from < words.length; from += 1) {
    let joined = words[from]?.form.text ?? ''
    let withParticle = words[from]?.role === 'particle'
    let counting = withParticle ? 0 : 1
    for (let to = from + 1; to < words.length && to <= from + 2; to += 1) {
      const word = words[to]
      if (!word || word.role === 'number' || word.form.script !== words[from]?.form.script) break
      joined += word.form.text
      if (word.role === 'particle') withParticle = true
      else counting += 1
      if (joined.length > 24) break
      if (counting === 0 || (to === from + 2 && !withParticle && register === 'person')) continue
      runs.push(new LazyRun({ from, to }, joined, register))
    }
  }
  const letters = register === 'organisation' ? firstLetters(words) : null
  if (letters) runs.push({ ...letters, abbreviation: true, plain: null, plainWord: null, register })
  return runs
}
// Makes the abbreviation of a name of three to six words, without legal forms and notes in brackets.
function firstLetters(words: readonly NameWord[]): Pick<NameRun, 'from' | 'to' | 'form'> | null {
  const named = words.flatMap((word, at) => (word.role === null && !word.aside && word.form.latin !== '' ? [at] : []))
  const from = named[0]
  const to = named.at(-1)
  if (from === undefined || to === undefined || named.length < 3 || named.length > 6) return null
  const text = named.map((at) => words[at]?.form.latin.charAt(0) ?? '').join('')
  return { from, to, form: wordForm(text, 'organisation') }
}

/** Names of organisations that were read lately. Forwarders and traders appear in many consignments, people in few. */
const organisations = new RecentlyUsed<string, ReadName>(16_000, ({ words }) => words.length + 1)

/** Reads one single name (see `splitNames`) into words for comparison. `stated`: the roles of words of known parts, by the word in lower case. */
export function readName(text: string, register: Register, stated: StatedRoles = new Map()): ReadName {
  if (unknowns.has(text.toLowerCase())) return { text, words: [], runs: [], counting: 0, legalForms: [] }
  // The roles of parts count for people only.
  if (register === 'person') return readWords(text, register, stated)
  const known = organisations.get(text)
  if (known !== undefined) return known
  const read = readWords(text, register, stated)
  organisations.set(text, read)
  return read
}

function readWords(text: string, register: Register, stated: StatedRoles): ReadName {
  const all = register === 'person' ? personWords(text, stated) : organisationWords(text)
  const legalForms = all.filter((word) => word.role === 'legal-form')
  const words = all.filter((word) => word.role !== 'legal-form')
  return {
    text,
    words,
    runs: runsOf(words, register),
    counting: words.filter((word) => word.role !== 'particle' && word.role !== 'generation').length,
    legalForms,
  }
}
