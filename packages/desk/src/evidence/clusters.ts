const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })
/** Invisible characters that change how a text is read: controls, joiners, direction marks and overrides, soft hyphen. */
const invisible = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u
/** Scripts whose letters join or change shape inside a word. A split inside a word would break its shape. */
const cursive = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Thaana}]/u

/** Returns `U+202E` for an invisible or direction-changing character, else null. */
export function nameOfInvisible(cell: string): string | null {
  const code = cell.codePointAt(0)
  if (code === undefined || !invisible.test(cell) || [...cell].length !== 1) return null
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
const isCursive = (text: string): boolean => cursive.test(text)

/**
 * Splits a value into the smallest parts that may be marked: grapheme clusters, or in cursive scripts words and the text between them. Each
 * invisible character is a separate part, so that it can be shown.
 */
export function cellsOf(text: string): string[] {
  if (isCursive(text)) return text.split(/(\s+)/).filter((part) => part !== '')
  return [...segmenter.segment(text.normalize('NFC'))].flatMap(({ segment }) =>
    [...segment].some((character) => invisible.test(character)) ? [...segment] : [segment],
  )
}
