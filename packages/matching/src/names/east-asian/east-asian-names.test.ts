import { expect, test } from 'vitest'
import { compare } from '../../score/compare.ts'
import { readAlternatives } from '../read-alternatives.ts'
import { japaneseForms, romaniseKana } from '../scripts/romanise-kana.ts'
import { sameEastAsian } from './east-asian-names.fixture.ts'
import { cantoneseForms } from './read-han-name.ts'
import { pinyinSyllables, wadeGiles } from './wade-giles.ts'

const compared = (a: string, b: string) => compare({ names: [a] }, { names: [b] })
const schemes = (a: string, b: string): (string | null)[] =>
  compared(a, b)
    .evidence.filter((item) => item.kind === 'token')
    .map((item) => item.scheme)

test.each(sameEastAsian)('the names %s and %s are one name', (a, b) => {
  expect(compared(a, b).verdict).toBe('match')
  expect(compared(b, a).logOdds).toBeCloseTo(compared(a, b).logOdds, 6)
})

const different: readonly (readonly [string, string])[] = [
  ['陳國偉', '陳國強'],
  ['王伟', '王威'],
  ['赵国伟', 'Zhao Guohua'],
  ['赵国伟', 'Zhou Guowei'],
  ['刘洋', 'Liu Yan'],
  ['李明', 'Li Min'],
  ['张静', 'Zhang Jin'],
  ['陈伟明', 'Tan Wei Liang'],
  ['黃志偉', 'Wong Chi Keung'],
  ['黃志偉', 'Chi Wai'],
  ['黃志偉', 'Wong'],
  ['郭永康', 'Kwok Wing Fai'],
  ['Zhou Jianzhong', 'Chou Chien-hua'],
  ['김련희', '김연주'],
  ['金哲洙', 'Kim Cheol-ho'],
  ['金哲洙', 'Kim Yong-su'],
  ['박성민', 'Park Sung Jin'],
  ['박성민', 'Park Song'],
  ['박성민', 'Kim Sung Min'],
  ['정은영', 'Jung Eun Ji'],
  ['이현주', 'Lee Hyun'],
  ['이현주', 'Lee Min Joo'],
  ['강우진', 'Kang Woo-sung'],
  ['김수진', '김수지'],
  ['지훈', 'Jihan'],
  ['안정민', 'Ahn Jeongmi'],
  ['정희영', 'Choi Gyeongjeong'],
  ['권종상', 'Kwon Jongdong'],
  ['鈴木一郎', 'Suzuki Jiro'],
  ['鈴木一郎', 'Sasaki Ichiro'],
  ['高橋洋子', 'Takahashi Yoshiko Kimura Sato'],
  ['高橋洋子', 'Takahashi Keiko'],
  ['高橋洋子', 'Takahashi'],
  ['田中純子', '田中順子'],
  ['タナカ ジュンコ', 'Tanaka Juri'],
  ['田中純', 'Tanaka Junichi'],
  ['加藤翔太', 'Kato Shohei'],
]
test.each(different)('the names %s and %s are different names', (a, b) => {
  expect(compared(a, b).verdict).not.toBe('match')
})

test('the evidence names the romanisation that links two words', () => {
  expect(schemes('黃志偉', 'Wong Chi Wai')).toEqual(['cantonese', 'cantonese'])
  expect(schemes('赵国伟', 'Zhao Guowei')).toEqual(['pinyin', 'pinyin'])
  expect(schemes('張國強', 'Chang Kuo-chiang')).toEqual(['wade-giles', 'wade-giles'])
  expect(schemes('金哲洙', 'Kim Cheol-su')).toEqual(['korean', 'korean'])
  expect(schemes('鈴木一郎', 'Suzuki Ichiro')).toEqual(['hepburn', 'hepburn'])
  expect(schemes('박성민', 'Park Sung Min')).toEqual(['korean', 'korean'])
})
test('family and given name are read in one language, never in two', () => {
  expect(compared('金国伟', 'Kim Guowei').verdict).not.toBe('match')
  expect(compared('金国伟', 'Jin Guowei').verdict).toBe('match')
})
test('spellings of one Chinese family name have little weight and are no match alone', () => {
  const score = compared('Chan Wei Ming', 'Tan Wei Ming')
  expect(score.evidence[0]).toMatchObject({ scheme: 'chinese', weight: 1.2 })
  expect(compared('Chan', 'Tan').verdict).toBe('none')
  expect(compared('Cheng Ho', 'Tay Ho').verdict).not.toBe('match')
})
test('only a Chinese name in Pinyin has Wade-Giles spellings', () => {
  const forms = (text: string) =>
    readAlternatives(text, 'person').flatMap((name) => name.words.map((word) => word.form.forms))
  expect(forms('Dina Moreau')).toEqual([['dina'], ['moreau']])
  expect(forms('Zhang Guohua')).toEqual([
    ['zhang', 'chang'],
    ['guohua', 'kuohua'],
  ])
  expect(forms('Wang Dina Maria')).toEqual([['wang'], ['dina'], ['maria']])
})
test.each([
  ['koeng', 'keung'],
  ['zoeng', 'cheung'],
  ['zi', 'tsz'],
  ['ng', 'ng'],
  ['hung', 'hung'],
  ['syun', 'suen'],
])('the Cantonese syllable %s may be written %s', (jyutping, latin) => {
  expect(cantoneseForms(jyutping)).toContain(latin)
})
test.each([
  ['zedong', 'tsetung'],
  ['guohua', 'kuohua'],
  ['xian', 'hsien'],
  ['jie', 'chieh'],
  ['xue', 'hsueh'],
  ['zhi', 'chih'],
  ['shi', 'shih'],
  ['zi', 'tzu'],
  ['rong', 'jung'],
  ['yong', 'yung'],
  ['deng', 'teng'],
  ['quan', 'chuan'],
])('Pinyin %s is %s in Wade-Giles', (pinyin, older) => {
  expect(pinyinSyllables(pinyin)?.map(wadeGiles).join('')).toBe(older)
})
test('kana is romanised in Hepburn, with the usual spellings of long vowels', () => {
  expect(romaniseKana('シンイチロウ')).toBe('shinichirou')
  expect(romaniseKana('ファーディー')).toBe('faadii')
  expect(romaniseKana('けっせい')).toBe('kessei')
  expect(japaneseForms('oono')).toEqual(expect.arrayContaining(['ono', 'oono', 'ohno']))
  expect(japaneseForms('satou')).toEqual(expect.arrayContaining(['sato', 'satou', 'satoh']))
  expect(japaneseForms('shouji')).toContain('syozi')
  expect(japaneseForms('honma')).toContain('homma')
})
test('a Pinyin name with Wade-Giles spellings keeps its other links', () => {
  expect(compared('Чжан Гохуа', 'Zhang Guohua').evidence[1]?.scheme).not.toBe('wade-giles')
  expect(compared('Cheung Guohua', 'Zhang Guohua').evidence[0]?.relation).toBe('spelling')
  const [family] = readAlternatives('Zhang Guohua', 'person')[0]?.words ?? []
  expect(family?.form.surnames).toContain('张')
  expect(family?.form.koreanKeys.length).toBeGreaterThan(0)
})
