const initials = 'g kk n d tt r m b pp s ss - j jj ch k t p h'.split(' ').map((x) => (x === '-' ? '' : x))
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ')
const finals = '- k k k n n n t l k m p t t p l m p p t t ng t t k t p t'.split(' ').map((x) => (x === '-' ? '' : x))

const [silent, riul, niun, miumInitial] = [11, 5, 2, 6]

interface Syllable {
  initial: number
  vowel: number
  final: number
}
function syllables(word: string): Syllable[] {
  const found: Syllable[] = []
  for (const letter of word.normalize('NFC')) {
    const code = (letter.codePointAt(0) ?? 0) - 0xac00
    if (code >= 0 && code < 11172)
      found.push({ initial: Math.floor(code / 588), vowel: Math.floor((code % 588) / 28), final: code % 28 })
  }
  return found
}

/** Romanises a Hangul word by syllable in Revised Romanisation. Drops characters that are not syllables. */
export function readHangul(word: string): string {
  return syllables(word)
    .map(({ initial, vowel, final }) => `${initials[initial]}${vowels[vowel]}${finals[final]}`)
    .join('')
}

/** Romanises a Hangul word. Adds a form without the first letter where North Korea writes that letter and South Korea drops it (려, 니). */
export function hangulForms(word: string): string[] {
  const usual = readHangul(word)
  const first = syllables(word)[0]
  return first && isDropped(first) ? [usual, usual.slice(1)] : [usual]
}

// Korean writes the nearest sound for a foreign one: b for v, p for f. It adds a vowel where the other language has none.
const foreignInitials = 'g/k k/g n d/t t/d r/l m b/v p/b s/sh/th s/sh - j/z/ch j ch/ts/t k/c/q/kh t/th p/f/ph h'.split(
  ' ',
)
const foreignFinals: Readonly<Record<string, string>> = { k: 'k/g', t: 't/d/s', l: 'l/r', p: 'p/b/v/f' }
const filler = 18

/** Returns the sounds of a foreign name in Hangul, in the form of script-sounds.ts. */
export function hangulSounds(word: string): ({ spellings: string[] } | { vowel: string })[] {
  const out: ({ spellings: string[] } | { vowel: string })[] = []
  for (const { initial, vowel, final } of syllables(word)) {
    const head = foreignInitials[initial] ?? ''
    if (initial !== silent) out.push(head === 'h' ? { vowel: 'h' } : { spellings: head.split('/') })
    out.push({ vowel: vowel === filler ? '~' : (vowels[vowel] ?? '').replace('eo', 'o') })
    const end = finals[final] ?? ''
    if (end === 'ng') out.push({ spellings: ['n'] }, { spellings: ['g'] })
    else if (end !== '') out.push({ spellings: (foreignFinals[end] ?? end).split('/') })
  }
  return out
}

// The Latin spellings in use for each letter: Revised, McCune-Reischauer, North Korean, and personal ones.
const split = (text: string): string[][] =>
  text.split(' ').map((item) => item.split('|').map((x) => (x === '-' ? '' : x)))
const initialSpellings = split('g|k kk|gg n d|t tt|dd r|l|n m b|p pp|bb s|sh ss|s|sh - j|ch jj|tch|j ch k t p h')
const vowelSpellings = split(
  'a|ah ae|ai|ay|e ya yae|yai|yea eo|o|u|uh e|eh yeo|yo|you|yu ye|yae o|oh wa wae|wai oe|oi|oy yo|yoh u|oo|woo wo|weo we wi|wie yu|yoo|you eu|u|oo|e ui|eui|ee|i|ey i|ee|y',
)
const finalSpellings: Readonly<Record<string, readonly string[]>> = {
  '': [''],
  k: ['k', 'g'],
  n: ['n'],
  t: ['t', 'd', 's'],
  l: ['l', 'r'],
  m: ['m'],
  p: ['p', 'b'],
  ng: ['ng'],
}
const nasals: Readonly<Record<string, string>> = { k: 'ng', t: 'n', p: 'm' }
const glides = new Set([2, 3, 6, 7, 12, 17, 20])

// South Korea leaves out a first letter that North Korea writes: I for Ri, Yo for Nyo.
const isDropped = ({ initial, vowel }: Syllable): boolean => (initial === riul || initial === niun) && glides.has(vowel)

