// Arabic names of two words (Abd al-Rahman, Nur al-Din, Rahmat Allah) are written joined or apart and with many forms of the article. This module folds
// each of them to one form.

const servant = /^abd(?:ou|[aeiou])(.{3,})$/
const servantBare = /^abd([bcdfghjkmnqrstvwyz].{3,})$/
const god = /^l{0,2}ah?$/
const faith = /^(.{3,})(?:ou|[aeiu])[dl]d(?:i|ee|ie)ne?$/
const ofGod = /^(.{3,})(?:ou|[aou])(?:ll?ah|lla)$/

const [codeOfA, codeOfE, codeOfI, codeOfN] = [0x61, 0x65, 0x69, 0x6e]

// Spellings with two neighbouring letters exchanged: the most frequent slip, in the most frequent word.
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
/** Checks whether a word is Abdul in one of its spellings, as a separate word. */
export const isServantWord = (latin: string): boolean =>
  latin.length <= 7 &&
  ((latin.startsWith('abd') && servantAlone.test(latin)) || (latin.length === 5 && slips.has(latin)))
const servantAlone = /^abd(?:[aeiou]|ou)?[lrnszt]?$/
/** Checks whether a word is the second half of Saif al-Din, Nasr ed-Dine, Zia-ud-Din, as a separate word. */
export const isFaithWord = (latin: string): boolean =>
  latin.length <= 9 && latin.includes('d') && faithAlone.test(latin)
const faithAlone = /^(?:[aeu][dl]?)?d?d(?:i|ee|ie)ne?$/
/** Checks whether a word is the second half of Rahmat Ullah, as a separate word. */
export const isGodWord = (latin: string): boolean => latin.length <= 6 && latin.includes('l') && godAlone.test(latin)
const godAlone = /^(?:[aou]|ou)ll?ah?$/

/** Joins `abd` and the name after it to one word. */
export function joinServant(latin: string): string {
  return `abd${god.test(latin) || isGodWord(latin) ? 'lah' : latin}`
}

/** Folds a Latin compound written as one word to its common form. Returns other words unchanged. */
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
  // The last letters exclude most words: -in, -en, -ine, -ene for Din; -lah, -lla for Allah.
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

/** Folds an Arabic compound in the same way and removes the article of an Arabic word. */
export function foldArabicCompound(word: string): string {
  const servantOf = /^عبدال(.{2,})$/.exec(word)?.[1]
  if (servantOf !== undefined) return `عبد${servantOf}`
  // Khairullah and Nuruddin in one word get the form of Latin words of the same kind.
  const compound = /^(.{2,})(?:الله|ال(دين))$/.exec(word)
  if (compound) return `${compound[1]}${compound[2] ?? 'له'}`
  return word.length > 4 && word.startsWith('ال') ? word.slice(2) : word === 'الله' ? 'له' : word
}

// Al- and El- written joined, and with the consonant doubled: Alhasan, Essaadi.
const articleOf = /^[ae]l([^aeioul].{4,})$|^e(?=([dnrstz]))\2(\2.{3,})$/

/** Removes the Arabic article joined to a Latin word; null where there is none. */
export function withoutArticle(latin: string): string | null {
  const first = latin.charCodeAt(0)
  if (first !== codeOfA && first !== codeOfE) return null
  const found = articleOf.exec(latin)
  return found?.[1] ?? found?.[3] ?? null
}
