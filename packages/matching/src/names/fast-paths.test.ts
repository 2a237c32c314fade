import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commonNames, commonOrganisationWords } from '../tables/common-names.ts'
import { nicknameClasses } from '../tables/nicknames.ts'
import { leastSoundDistance } from './compare-sound.ts'
import { editDistance } from './edit-distance.ts'
import { differByEnding, stemOf } from './endings.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import type { Register } from './lexicon.ts'
import { nameWeights as w } from './name-weights.ts'
import {
  plainDistance,
  plainLikeness,
  plainlyDiffersByEnding,
  plainlySounds,
  plainSlips,
  plainSoundDistance,
  plainStem,
  plainWeight,
} from './plain-definitions.fixture.ts'
import { readName } from './read-name.ts'
import { relateWords } from './relate-words.ts'
import { splitPieces } from './split-pieces.ts'
import { passingForm, type WordForm } from './word-form.ts'

const listed = [...commonNames, ...commonOrganisationWords]
  .flatMap(([, text]) => text.trim().split(/[\s=]+/))
  .concat(nicknameClasses.flatMap((line) => line.split(' ')))
const others = 'محمد يوسف خالد عبدالرحمن יוסף משה петров яковлева хрущёв παπαδοπουλου 김 김영수 さくら राम สมชาย'.split(
  ' ',
)
const letters = fc.string({ unit: fc.constantFrom(...'abdehiklmnorstuvyzkhshou'), minLength: 1, maxLength: 12 })
const endings = 'a ova ov ev eva in ina os ou is i as us iene aite yte skaya ski sky skiy ska aya'.split(' ')
const ended = fc
  .tuple(letters, fc.array(fc.constantFrom(...endings), { maxLength: 2 }))
  .map(([word, all]) => word + all.join(''))
const anyWord = fc.oneof(fc.constantFrom(...listed), letters, ended)
/** Makes a word together with either the same word with up to three typing slips or a different word. */
const pair = fc
  .tuple(
    anyWord,
    anyWord,
    fc.array(fc.tuple(fc.nat(3), fc.nat(20), fc.constantFrom(...'aeiouhklnrst')), { maxLength: 3 }),
    fc.nat(3),
  )
  .map(([one, other, slips, kind]): [string, string] => [
    one,
    kind === 0
      ? other
      : slips.reduce((word, [how, place, letter]) => {
          const at = place % (word.length + 1)
          const [head, tail] = [word.slice(0, at), word.slice(at)]
          if (how === 0) return head + tail.slice(1)
          if (how === 1) return head + letter + tail
          if (how === 2) return head + tail.charAt(1) + tail.charAt(0) + tail.slice(2)
          return head + letter + tail.slice(1)
        }, one),
  ])
/** Makes a name in two scripts, with arbitrary vowels in the Latin spelling. */
const twoScripts = fc
  .tuple(
    fc.constantFrom(
      'خالد kh_l_d',
      'طارق t_r_k',
      'سمير s_m_r',
      'حسين h_s_n',
      'יוסף y_s_f',
      'דניאל d_n_l',
      'ראובן r_v_n',
    ),
    fc.array(fc.constantFrom('a', 'e', 'i', 'o', 'u', 'aa', 'ei', 'ie', 'ou', ''), { minLength: 3, maxLength: 3 }),
  )
  .map(([names, vowels]): [string, string] => {
    const [own = '', latin = ''] = names.split(' ')
    let at = 0
    return [own, latin.replace(/_/g, () => vowels[at++] ?? '')]
  })
const runs = { numRuns: 2000, seed: 11 }