// Lists the alternative spellings at each place of a word. Combining them gives every usual spelling of the word.
function slots(word: string): string[][] {
  const parts = syllables(word)
  const out: string[][] = []
  parts.forEach((syllable, at) => {
    const { initial, vowel, final } = syllable
    const before = finals[parts[at - 1]?.final ?? 0] ?? ''
    const next = parts[at + 1]
    let heads = [...(initialSpellings[initial] ?? [''])]
    if (at === 0 && isDropped(syllable)) heads = [...heads, '']
    // After an l or n, an initial l is also written l, n or not at all: Silla, Mullae.
    if (initial === riul && (before === 'n' || before === 'l')) heads = ['r', 'l', 'n', '']
    const sounds =
      initial === silent && vowel === 13
        ? ['u', 'oo', 'woo', 'wu']
        : vowel === 20 && initial !== silent
          ? ['i', 'ee']
          : (vowelSpellings[vowel] ?? [''])
    const sound = finals[final] ?? ''
    let ends = [...(finalSpellings[sound] ?? [''])]
    const nasal = nasals[sound]
    if (nasal !== undefined && next && [niun, miumInitial, riul].includes(next.initial)) ends = [...ends, nasal]
    if (sound === 'n' && next?.initial === riul) ends = [...ends, 'l', 'll']
    out.push(heads, sounds, ends)
  })
  return out
}

/** Returns a pattern of every usual Latin spelling of a Hangul word in one word: Revised, McCune-Reischauer, North Korean and personal ones. */
export function hangulSpellings(word: string): RegExp {
  return new RegExp(
    `^${slots(word)
      .map((slot) => `(?:${[...new Set(slot)].join('|')})`)
      .join('')}$`,
  )
}

/** Returns the keys (`koreanKey`) of every spelling that `hangulSpellings` matches. */
export function hangulKeys(word: string): string[] {
  let keys = ['']
  for (const slot of slots(word)) {
    const sounds = [...new Set(slot.map(soundsOf))]
    const next = new Set<string>()
    for (const before of keys) for (const sound of sounds) next.add(before + sound)
    keys = [...next].slice(0, 64)
  }
  return [...new Set(keys.map(joinSounds))].slice(0, 16)
}

// Classes of letters that spellings exchange. C is ch, A and U are two classes of vowels; w and y are vowels, h is ignored.
const letterSounds: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'aeiwy'].map((vowel) => [vowel, 'A'])),
  ...{ o: 'U', u: 'U', j: 'C', g: 'k', q: 'k', c: 'k', d: 't', b: 'p', r: 'l' },
}
function soundsOf(latin: string): string {
  let sounds = ''
  for (let at = 0; at < latin.length; at += 1) {
    const letter = latin.charAt(at)
    const next = latin.charAt(at + 1)
    if (letter === 'h') continue
    if (letter === 'c' && next === 'h') {
      sounds += 'C'
      at += 1
    } else if (letter === 't' && next === 'c' && latin.charAt(at + 2) === 'h') {
      sounds += 'C'
      at += 2
    } else {
      const sound = letterSounds[letter] ?? letter
      const last = sounds.at(-1)
      if ((sound !== 'A' && sound !== 'U') || (last !== 'A' && last !== 'U')) sounds += sound
      else if (sound === 'U') sounds = `${sounds.slice(0, -1)}U`
      if ((letter === 'j' || letter === 's') && next === letter) at += 1
    }
  }
  return sounds
}
/** Merges vowels in sequence and doubled sounds into one, and drops a t before ch. */
function joinSounds(sounds: string): string {
  let joined = ''
  for (let at = 0; at < sounds.length; at += 1) {
    let sound = sounds.charAt(at)
    if (sound === 't' && sounds.charAt(at + 1) === 'C') continue
    if (sound === 'A' || sound === 'U')
      for (let next = sounds.charAt(at + 1); next === 'A' || next === 'U'; next = sounds.charAt(at + 1)) {
        if (next === 'U') sound = 'U'
        at += 1
      }
    if (sound !== joined.at(-1) || !/[a-zC]/.test(sound)) joined += sound
  }
  return joined
}

/** Returns whether a key may belong to a Korean word. No spelling of a Korean word has f, v, x or z. */
export const isKoreanKey = (key: string): boolean => !/[fvxz]/.test(key)

const usualSpellings = new Map([
  ...['yi', 'rhee', 'lee', 'ree', 'ri', 'li', 'i'].map((spelling) => [spelling, 'i'] as const),
  ...['park', 'bark'].map((spelling) => [spelling, 'bak'] as const),
])
/**
 * Returns one key for the usual romanisations of a Korean word: Kim and Gim; Pak, Park and Bak; Young, Yong and Yeong. Different words may share a
 * key, so it is for retrieval only.
 */
export const koreanKey = (latin: string): string => joinSounds(soundsOf(usualSpellings.get(latin) ?? latin))
