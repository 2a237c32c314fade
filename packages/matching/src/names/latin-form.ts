import anyAscii from 'any-ascii'

// Letters with two usual spellings: the short one, then the long one (matching.md 3.1, step 7).
const letters: Readonly<Record<string, readonly [string, string]>> = {
  ø: ['o', 'oe'],
  å: ['a', 'aa'],
  æ: ['ae', 'e'],
  œ: ['oe', 'e'],
  ð: ['d', 'dh'],
  þ: ['th', 'th'],
  đ: ['d', 'dj'],
  ł: ['l', 'l'],
  ħ: ['h', 'h'],
  ə: ['e', 'a'],
  ŋ: ['ng', 'n'],
  ä: ['a', 'ae'],
  ö: ['o', 'oe'],
  ü: ['u', 'ue'],
  ß: ['ss', 'ss'],
  ş: ['s', 'sh'],
  š: ['s', 'sh'],
  ș: ['s', 'sh'],
  č: ['c', 'ch'],
  ć: ['c', 'ch'],
  ç: ['c', 'ch'],
  ž: ['z', 'zh'],
  ı: ['i', 'i'],
}
const ascii = (text: string): string =>
  anyAscii(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** Latin spellings of a lower-cased Latin word: without marks, and with marked letters written out where that differs. */
export function latinForms(word: string): string[] {
  if (/^[a-z0-9]*$/.test(word)) return [word]
  let short = ''
  let long = ''
  for (const letter of word.normalize('NFC')) {
    const pair = letters[letter]
    if (pair) {
      short += pair[0]
      long += pair[1]
    } else {
      const plain = ascii(letter.normalize('NFD').replace(/\p{Mn}/gu, ''))
      short += plain
      long += plain
    }
  }
  return short === long ? [short] : [short, long]
}

/** Latin spellings of a word of another alphabet, the usual one first (matching.md 3.3, Cyrillic and Greek). */
export function readingForms(word: string): string[] {
  const usual = ascii(word)
  const forms = [usual]
  // Letters only Ukrainian, Belarusian or Serbian has decide how г and и are read; a Ukrainian name need not have one.
  if (/[іїєґў]/.test(word)) forms.push(ascii(word.replaceAll('г', 'h').replaceAll('и', 'y')))
  else if (word.includes('г')) forms.push(ascii(word.replaceAll('г', 'h')))
  if (/[јљњћђџ]/.test(word)) forms.push(ascii(word).replaceAll('j', 'y'))
  if (/[α-ω]/.test(word))
    forms.push(
      ascii(
        word
          .replace(/ου/g, 'u')
          .replace(/^μπ/, 'b')
          .replace(/μπ/g, 'mp')
          .replace(/^ντ/, 'd')
          .replace(/^γκ/, 'g')
          .replace(/γγ/g, 'ng')
          .replace(/αυ(?=[αεηιουωβγδζλμνρ])/g, 'av')
          .replace(/ευ(?=[αεηιουωβγδζλμνρ])/g, 'ev')
          .replace(/αυ/g, 'af')
          .replace(/ευ/g, 'ef')
          .replace(/χ/g, 'h')
          .replace(/ω/g, 'o')
          .replace(/υ/g, 'y'),
      ),
    )
  return [...new Set(forms)].filter((form) => form !== '')
}
