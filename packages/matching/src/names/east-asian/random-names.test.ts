import { expect, test } from 'vitest'
import { compare } from '../../score/compare.ts'
import { readAlternatives } from '../read-alternatives.ts'

// The tests make random names, with a fixed seed, of characters that are common in one tradition.
const chinese = {
  family: [
    ...'王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭',
  ],
  given: [
    ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰华建国文志海波玉梅红小雪东健鑫宇婷晨欣佳俊浩子轩雨天春林飞龙',
  ],
}
const traditions = {
  pinyin: { ...chinese, size: 2, most: 0 },
  cantonese: { ...chinese, size: 2, most: 0.0001 },
  // Mandarin has only about four hundred syllables, so names of one character often sound alike.
  'pinyin, one character': { ...chinese, size: 1, most: 0.0004 },
  korean: {
    family: [...'김이박최정강조윤장임한오서신권황안송류홍'],
    given: [...'민서준지현수영은정호성진우재희경미선혜철용석동훈주연상기종태'],
    size: 2,
    most: 0.0004,
  },
  hepburn: {
    family: '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水'.split(
      ' ',
    ),
    given: '健太 一郎 花子 洋子 恵子 大輔 翔太 美咲 陽子 直樹 哲也 真由美 裕子 純 誠 学 明 愛 拓也 和子 幸子'.split(
      ' ',
    ),
    size: 1,
    most: 0.0001,
  },
}
const count = 120

test.each(Object.entries(traditions))('a name matches its spelling and few others (%s)', (tradition, kind) => {
  let state = 7
  const pick = (list: readonly string[]): string => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return list[(state >> 8) % list.length] ?? ''
  }
  const scheme = tradition.replace(/,.*/, '')
  const names = Array.from(
    { length: count },
    () => pick(kind.family) + Array.from({ length: kind.size }, () => pick(kind.given)).join(''),
  )
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
  const spellings = names.map((name) => {
    const readings = readAlternatives(name, 'person')
    const words = (readings.find((reading) => reading.words[0]?.form.scheme === scheme) ?? readings[0])?.words ?? []
    return words.map((word) => capital(word.form.latin)).join(' ')
  })
  const matches = (a: number, b: number): boolean =>
    compare({ names: [names[a] ?? ''] }, { names: [spellings[b] ?? ''] }).verdict === 'match'
  const missed = names.filter((_, at) => !matches(at, at))
  expect(missed).toEqual([])
  const wrong: string[] = []
  let pairs = 0
  for (let a = 0; a < count; a += 1)
    for (let b = 0; b < count; b += 1) {
      if (names[a] === names[b] || spellings[a] === spellings[b]) continue
      pairs += 1
      if (matches(a, b)) wrong.push(`${names[a]} ${spellings[b]}`)
    }
  console.log(`${tradition}: ${wrong.length} of ${pairs} pairs of different names agree`)
  expect(pairs).toBeGreaterThan(count * (count - 1) * 0.9)
  expect(wrong.length / pairs, wrong.join('; ')).toBeLessThanOrEqual(kind.most)
})
