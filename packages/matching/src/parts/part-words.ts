import { RecentlyUsed } from '../lookup/recently-used.ts'
import { foldWord } from '../names/fold-word.ts'
import { latinForms } from '../names/latin-form.ts'
import { cleanName } from '../names/normalise-name.ts'
import { readAlternatives } from '../names/read-alternatives.ts'
import { type Script, scriptOf } from '../names/scripts/script.ts'
import { splitNames } from '../names/split-names.ts'
import { passingForm } from '../names/word-form.ts'

/** Longer texts, such as the frame hashes of a video, are not searched by part. */
const longest = 300
/** Latin spellings of a word in another script that count. */
const mostSpellings = 4
/** A shorter word is also joined with the next one: some systems write Ben Hamdan, some Benhamdan. */
const shortWord = 3

export interface PartWord {
  /** The word in its own script, folded. */
  text: string
  script: Script
  /** The word with fewer letters folded, where that differs: a part of a compound name may be folded differently. */
  light: string | null
  /** Its spellings in Latin letters, where it is in another script and can be spelled. */
  latin: readonly string[]
  from: number
  to: number
}

/** Splits a text into words of letters and digits, each with its place, its folded form and its Latin spellings. */
export function splitPartWords(text: string): PartWord[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}\u200c\u200d]+/gu)].map((match) => ({
    ...foldPart(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  }))
}

type FoldedPart = Omit<PartWord, 'from' | 'to'>
/** Words that were folded lately. Names consist of few words that recur. */
const lately = new RecentlyUsed<string, FoldedPart>(20_000)

/** Folds a word in its own script, and spells it in Latin letters. */
export function foldPart(written: string): FoldedPart {
  const known = lately.get(written)
  if (known !== undefined) return known
  const folded = foldNew(written)
  if (written.length <= longest) lately.set(written, folded)
  return folded
}

function foldNew(written: string): FoldedPart {
  const word = cleanName(written)
  const { script } = scriptOf(word)
  const folded = foldWord(word, script)
  if (script === 'Latin' || script === 'None') {
    const [plain = '', ...others] = latinForms(folded)
    return { text: plain === '' ? folded : plain, light: null, script, latin: others }
  }
  const marked = word.toLowerCase().normalize('NFKD')
  const unmarked = script === 'Arabic' || script === 'Hebrew' ? marked.replaceAll(/\p{M}/gu, '') : word.toLowerCase()
  const light = unmarked === folded ? null : unmarked
  if (script === 'Arabic' || script === 'Hebrew' || script === 'Han') return { text: folded, light, script, latin: [] }
  return { text: folded, light, script, latin: passingForm(word, 'person').forms.slice(0, mostSpellings) }
}

/**
 * Returns the words by which a name is found in a `PartIndex`: each word in its own script and in Latin letters, without
 * case and marks. Han characters are read in each language that uses them.
 */
export function partWords(name: string): string[] {
  const cut = name.slice(0, longest)
  const words = splitPartWords(cut)
  const found = words.flatMap(({ text, light, latin }) => [text, ...(light === null ? [] : [light]), ...latin])
  for (const [place, { text, script }] of words.entries()) {
    const next = words[place + 1]
    if (next !== undefined && next.script === script && ([...text].length <= shortWord || script === 'Han'))
      found.push(text + next.text)
  }
  if (words.some(({ script }) => script === 'Han')) found.push(...hanSpellings(cut).flat(2))
  return [...new Set(found)].filter((word) => word !== '')
}

/** Returns the readings of a name in Han characters: for each language its words, and for each word its Latin spellings. */
export function hanSpellings(name: string): string[][][] {
  return splitNames(cleanName(name)).flatMap((single) =>
    readAlternatives(single, 'person')
      .filter(({ words }) => words.some(({ form }) => form.script === 'Han'))
      .map(({ words }) => words.map(({ form }) => form.forms.slice(0, mostSpellings))),
  )
}

/** Returns a value that is no name, such as a web address or a number, as one word. */
export function partValue(value: string): string[] {
  const folded = value.slice(0, longest).normalize('NFKC').toLowerCase()
  const plain = folded.replaceAll(/[^\p{L}\p{N}]/gu, '')
  return [...new Set([folded.replaceAll(/\s/g, ''), plain])].filter((word) => word !== '')
}
