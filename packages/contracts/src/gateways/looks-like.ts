/** Shapes of what people search for, the surest first. This file has no schema, so that the desk can load it alone. */
const shapes = [
  { looks: 'case', shape: /^C-? ?\d{1,10}$/i },
  // An air waybill: a prefix of three digits and eight more.
  { looks: 'awb', shape: /^\d{3}[ -]?\d{4} ?\d{4}$/ },
  // A container by ISO 6346: owner, category U, J, Z or R, six digits and a check digit.
  { looks: 'container', shape: /^[A-Z]{3}[UJZR] ?\d{6} ?-?\d$/i },
  { looks: 'ip', shape: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/ },
  { looks: 'ip', shape: /^(?=(?:[^:]*:){2,7}[^:]*$)(?!.*::.*::)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}$/i },
  { looks: 'hash', shape: /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|T1[0-9a-f]{70})$/i },
  // A number has at least one digit of its three or four after a carrier's code of two or three characters.
  { looks: 'flight', shape: /^(?:[A-Z]{2}|[A-Z]\d|\d[A-Z]|[A-Z]{3}) ?\d{1,4}[A-Z]?$/i },
  { looks: 'locator', shape: /^(?=.*\d)[A-Z0-9]{5,8}$/i },
  { looks: 'document', shape: /^(?=(?:.*\d){4})(?=(?:[ -]*[A-Z0-9]){6})[A-Z0-9][A-Z0-9 -]{4,18}[A-Z0-9]$/i },
] as const

/** What a text looks like. `too-short` fits no search by part. */
export type LooksLike = (typeof shapes)[number]['looks'] | 'part-of-name' | 'too-short'

/** Whether no word of a text has enough characters for a search by part: two with a Han character, else three. */
export function isTooShort(text: string): boolean {
  const words = text.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.every((word) => [...word].length < (/\p{Script=Han}/u.test(word) ? 2 : 3))
}

/**
 * Returns what a searched text looks like, the most likely first; never empty. It says what a search will look for
 * before anything is read. It reads only the text.
 *
 * @example looksLike('7N 482') // ['flight', 'part-of-name']
 */
export function looksLike(text: string): LooksLike[] {
  const asked = text.normalize('NFKC').trim()
  const fits = shapes.filter(({ shape }) => shape.test(asked)).map(({ looks }) => looks)
  if (/\p{L}/u.test(asked) && !isTooShort(asked)) return [...new Set(fits), 'part-of-name']
  return fits.length > 0 ? [...new Set(fits)] : [isTooShort(asked) ? 'too-short' : 'part-of-name']
}
