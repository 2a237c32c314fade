import { leastSoundDistance } from './compare-sound.ts'
import { editDistance } from './edit-distance.ts'
import { differByEnding, isFamilyEnding } from './endings.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { isLoose, sharedSpelling, type WordForm } from './lazy-form.ts'
import { undoubled } from './lexicon.ts'
import { soundLimit, nameWeights as w } from './name-weights.ts'

type WordRelation =
  | 'equal'
  | 'spelling'
  | 'typing'
  | 'reading'
  | 'skeleton'
  | 'nickname'
  | 'initial'
  | 'abbreviation'
  | 'gendered'
  | 'damaged'
/** The link between a word of one name and a word of another name, with its weight in nats. */
export interface Relation {
  relation: WordRelation
  scheme: string | null
  frequency: number
  weight: number
  /** Number of edits between the Latin spellings, for `typing`; otherwise 0. */
  edits: number
  /** Distance of the sounds (compare-sound.ts), for a link by sound; otherwise 0. */
  distance: number
}

const clip = (value: number): number => Math.min(w.most, Math.max(w.least, value))

function make(
  a: WordForm,
  b: WordForm,
  relation: WordRelation,
  cost: number,
  scheme: string | null = null,
  edits = 0,
): Relation {
  const frequency = Math.max(a.frequency, b.frequency)
  return { relation, scheme, frequency, weight: clip(Math.log(w.equal / frequency) - cost), edits, distance: 0 }
}
function share<T>(a: readonly T[], b: readonly T[]): boolean {
  if (a.length === 0 || b.length === 0) return false
  for (const item of a) if (b.includes(item)) return true
  return false
}
/** Returns how many edits a word of this length may have and still be the same word; 0 for short words. */
export const editLimit = (length: number): number => (length >= 8 ? 2 : length >= 4 ? 1 : 0)
/** Counts the bits that are set. */
const popCount = (bits: number): number => {
  let rest = bits - ((bits >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
/** Returns false where the sets of letters show that two words are more than `limit` edits apart. */
export const withinLetters = (a: number, b: number, limit: number): boolean => popCount(a ^ b) <= 2 * limit

const isLatin = (form: WordForm): boolean => form.script === 'Latin' || form.script === 'None'
function schemeOf(a: WordForm, b: WordForm): string | null {
  // The word that is not Latin has the scheme. Two Latin words may also differ by a romanisation.
  const [one, other] = isLatin(a) ? [b, a] : [a, b]
  const read = one.scheme ?? (isLatin(one) === isLatin(other) ? other.scheme : null)
  if (read !== null) return read
  return isLatin(one) ? null : `${one.script.toLowerCase()}-latin`
}

/** The least Jaro-Winkler similarity of two words that differ by a typing slip. */
export const leastTyping = 0.83
/** Returns false where lengths and letters (`lettersOf`) show that two words differ by more than typing slips. */
export function mayBeSlip(a: string, lettersOfA: number, b: string, lettersOfB: number): boolean {
  const limit = editLimit(Math.min(a.length, b.length))
  return limit > 0 && Math.abs(a.length - b.length) <= limit && withinLetters(lettersOfA, lettersOfB, limit)
}

function typing(a: WordForm, b: WordForm): Relation | null {
  const ownScript = a.script === b.script && a.unvoweled
  const left = ownScript ? a.text : a.latin
  const right = ownScript ? b.text : b.latin
  if (!mayBeSlip(left, a.letters, right, b.letters)) return null
  const shorter = Math.min(left.length, right.length)
  const limit = editLimit(shorter)
  // If one letter of a short common name changes, the result is another name.
  if (shorter <= 4 && (a.known !== null || b.known !== null)) return null
  // Two slips are allowed only where the first letters agree.
  const alikeFirst = left.charCodeAt(0) === right.charCodeAt(0)
  const allowed = alikeFirst ? limit : 1
  const edits = editDistance(left, right, allowed)
  if (edits > allowed) return null
  if (similarity(left, right) < (edits === 1 ? leastTyping : 0.88)) return null
  // Many other names differ from a short word by only one letter.
  const crowd = shorter <= 4 ? 1 : shorter === 5 ? 0.4 : 0
  const cost = slipCost + (edits - 1) * w.secondEdit + (alikeFirst ? 0 : w.firstLetter) + crowd
  return make(a, b, 'typing', cost, null, edits)
}
const slipCost = Math.log(w.equal / w.typo)

function initial(a: WordForm, b: WordForm): Relation | null {
  const short = a.latin.length === 1 && !a.unvoweled ? a : b
  const long = short === a ? b : a
  if (short.latin.length !== 1 || short.script === 'Han' || short.script === 'Hangul') return null
  if (!long.forms.some((form) => form[0] === short.latin)) return null
  return { relation: 'initial', scheme: null, frequency: 0.08, weight: w.initial, edits: 0, distance: 0 }
}

const pick = ({ frequency, weight }: Relation): Pick<Relation, 'frequency' | 'weight'> => ({ frequency, weight })

const crowds = [0.05, 0.02, 0.005, 0.0012, 0.0004]
const soundCrowd = (a: WordForm, b: WordForm): number =>
  crowds[Math.min(a.readings[0]?.masks.length ?? 0, b.readings[0]?.masks.length ?? 0)] ?? 0.0002

// Latin spellings of words in syllabic scripts do not look alike. If the words have enough consonants, the consonants decide.
function hasEnoughConsonants(a: WordForm, b: WordForm, distance: number): boolean {
  const count = Math.min(a.readings[0]?.masks.length ?? 0, b.readings[0]?.masks.length ?? 0)
  return count >= 3 || (count === 2 && distance <= 0.2)
}

// In scripts that write vowels, an equal sound is not enough, because too many words sound alike. Two words must also look alike.
function isAlikeEnough(a: WordForm, b: WordForm): boolean {
  const shorter = Math.min(a.latin.length, b.latin.length)
  // Words that differ only by a doubled letter are one word, however short.
  if (shorter >= 3 && a.letters === b.letters && undoubled(a.latin) === undoubled(b.latin)) return true
  if (shorter < 4 || !mayBeAlike(a.latin, a.letters, b.latin, b.letters)) return false
  return similarity(a.latin, b.latin) >= soundLimit.alike
}
/**
 * Returns false where the lengths and the letters (`lettersOf`) of two words show that their Jaro-Winkler similarity is below `soundLimit.alike`: a
 * letter that only one of them has cannot match (Winkler 1990).
 */
export function mayLookAlike(
  length: number,
  letters: number,
  otherLength: number,
  otherLetters: number,
  sameFirst: boolean,
): boolean {
  const matches = Math.min(length - popCount(letters & ~otherLetters), otherLength - popCount(otherLetters & ~letters))
  const jaro = (matches / length + matches / otherLength + 1) / 3
  return (sameFirst ? jaro + 0.4 * (1 - jaro) : jaro) >= soundLimit.alike - 1e-9
}
/** Tests two words with `mayLookAlike`. */
export const mayBeAlike = (a: string, lettersOfA: number, b: string, lettersOfB: number): boolean =>
  mayLookAlike(a.length, lettersOfA, b.length, lettersOfB, a.charCodeAt(0) === b.charCodeAt(0))
const similarity = (a: string, b: string): number => (a < b ? jaroWinkler(a, b) : jaroWinkler(b, a))

const spelledAsKorean = (a: WordForm, b: WordForm): boolean =>
  a.script !== 'Latin' && a.korean !== null && b.korean === null && b.forms.some((form) => a.korean?.test(form))

// Chan, Chen and Tan may be one family name. This is weak evidence.
function familyOfOneCharacter(a: WordForm, b: WordForm): Relation | null {
  if (!share(a.surnames, b.surnames)) return null
  const made = make(a, b, 'spelling', w.sound, 'chinese')
  return { ...made, weight: Math.min(made.weight, w.familyOfOneCharacter) }
}

const ending = (a: WordForm, b: WordForm): Relation => {
  const sameScript = a.script === b.script
  return make(a, b, 'gendered', w.gendered + (sameScript ? 0 : w.reading), sameScript ? null : schemeOf(a, b))
}

/** Links two words by their sound where they share a key of `WordForm.soundKeys` and the distance of their sounds is small enough. */
function bySound(a: WordForm, b: WordForm, sameScript: boolean): Relation | null {
  const unvoweled = a.unvoweled || b.unvoweled
  const loose = isLoose(a) || isLoose(b)
  if (loose && sameScript && !unvoweled) return null
  const distance = leastSoundDistance(a.readings, b.readings, unvoweled ? soundLimit.unwritten : soundLimit.written)
  if (distance === null) return null
  if (!unvoweled && !(loose ? hasEnoughConsonants(a, b, distance) : isAlikeEnough(a, b))) return null
  // The index finds words by keys, so words without a common key must not be linked. Long words with many readings have only some of their keys.
  if (!share(a.soundKeys, b.soundKeys)) return null
  const cost = distance * w.soundCost
  const level = sameScript ? 'spelling' : unvoweled ? 'skeleton' : 'reading'
  const base = sameScript ? w.sound : unvoweled ? w.skeleton : w.reading
  const found = make(a, b, level, base + cost, sameScript ? null : schemeOf(a, b))
  found.distance = distance
  // The fewer consonants a word has, the more names sound like it.
  const crowd = soundCrowd(a, b) * Math.min(1, 0.2 + distance)
  if (!unvoweled && crowd > found.frequency) {
    found.frequency = crowd
    found.weight = clip(Math.log(w.equal / crowd) - base - cost)
  }
  return found
}

// If both names contain Abdul, only their second parts are compared.
function servants(a: WordForm, b: WordForm, ofA: WordForm, ofB: WordForm): Relation | null {
  const rest = relateWords(ofA, ofB)
  if (!rest || rest.relation === 'initial' || rest.relation === 'nickname') return null
  const full = Math.log(w.equal / Math.max(ofA.frequency, ofB.frequency))
  return { ...rest, ...pick(make(a, b, rest.relation, Math.max(0, full - rest.weight))) }
}

/**
 * Finds the strongest link between two words: equal, another spelling, a reading of another script, a female form, a short form, an initial, or a
 * typing slip. Returns null where nothing links them. Symmetric.
 */
export function relateWords(a: WordForm, b: WordForm): Relation | null {
  if (a.text === b.text) return make(a, b, 'equal', 0)
  if (a.wildcard?.test(b.text) || b.wildcard?.test(a.text)) return make(a, b, 'damaged', w.damaged)
  if (a.digits || b.digits) return a.forms.length > 0 && share(a.forms, b.forms) ? make(a, b, 'equal', 0) : null
  const sameScript = a.script === b.script
  // Different Han characters are different names, even with the same sound.
  if (sameScript && a.script === 'Han') return null
  const shared = sharedSpelling(a, b)
  if (shared !== null)
    return a.latin.length === 1 && sameScript
      ? initial(a, b)
      : sameScript
        ? make(a, b, 'spelling', 0.1 + shared, shared > 0 ? schemeOf(a, b) : null)
        : make(a, b, 'reading', w.reading + shared, schemeOf(a, b))
  if (spelledAsKorean(a, b) || spelledAsKorean(b, a)) return make(a, b, 'reading', w.reading + 0.3, 'korean')
  if (a.script === 'Han' || b.script === 'Han' || (a.korean && b.korean)) return null
  if (a.servantOf && b.servantOf) return servants(a, b, a.servantOf, b.servantOf)
  if (a.latin.length === 1 || b.latin.length === 1) {
    const link = initial(a, b)
    if (link) return link
  }
  if (a.known !== null && b.known !== null) {
    if (a.known === b.known)
      return make(a, b, sameScript ? 'spelling' : 'reading', w.sound, sameScript ? null : schemeOf(a, b))
    if (differByEnding(a.latin, b.latin) && (isFamilyEnding(a.latin) || isFamilyEnding(b.latin))) return ending(a, b)
    // Two different common names are two names, however similar: Amin and Amir.
    return share(a.nicknames, b.nicknames) ? make(a, b, 'nickname', w.nickname) : familyOfOneCharacter(a, b)
  }
  if (share(a.nicknames, b.nicknames)) return make(a, b, 'nickname', w.nickname)
  let found = bySound(a, b, sameScript)
  if (differByEnding(a.latin, b.latin)) {
    const gendered = ending(a, b)
    if (!found || found.weight < gendered.weight) found = gendered
  }
  // A spelling that was made by rule from another script was never typed, so it has no typing slips.
  if (!sameScript && (isLoose(a) || isLoose(b) || a.korean || b.korean)) return found
  if ((!a.unvoweled && !b.unvoweled && a.latin !== '' && b.latin !== '') || (sameScript && a.unvoweled)) {
    const slip = typing(a, b)
    if (slip && (!found || found.weight < slip.weight)) found = slip
  }
  return found ?? familyOfOneCharacter(a, b)
}

/**
 * Finds the link between neighbouring words, joined to one word, and a single word. The spellings must be near, because too many joined words sound
 * like some third word. Returns null where nothing links them.
 */
export function relateJoined(a: WordForm, b: WordForm): Relation | null {
  const relation = relateWords(a, b)
  if (!relation) return null
  const consonants = a.readings[0]?.masks.length ?? 0
  const near = relation.distance === 0 || (relation.distance <= soundLimit.joined && consonants >= 3)
  const level = relation.relation
  const linked =
    level === 'equal' || level === 'spelling' || level === 'reading'
      ? near
      : level === 'skeleton'
        ? near && consonants >= 3
        : level === 'typing' && relation.edits === 1 && Math.min(a.latin.length, b.latin.length) >= 7
  return linked ? { ...relation, weight: Math.max(w.least, relation.weight - w.joined) } : null
}

/** Links the first letters of an organisation's words with a single word. Three letters weigh less than four: many organisations share them. */
export function relateAbbreviation(a: WordForm, b: WordForm): Relation | null {
  if (a.latin === '' || a.latin !== b.latin || a.script !== b.script) return null
  const cost = w.abbreviation[Math.min(a.latin.length, 4) as 3 | 4]
  return make(a, b, 'abbreviation', cost)
}
