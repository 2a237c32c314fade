import anyAscii from 'any-ascii'

// Letters with two usual spellings in plain letters; the short spelling comes first.
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

/**
 * Returns the spellings of a lower-case Latin word in plain letters. The first has no marks; the second, if it differs, has marked letters written
 * out.
 */
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

// Spellings of Russian and Serbian names in other languages, where they differ from English.
const cyrillicSystems: readonly Readonly<Record<string, string>>[] = [
  // The systems are German, French, Spanish, and the scholarly Slavic one (ISO 9) without its marks.
  { в: 'w', ж: 'sch', з: 's', й: 'j', х: 'ch', ц: 'z', ч: 'tsch', ш: 'sch', щ: 'schtsch', ю: 'ju', я: 'ja', ё: 'jo' },
  { ж: 'j', у: 'ou', ч: 'tch', ш: 'ch', щ: 'chtch', ю: 'iou', я: 'ia', ё: 'io', й: 'i' },
  { х: 'j', ж: 'zh', щ: 'sch', ё: 'io', ю: 'yu', я: 'ya' },
  { ж: 'z', х: 'h', ц: 'c', ч: 'c', ш: 's', щ: 'sc', ю: 'ju', я: 'ja', ё: 'e', й: 'j' },
]
const bulgarian: Readonly<Record<string, string>> = { щ: 'sht', ъ: 'a', х: 'h' }
const inSystem = (word: string, system: Readonly<Record<string, string>>): string =>
  ascii(word.replace(/./gu, (letter) => system[letter] ?? letter))

function cyrillicForms(word: string, usual: string): string[] {
  const forms: string[] = []
  // A letter that only Ukrainian, Belarusian or Serbian has determines how г and и are read. A Ukrainian name need not have such a letter.
  if (/[іїєґў]/.test(word)) {
    const ukrainian = word.replaceAll('г', 'h').replaceAll('и', 'y')
    forms.push(ascii(ukrainian))
    if (word.endsWith('ій')) forms.push(ascii(ukrainian.replace(/ій$/, 'ii')))
  } else if (word.includes('г')) forms.push(ascii(word.replaceAll('г', 'h')))
  if (/[јљњћђџ]/.test(word)) forms.push(usual.replaceAll('j', 'y'))
  if (/[щъ]/.test(word)) forms.push(inSystem(word, bulgarian))
  if (/[жхцчшщюяё]/.test(word)) {
    // German writes je after a vowel, -ski at the end, and -ow where Russian writes -ев but pronounces -ёв. Spanish does the same.
    const [german = {}, french = {}, spanish = {}, slavic = {}] = cyrillicSystems
    const pronounced = word.replace(/(?<=[чшщ])ев(?=(?:а|у)?$)/, 'ов')
    const soft = pronounced
      .replace(/(?<=^|[аеиоуыэюя])е/g, 'є')
      .replace(/ий$/, 'и')
      .replace(/(?<=[аеоуыэюя])й/g, 'и')
    forms.push(inSystem(soft, { ...german, є: 'je' }))
    for (const system of [french, spanish, slavic]) forms.push(inSystem(word, system))
    if (pronounced !== word) forms.push(inSystem(pronounced, spanish))
  }
  return forms
}

function greekForms(word: string): string[] {
  const spelled = ascii(
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
  )
  const forms = [spelled]
  // Inside a word, μπ, ντ and γκ may also be b, d and g.
  if (/.(?:μπ|ντ|γκ)/.test(word))
    forms.push(ascii(word.replace(/μπ/g, 'b').replace(/ντ/g, 'd').replace(/γκ/g, 'g').replace(/ου/g, 'ou')))
  if (/ξ|τζ/.test(word)) forms.push(ascii(word.replace(/ξ/g, 'ks').replace(/τζ/g, 'j').replace(/ου/g, 'ou')))
  if (/γ(?=[ειηυ])/.test(word)) forms.push(ascii(word.replace(/γ(?=[ειηυ])/g, 'y').replace(/ου/g, 'ou')))
  return forms
}

/** Returns the Latin spellings of a Cyrillic, Greek or other word that is not in Latin letters, the usual one first. */
export function readingForms(word: string): string[] {
  const usual = ascii(word)
  const forms = [usual]
  if (/[\u0400-\u052f]/.test(word)) forms.push(...cyrillicForms(word, usual))
  else if (/[α-ω]/.test(word)) forms.push(...greekForms(word))
  return [...new Set(forms)].filter((form) => form !== '')
}
