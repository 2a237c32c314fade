/**
 * Cyrillic letters and the Latin letters that they look like, in lower case. Letters of the second list look alike as capitals only, or only nearly.
 * If a Latin letter looks like two Cyrillic letters, the first of them replaces it. Source: the first list is in the requirements of this project for
 * comparing texts; the second was written for this project from the shapes of the letters.
 */
const alike = 'аa сc еe іi јj оo рp ѕs хx уy'
const nearlyAlike = 'вb нh кk мm тt ԁd ԛq ԝw һh ӏl'

const split = (pairs: string) => pairs.split(' ').map((pair) => [...pair] as [cyrillic: string, latin: string])
const letters = split(`${alike} ${nearlyAlike}`)

export const latinOfCyrillic: ReadonlyMap<string, string> = new Map(letters)
export const cyrillicOfLatin: ReadonlyMap<string, string> = new Map(
  [...letters].reverse().map(([cyrillic, latin]) => [latin, cyrillic]),
)
/** The letters of both scripts that look alike even in lower case. */
export const alikeLetters: ReadonlySet<string> = new Set(split(alike).flat())
