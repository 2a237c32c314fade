import { expect, test } from 'vitest'
import { hangulKeys, hangulSpellings, koreanKey, readHangul } from './read-hangul.ts'

// Makes a spelling that the pattern matches: one alternative of each group, chosen by a seed.
function spelled(pattern: RegExp, seed: number): string {
  let state = seed
  return pattern.source.slice(1, -1).replace(/\(\?:([^)]*)\)/g, (_, group: string) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    const items = group.split('|')
    return items[(state >> 8) % items.length] ?? ''
  })
}
const syllables = [
  '가각간강경계곽광구국권규균근금기김길나남녀노님다대덕도동두란래려련록룡류리림만명모무문미민박배백병보',
  '복봉부빈사산삼상서석선설성세소손송수숙순승시식신심아안애양어언여연영예오옥완용우욱운원위유윤은을의이',
  '인일임자장재전정제조종주준중지진창채천철초춘치태택하학한해향헌혁현형혜호홍화환황효후훈희',
].join('')

test('every spelling of a Korean name shares a key with it', () => {
  const letters = [...syllables]
  for (let seed = 1; seed < 4000; seed += 1) {
    const word = Array.from(
      { length: 1 + (seed % 3) },
      (_, at) => letters[(seed * 7919 * (at + 1)) % letters.length],
    ).join('')
    const latin = spelled(hangulSpellings(word), seed)
    expect(hangulKeys(word), `${word} ${latin}`).toContain(koreanKey(latin))
  }
})
test.each([
  ['현', 'hyun hyon hyeon'],
  ['정', 'jung jeong chong chung'],
  ['희', 'hee hui'],
  ['우', 'woo u'],
  ['철', 'chul chol cheol'],
  ['신래', 'sillae'],
  ['록', 'rok nok'],
  ['병', 'pyong byung byeong'],
  ['경', 'kyung kyong gyeong'],
])('%s is written %s', (word, forms) => {
  for (const form of forms.split(' ')) expect(form).toMatch(hangulSpellings(word))
})
test.each([
  ['현', 'han'],
  ['정', 'jang'],
  ['수', 'si'],
  ['민', 'mi'],
  ['송', 'sang'],
])('%s is not written %s', (word, form) => {
  expect(form).not.toMatch(hangulSpellings(word))
})
test('readHangul gives Revised Romanisation by syllable', () => {
  expect(readHangul('박성민')).toBe('bakseongmin')
  expect(readHangul('abc')).toBe('')
})
