import { expect, test } from 'vitest'
import { compare } from '../../score/compare.ts'
import { sameInScripts } from './scripts.fixture.ts'

const compared = (a: string, b: string) => compare({ names: [a] }, { names: [b] })

test.each(sameInScripts)('the names %s and %s are one name', (a, b) => {
  expect(compared(a, b).verdict).toBe('match')
  expect(compared(b, a).logOdds).toBeCloseTo(compared(a, b).logOdds, 6)
})

const different: readonly (readonly [string, string])[] = [
  ['블라디미르 소콜로프', 'Vladislav Sokolov'],
  ['블라디미르 소콜로프', 'Vladimir Sobolev'],
  ['로버트 피터슨', 'Albert Peterson'],
  ['クリストファー・ベネット', 'Christina Bennett'],
  ['ロバート・マーティン', 'Roberta Madsen'],
  ['フェルナンド・アルバレス', 'Armando Alvarez'],
  ['สมชาย พงษ์ศักดิ์', 'Somsak Phongsak'],
  ['สมชาย พงษ์ศักดิ์', 'Somchai Phongphan'],
  ['วิชัย ศรีสุข', 'Wicha Srisuk Thongdee'],
  ['วิชัย ศรีสุข', 'Wirat Srisuk'],
  ['เกษม ใจดี', 'Kasem Jaiyen'],
  ['राजकुमार श्रीवास्तव', 'Rajesh Srivastava'],
  ['सुनीता पाटिल', 'Sangita Patil'],
  ['सुनीता पाटिल', 'Sunil Patil'],
  ['कृष्ण भट्टाचार्य', 'Kiran Bhattacharya'],
  ['সুমন বিশ্বাস', 'Suman Basu'],
  ['শেখর রহমান', 'Shekhar Rahim'],
  ['முருகன் செல்வராஜ்', 'Murugan Selvam'],
  ['ကျော်ဇော အောင်', 'Kyaw Min Aung'],
  ['សុខ វណ្ណា', 'Sok Dara'],
  ['ተስፋዬ ወልደ', 'Tesfaye Kebede'],
  ['ከበደ ገብረ', 'Kassa Gebre'],
  ['ზურაბ კვარაცხელია', 'Zaza Kvaratskhelia'],
  ['Հովհաննես Գրիգորյան', 'Hakob Grigoryan'],
]
test.each(different)('the names %s and %s are different names', (a, b) => {
  expect(compared(a, b).verdict).not.toBe('match')
})
test.each([
  ['สมชาย ใจดี', 'Somchai Jaidee', 'thai'],
  ['राजकुमार पाटिल', 'Rajkumar Patil', 'devanagari'],
  ['블라디미르 소콜로프', 'Vladimir Sokolov', 'korean'],
])('the evidence for %s and %s names %s', (a, b, scheme) => {
  for (const item of compared(a, b).evidence.filter((one) => one.kind === 'token')) expect(item.scheme).toBe(scheme)
})
