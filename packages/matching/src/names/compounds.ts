// Arabic names of two words (Abd al-Rahman, Nur al-Din, Rahmat Allah) are written joined or apart and with many forms of the article. This module
// converts all spellings of such a name to one form.

const servant = /^abd(?:ou|[aeiou])(.{3,})$/
const servantBare = /^abd([bcdfghjkmnqrstvwyz].{3,})$/
const god = /^l{0,2}ah?$/
const faith = /^(.{3,})(?:ou|[aeiu])[dl]d(?:i|ee|ie)ne?$/
const ofGod = /^(.{3,})(?:ou|[aou])(?:ll?ah|lla)$/

const [codeOfA, codeOfE, codeOfI, codeOfN] = [0x61, 0x65, 0x69, 0x6e]

// Spellings of Abdul with two neighbouring letters exchanged. It is the most frequent word, and the exchange is its most frequent typing slip.
const slips = new Set(
  'abdul abdel abdal abdur abder'
    .split(' ')
    .flatMap((word) =>
      Array.from(
        { length: 4 },
        (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
      ),
    ),
)
/** Returns whether a word that stands alone (`abdul`, `abdel`, ...) can be the first part of a compound name such as Abd al-Rahman. */
export const isServantWord = (latin: string): boolean =>
  latin.length <= 7 &&
  ((latin.startsWith('abd') && servantAlone.test(latin)) || (latin.length === 5 && slips.has(latin)))
const servantAlone = /^abd(?:[aeiou]|ou)?[lrnszt]?$/
/** Returns whether a word that stands alone (`din`, `deen`, `uddin`, ...) can be the last part of a compound name such as Saif al-Din. */
export const isFaithWord = (latin: string): boolean =>
  latin.length <= 9 && latin.includes('d') && faithAlone.test(latin)
const faithAlone = /^(?:[aeu][dl]?)?d?d(?:i|ee|ie)ne?$/
/** Returns whether a word that stands alone (`ullah`, `allah`, ...) can be the last part of a compound name such as Rahmat Ullah. */
export const isGodWord = (latin: string): boolean => latin.length <= 6 && latin.includes('l') && godAlone.test(latin)
const godAlone = /^(?:[aou]|ou)ll?ah?$/

/** Joins `abd` and the name after it to one word. */
export function joinServant(latin: string): string {
  return `abd${god.test(latin) || isGodWord(latin) ? 'lah' : latin}`
}

/** Converts a compound name that is written as one Latin word to the one form of all its spellings. Returns other words unchanged. */
export function foldCompound(latin: string): string {
  if (latin.length < 6) return latin
  if (latin.startsWith('abd')) {
    const rest = servant.exec(latin)?.[1]
    if (rest !== undefined) {
      if (god.test(rest)) return 'abdlah'
      if (rest.startsWith('l') && rest.length >= 4) return joinServant(rest.slice(1))
      if (rest[0] === rest[1]) return joinServant(rest.slice(1))
      if (rest.startsWith('shsh')) return joinServant(rest.slice(2))
      if (latin.startsWith('abdi') && rest.length >= 4) return joinServant(rest)
      return latin
    }
    const bare = servantBare.exec(latin)?.[1]
    return bare === undefined ? latin : joinServant(bare)
  }
  // Most words are excluded by their last letters. A compound ends in -in, -en, -ine or -ene (Din), or in -lah or -lla (Allah).
  const last = latin.charCodeAt(latin.length - 1)
  const nasal = latin.length - (last === codeOfE ? 2 : 1)
  if ((last === codeOfN || last === codeOfE) && latin.charCodeAt(nasal) === codeOfN) {
    const vowel = latin.charCodeAt(nasal - 1)
    const believer = vowel === codeOfI || vowel === codeOfE ? faith.exec(latin)?.[1] : undefined
    if (believer !== undefined) return `${believer}din`
  }
  const gift = latin.endsWith('lah') || latin.endsWith('lla') ? ofGod.exec(latin)?.[1] : undefined
  return gift === undefined ? latin : `${gift}lah`
}

/** Converts a compound in Arabic letters like `foldCompound`, and removes the article of an Arabic word. */
export function foldArabicCompound(word: string): string {
  const servantOf = /^عبدال(.{2,})$/.exec(word)?.[1]
  if (servantOf !== undefined) return `عبد${servantOf}`
  // Khairullah and Nuruddin, written as one word, get the same form as their Latin spellings.
  const compound = /^(.{2,})(?:الله|ال(دين))$/.exec(word)
  if (compound) return `${compound[1]}${compound[2] ?? 'له'}`
  return word.length > 4 && word.startsWith('ال') ? word.slice(2) : word === 'الله' ? 'له' : word
}

// The article may be joined to the word: Alhasan. Its l may be replaced by a doubled consonant: Essaadi.
const articleOf = /^[ae]l([^aeioul].{4,})$|^e(?=([dnrstz]))\2(\2.{3,})$/

/** Returns a Latin word without the Arabic article joined to it; null where the word has none. */
export function withoutArticle(latin: string): string | null {
  const first = latin.charCodeAt(0)
  if (first !== codeOfA && first !== codeOfE) return null
  const found = articleOf.exec(latin)
  return found?.[1] ?? found?.[3] ?? null
}
