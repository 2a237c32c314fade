/**
 * Cyrillic letters and the Latin ones that they look like, in lower case; the second list looks alike as capitals, or only nearly. Where one Latin
 * letter has two, the first is written for it.
 * Source: the first list is that of the requirements (content 3.8); the second written for this project from the shapes of the letters.
 */
const alike = 'аa сc еe іi јj оo рp ѕs хx уy'
const nearlyAlike = 'вb нh кk мm тt ԁd ԛq ԝw һh ӏl'

const split = (pairs: string) => pairs.split(' ').map((pair) => [...pair] as [cyrillic: string, latin: string])
const letters = split(`${alike} ${nearlyAlike}`)

export const latinOfCyrillic: ReadonlyMap<string, string> = new Map(letters)
export const cyrillicOfLatin: ReadonlyMap<string, string> = new Map(
  [...letters].reverse().map(([cyrillic, latin]) => [latin, cyrillic]),
)
/** The letters of both scripts that are not told apart even in lower case. */
export const alikeLetters: ReadonlySet<string> = new Set(split(alike).flat())
