const CYRILLIC =
  'а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya і i ї i є e ґ g'
const OTHERS = 'œ oe æ ae ß ss ø o ł l đ d ð d þ th ı i'

const SHORTEST = 8
const SHORTEST_ABBREVIATED = 6
const FEWEST_CONSONANTS = 4
const MOST_VOWELS = 4

const letters = new Map<string, string>()
for (const pairs of [CYRILLIC, OTHERS]) {
  const parts = pairs.split(' ')
  for (let i = 0; i < parts.length; i += 2) letters.set(parts[i]!, parts[i + 1] === '-' ? '' : parts[i + 1]!)
}

/**
 * Returns a word in the letters `a` to `z`: without accents, Cyrillic letters transliterated. Letters of other scripts
 * are left out.
 */
export function foldWord(word: string): string {
  let folded = ''
  for (const letter of word.toLowerCase().normalize('NFKC')) {
    const known = letters.get(letter)
    if (known !== undefined) folded += known
    else for (const part of letter.normalize('NFKD')) if (part >= 'a' && part <= 'z') folded += part
  }
  return folded
}

/** The last letters stay as they are: with them, a wrong spelling would be another word (`activist`, `activity`). */
const UNTOUCHED_END = 3

/**
 * Returns common wrong spellings of a word or a stem (`stem*`): a missing letter, two letters in the wrong order, and
 * vowels left out as in teletype (`muslm`). Short words have none, because theirs are other words.
 */
export function misspellings(pattern: string): Set<string> {
  const star = pattern.endsWith('*') ? '*' : ''
  const word = star === '' ? pattern : pattern.slice(0, -1)
  const found = new Set<string>()
  const add = (spelled: string) => found.add(spelled + star)
  if (word.length >= SHORTEST) {
    for (let i = 1; i < word.length - UNTOUCHED_END; i++) {
      add(word.slice(0, i) + word.slice(i + 1))
      add(word.slice(0, i) + word[i + 1]! + word[i]! + word.slice(i + 2))
    }
  }
  const vowels = [...word.matchAll(/(?<=.)[aeiou](?=.)/g)].map(({ index }) => index)
  if (word.length >= SHORTEST_ABBREVIATED && word.replaceAll(/[aeiou]/g, '').length >= FEWEST_CONSONANTS) {
    const first = vowels.slice(0, MOST_VOWELS)
    for (let choice = 1; choice < 1 << first.length; choice++) {
      const dropped = new Set(first.filter((_, bit) => (choice >> bit) & 1))
      add([...word].filter((_, i) => !dropped.has(i)).join(''))
    }
  }
  found.delete(pattern)
  return found
}
