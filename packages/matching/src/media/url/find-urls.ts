import { parse } from 'tldts'
import { readUrl } from './read-url.ts'
import { refang, trimEnd } from './refang.ts'

export interface FoundUrl {
  /** The address as written, without the punctuation after it. */
  literal: string
  /** The place of the address in the text, in UTF-16 units. */
  at: number
}

// A letter of a script without spaces between words ends an address.
const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]`
const letter = String.raw`(?:[!#-;=?-~]|(?!${unspaced})[\p{L}\p{N}\p{M}\p{Cf}])`
const bracketedDot = String.raw`\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?`
const body = `(?:${letter}|${bracketedDot})`
const scheme = String.raw`(?:(?:\[h\]|h)(?:tt|xx|\*\*)ps?|f[tx]ps?|tg)\s?(?:\[:\/\/\]|(?:\[:\]|:)\/\/)`
const inLabel = String.raw`\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Greek}0-9_-`
const label = `[${inLabel}]{1,63}`
const dot = String.raw`(?:\.|${bracketedDot})`
const candidate = new RegExp(
  String.raw`(?<![a-z0-9])${scheme}${body}{1,9999}|(?<![@.${inLabel}])(?<host>${label}(?:${dot}${label}){1,8})(?::\d{1,5})?(?<path>\/${body}{0,9999})?`,
  'giu',
)

/**
 * Finds the addresses in a text, including defanged ones, and replaces each by a space. A text without a scheme is an address if its public suffix
 * exists and it begins with `www.`, has a path or is defanged: `end.It` is not one.
 */
export function takeOutUrls(text: string): { text: string; urls: FoundUrl[] } {
  const urls: FoundUrl[] = []
  let [rest, from] = ['', 0]
  for (const match of text.matchAll(candidate)) {
    const literal = trimEnd(match[0].trimEnd())
    if (!isAddress(literal, match.groups?.host, match.groups?.path !== undefined)) continue
    urls.push({ literal, at: match.index })
    rest += `${text.slice(from, match.index)} `
    from = match.index + literal.length
  }
  return { text: urls.length === 0 ? text : rest + text.slice(from), urls }
}

function isAddress(literal: string, host: string | undefined, hasPath: boolean): boolean {
  if (host === undefined) return readUrl(literal) !== null
  if (!hasPath && !/^www\b|[[({]/i.test(host)) return false
  const { isIcann, domain } = parse(refang(host))
  return isIcann === true && domain !== null && readUrl(literal) !== null
}
