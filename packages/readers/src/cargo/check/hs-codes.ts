import table from '../tables/hs-codes.json' with { type: 'json' }

/** Chapters, headings and subheadings as numbers: a number below 100 is a chapter, one below 10,000 a heading. */
function load(codes: readonly string[]) {
  const chapters = new Uint8Array(100)
  const headings = new Uint8Array(10_000)
  const subheadings = new Uint8Array(1_000_000 / 8)
  for (const code of codes) {
    chapters[Number(code.slice(0, 2))] = 1
    if (code.length >= 4) headings[Number(code.slice(0, 4))] = 1
    const number = Number(code)
    if (code.length === 6) subheadings[number >> 3] = (subheadings[number >> 3] ?? 0) | (1 << (number & 7))
  }
  return { chapters, headings, subheadings }
}

/** Lists the chapters, headings and subheadings of the Harmonized System 2022, each before those below it. */
export function shippedHsCodes(): string[] {
  const codes = new Set<string>()
  for (const line of table.lines) {
    const [chapter = '', ...rest] = line.split(' ')
    codes.add(chapter)
    for (const digits of rest) codes.add(chapter + digits.slice(0, 2)).add(chapter + digits)
  }
  return [...codes]
}

/** The state of an HS code. `unknown` names the first level that does not exist: 2, 4 or 6 digits. */
export type JudgedHsCode = { state: 'malformed' | 'heading' | 'known' } | { state: 'unknown'; level: 2 | 4 | 6 }

const MALFORMED: JudgedHsCode = { state: 'malformed' }
const HEADING: JudgedHsCode = { state: 'heading' }
const KNOWN: JudgedHsCode = { state: 'known' }

/**
 * Returns a function that judges a commodity code by these chapters, headings and subheadings. It has 4, 6, 8 or 10 digits;
 * digits beyond the sixth are national and are not checked. `heading`: four digits that exist.
 */
export function createHsJudge(codes: readonly string[]): (code: string) => JudgedHsCode {
  const known = load(codes)
  return (code) => {
    const { length } = code
    if ((length !== 4 && length !== 6 && length !== 8 && length !== 10) || !allDigits(code)) return MALFORMED
    if (known.chapters[Number(code.slice(0, 2))] !== 1) return { state: 'unknown', level: 2 }
    if (known.headings[Number(code.slice(0, 4))] !== 1) return { state: 'unknown', level: 4 }
    if (length === 4) return HEADING
    const subheading = Number(code.slice(0, 6))
    const isKnown = ((known.subheadings[subheading >> 3] ?? 0) >> (subheading & 7)) & 1
    return isKnown === 1 ? KNOWN : { state: 'unknown', level: 6 }
  }
}

function allDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 48 || code > 57) return false
  }
  return true
}
