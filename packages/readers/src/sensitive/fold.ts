const CYRILLIC =
  'а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya і i ї i є e ґ g'
const OTHERS = 'œ oe æ ae ß ss ø o ł l đ d ð d þ th ı i'

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
