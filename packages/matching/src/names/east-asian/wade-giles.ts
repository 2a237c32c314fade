import { hanSurnames } from '../../tables/east-asian-surnames.ts'

// A Pinyin syllable has an initial and one of these endings. The pattern also accepts some combinations that do not occur, which does no harm.
const initial = '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?'
const ending =
  '(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|ve|er|a|o|e|i|u|v)'
const syllable = new RegExp(`^${initial}${ending}`)

/** Splits a word into at most three Pinyin syllables, preferring long ones; null where that is not possible. */
export function pinyinSyllables(word: string): string[] | null {
  const walk = (rest: string, depth: number): string[] | null => {
    if (rest === '') return []
    if (depth === 3) return null
    const longest = syllable.exec(rest)?.[0] ?? ''
    for (let size = longest.length; size > 0; size -= 1) {
      const head = rest.slice(0, size)
      const whole = syllable.exec(head)?.[0] === head
      const tail = whole ? walk(rest.slice(size), depth + 1) : null
      if (tail) return [head, ...tail]
    }
    return null
  }
  return word === '' ? null : walk(word, 0)
}

const surnames = new Set(hanSurnames.map((line) => line.split(' ')[1] ?? ''))
/** Checks whether a Latin word is the Pinyin of a Chinese family name. */
export const isPinyinSurname = (latin: string): boolean => surnames.has(latin)

/** Checks whether lower-case words are a Chinese name in Pinyin: a family name, then given names of one to three syllables in total. */
export function isPinyinName(words: readonly string[]): boolean {
  const [family = '', ...given] = words
  if (!isPinyinSurname(family) || given.length === 0) return false
  const count = given.reduce((sum, word) => sum + (pinyinSyllables(word)?.length ?? 9), 0)
  return count <= 3
}

const whole: Readonly<Record<string, string>> = {
  zhi: 'chih',
  chi: 'chih',
  shi: 'shih',
  ri: 'jih',
  zi: 'tzu',
  ci: 'tzu',
  si: 'ssu',
  er: 'erh',
  you: 'yu',
  yan: 'yen',
  yi: 'i',
  ge: 'ko',
  ke: 'ko',
  he: 'ho',
  e: 'o',
  guo: 'kuo',
  kuo: 'kuo',
  yong: 'yung',
  ye: 'yeh',
  gui: 'kuei',
  kui: 'kuei',
  duo: 'to',
  tuo: 'to',
  nuo: 'no',
  luo: 'lo',
  zuo: 'tso',
  cuo: 'tso',
  suo: 'so',
  zhuo: 'cho',
  chuo: 'cho',
  ruo: 'jo',
  yu: 'yu',
  yuan: 'yuan',
  yue: 'yueh',
  yun: 'yun',
}
const heads: readonly (readonly [RegExp, string])[] = [
  [/^zh|^ch(?=.)|^j|^q/, 'ch'],
  [/^x/, 'hs'],
  [/^z|^c(?!h)/, 'ts'],
  [/^g/, 'k'],
  [/^d/, 't'],
  [/^b/, 'p'],
  [/^r/, 'j'],
]

/** Converts a Pinyin syllable to Wade-Giles as people write it, without marks and apostrophes: guo gives kuo, zhi and chi give chih. */
export function wadeGiles(pinyin: string): string {
  const known = whole[pinyin]
  if (known !== undefined) return known
  let out = pinyin
  for (const [head, replacement] of heads) {
    if (!head.test(out)) continue
    out = out.replace(head, replacement)
    break
  }
  return out
    .replace(/ong$/, 'ung')
    .replace(/^(?!y)(.*)ian$/, '$1ien')
    .replace(/ie$/, 'ieh')
    .replace(/[uv]e$/, 'ueh')
    .replace(/v/, 'u')
}