test('editDistance equals a calculation with the full table, up to its limit', () => {
  fc.assert(
    fc.property(pair, fc.nat(6), ([a, b], limit) => {
      expect(editDistance(a, b, limit)).toBe(Math.min(limit + 1, plainDistance(a, b)))
    }),
    runs,
  )
  const long = 'a'.repeat(300)
  expect(editDistance(`${long}xy`, `b${long}yx`, 9)).toBe(2)
})
test('jaroWinkler equals its plain definition for short and long words', () => {
  fc.assert(
    fc.property(pair, fc.boolean(), ([a, b], long) => {
      const [left, right] = long ? [a.repeat(4), b.repeat(4)] : [a, b]
      expect(jaroWinkler(left, right)).toBeCloseTo(plainLikeness(left, right), 12)
    }),
    runs,
  )
})
test('stemOf and differByEnding equal their plain definitions', () => {
  let differing = 0
  fc.assert(
    fc.property(
      letters,
      fc.constantFrom('', ...endings),
      fc.constantFrom('', ...endings),
      ended,
      (stem, x, y, word) => {
        expect(stemOf(word)).toBe(plainStem(word))
        const [a, b] = [stem + x, stem + y]
        expect(stemOf(a)).toBe(plainStem(a))
        const differs = differByEnding(a, b)
        expect(differs, `${a} ${b}`).toBe(plainlyDiffersByEnding(a, b))
        if (differs) differing += 1
      },
    ),
    runs,
  )
  expect(differing).toBeGreaterThan(50)
})
test('splitPieces gives the same words as splitting at the separators', () => {
  const pieces = /[^\s\-‐‑‒–—/_·・,.<&+:"“”„«»()]+(?:\.(?=\p{L}(?:\.|\b)))?/gu
  const text = fc.string({ unit: fc.constantFrom(..."abÄØжمد漢 \u00a0\u3000-–.,'’/<(·A1"), maxLength: 24 })
  fc.assert(
    fc.property(text, (written) => {
      const found = splitPieces(written).map(({ raw, start, end, attached }) => ({ raw, start, end, attached }))
      const expected = [...written.matchAll(pieces)].map((match) => {
        const end = match.index + match[0].length
        return { raw: match[0], start: match.index, end, attached: /[-‐‑‒–—]/.test(written[end] ?? '') }
      })
      expect(found).toEqual(expected)
    }),
    runs,
  )
})

/** Relates two words by the plain definitions, if they are neither equal nor listed. Returns the heaviest link by sound, ending or typing slip. */
function plainRelation(a: WordForm, b: WordForm): string | null {
  const scripts = a.script === b.script
  const unwritten = [a, b].some(({ script }) => script === 'Arabic' || script === 'Hebrew')
  const frequency = Math.max(a.frequency, b.frequency)
  const found: { relation: string; weight: number }[] = []
  const distance = plainlySounds(a, b)
  if (distance !== null) {
    const base = (scripts ? w.sound : unwritten ? w.skeleton : w.reading) + distance * w.soundCost
    const count = Math.min(...[a, b].map(({ readings }) => readings[0]?.masks.length ?? 0))
    const crowd = unwritten ? 0 : ([0.05, 0.02, 0.005, 0.0012, 0.0004][count] ?? 0.0002) * Math.min(1, 0.2 + distance)
    const relation = scripts ? 'spelling' : unwritten ? 'skeleton' : 'reading'
    found.push({ relation, weight: plainWeight(Math.max(frequency, crowd), base) })
  }
  if (plainlyDiffersByEnding(a.latin, b.latin))
    found.push({ relation: 'gendered', weight: plainWeight(frequency, w.gendered + (scripts ? 0 : w.reading)) })
  const slips = !unwritten || scripts ? plainSlips(a, b) : null
  if (slips !== null) {
    const shorter = Math.min(a.latin.length || a.text.length, b.latin.length || b.text.length)
    const cost =
      Math.log(w.equal / w.typo) +
      (slips - 1) * w.secondEdit +
      ((a.latin || a.text)[0] === (b.latin || b.text)[0] ? 0 : w.firstLetter) +
      (shorter <= 4 ? 1 : shorter === 5 ? 0.4 : 0)
    found.push({ relation: 'typing', weight: plainWeight(frequency, cost) })
  }
  // If links have equal weight, the first one counts.
  const best = found.reduce<(typeof found)[number] | null>(
    (most, one) => (most && most.weight >= one.weight ? most : one),
    null,
  )
  return best === null ? null : `${best.relation} ${best.weight.toFixed(9)}`
}
/** Returns whether two words can be linked only by sound, ending or typing slip. */
const isOrdinary = (a: WordForm, b: WordForm): boolean =>
  a.text !== b.text &&
  Math.min(a.text.length, b.text.length) > 1 &&
  !a.forms.some((form) => b.forms.includes(form) || form.length < 2) &&
  a.korean === null &&
  b.korean === null &&
  (a.known === null || b.known === null) &&
  (a.servantOf === null || b.servantOf === null) &&
  !a.nicknames.some((one) => b.nicknames.includes(one)) &&
  !a.surnames.some((one) => b.surnames.includes(one))

test('relateWords gives the heaviest link that the plain definitions find', () => {
  const met = new Map<string, number>()
  const twoEndings = fc.tuple(letters, fc.constantFrom(...endings), fc.constantFrom(...endings))
  const someWord = fc.oneof(
    { arbitrary: pair, weight: 6 },
    { arbitrary: twoEndings.map(([stem, x, y]): [string, string] => [stem + x, stem + y]), weight: 1 },
    { arbitrary: fc.tuple(fc.constantFrom(...others), anyWord), weight: 1 },
    { arbitrary: twoScripts, weight: 1 },
  )
  fc.assert(
    fc.property(someWord, fc.constantFrom<Register>('person', 'organisation'), ([one, other], register) => {
      if (one === '' || other === '') return
      const [a, b] = [passingForm(one, register), passingForm(other, register)]
      expect(leastSoundDistance(a.readings, b.readings)).toBe(plainSoundDistance(a, b))
      const relation = relateWords(a, b)
      expect(relateWords(passingForm(other, register), passingForm(one, register))).toEqual(relation)
      if (!isOrdinary(a, b)) return
      const found = relation === null ? null : `${relation.relation} ${relation.weight.toFixed(9)}`
      expect(found, `${one} ${other} ${register}`).toBe(plainRelation(a, b))
      const kind = relation?.relation ?? 'none'
      met.set(kind, (met.get(kind) ?? 0) + 1)
    }),
    { numRuns: 4000, seed: 11 },
  )
  for (const kind of ['none', 'spelling', 'typing', 'gendered', 'skeleton'])
    expect(met.get(kind), kind).toBeGreaterThan(10)
})

test('a name of an organisation that was read lately is not read again', () => {
  const first = readName('Long Islet Brassworks AS', 'organisation')
  expect(readName('Long Islet Brassworks AS', 'organisation')).toBe(first)
  expect(readName('Long Islet Brassworks AS', 'person')).not.toBe(first)
})
