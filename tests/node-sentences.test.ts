import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gatewayVocabularies } from '../packages/contracts/src/gateways/vocabularies.ts'
import { findText as findCargo } from '../packages/desk/src/gateways/cargo/texts/index.ts'
import { findText as findContent } from '../packages/desk/src/gateways/content/texts/index.ts'
import travelTexts from '../packages/desk/src/gateways/travel/texts/en.json' with { type: 'json' }
import { findText as findTravel } from '../packages/desk/src/gateways/travel/texts/index.ts'
import { findText } from '../packages/desk/src/texts/text.ts'
import { evidenceEnglish } from '../packages/matching/src/evidence/evidence-sentences.ts'
import { errorTable } from '../packages/node/src/errors.ts'
import { consignmentEnglish } from '../packages/node/src/gateways/cargo/compare/consignment-hit.ts'
import { ruleTrackEnglish } from '../packages/node/src/gateways/cargo/inspections/rule-tracks.ts'
import { notJudgedEnglish } from '../packages/node/src/gateways/cargo/rules/hits/not-judged.ts'
import { ruleHitEnglish } from '../packages/node/src/gateways/cargo/rules/hits/rule-hit.ts'
import { requestEnglish } from '../packages/node/src/gateways/cargo/rules/request/open-review.ts'
import { cargoReasonEnglish } from '../packages/node/src/gateways/cargo/subjects/load-subjects.ts'
import { matchEnglish } from '../packages/node/src/gateways/content/match/match-sentences.ts'
import { signalFindingEnglish } from '../packages/node/src/gateways/content/signals/read-signal.ts'
import { flightRemarkEnglish } from '../packages/node/src/gateways/travel/flights/draw-flight.ts'
import { findingKey } from '../packages/node/src/gateways/travel/messages/draw-view.ts'
import { travelReasonEnglish } from '../packages/node/src/gateways/travel/travellers/load-subjects.ts'
import { travelTimelineEnglish } from '../packages/node/src/gateways/travel/travellers/traveller-timeline.ts'
import { fileFindingEnglish } from '../packages/node/src/media/findings/find.ts'
import { comparedReason, type Fragment, reasonEnglish } from '../packages/node/src/pipeline/cases/reasons.ts'
import { historyEnglish } from '../packages/node/src/pipeline/review/case-history.ts'
import { clauseEnglish } from '../packages/node/src/safeguards/access/clause-sentences.ts'
import { mutateMessage, seededRandom } from '../packages/readers/src/fuzz/mutate.ts'
import {
  anna,
  edi,
  lea,
  omar,
  paxlst,
  paxlstSegments,
  pnrgov,
  reservation,
  usPaxlst,
} from '../packages/readers/src/invented-messages.fixture.ts'
import { readTravel } from '../packages/readers/src/read-travel.ts'
import { root } from './imports.ts'

type Values = Record<string, string | number>
type English = Record<string, (values: never) => string>

/** Sample values for each name in a sentence. Some contain quotes, line breaks or ICU syntax, as text from people may. */
const samples: Record<string, readonly (string | number)[]> = {
  a: ['Yusuf', "O'Hara {x} <b>"],
  b: ['Youssef'],
  word: ['Amine', "d'{y}"],
  surname: ['AUNE'],
  name: ['bank-1'],
  labels: ['Flag, Banner'],
  reading: ['none', 'pinyin', 'cantonese', 'hokkien', 'korean', 'hepburn', 'wadeGiles'],
  oneIn: [1, 8, 400, 1200, 1_500_000],
  alone: ['yes', 'no'],
  effect: ['plain', 'sole', 'decides'],
  letters: [1, 2],
  years: [0, 1, 2, 40],
  from: [0, 1958],
  to: [7, 1963],
  issuer: ['differs', 'other'],
  places: [1, 2],
  pages: [2, 12],
  of: [8, 9, 12, 13, 40],
  count: [1, 2, 1000],
  source: ['harmless', 'signal', 'item'],
  labelled: ['yes', 'no'],
  retro: ['yes', 'no'],
  turn: ['none', 'rotate90', 'rotate180', 'rotate270', 'flipX', 'flipY', 'flipPlus1', 'flipMinus1'],
  distance: [6, 1001],
  listed: ['passengers', 'crew', 'reservations'],
  parts: ['2', '1, 2'],
  days: [30, 3650],
  role: ['analyst'],
  action: ['signal.read'],
  purpose: ['redress'],
  regime: ['icao'],
  usable: ['border-control, aviation-security'],
  team: ['travel'],
  members: ['a.example, b.example'],
  member: ['a.example'],
  kind: ['person'],
  marking: ['TLP:RED'],
  country: ['UTO'],
  status: ['withdrawn'],
  radius: [31],
  percent: [0, 93, 100],
  cause: ['ENOENT'],
  mediaType: ['application/pdf'],
  width: [1, 60_000],
  height: [30_001],
  by: ['node', 'colleague', 'somebody', 'named'],
  act: ['okToBoard', 'furtherCheck', 'doNotBoard', 'detain', 'other'],
  words: ['keep', 'remove {x}'],
  hits: [0, 1, 3],
  added: [0, 1, 2],
  changed: [0, 1, 2],
  withdrawn: [0, 1, 2],
  closed: ['yes', 'no'],
  hours: [1, 48],
  title: ['Vague goods', "Arms {x} 'a'"],
  text: ['The firm is new.', '{y} <b>'],
  inspected: [1, 24],
  found: [0, 18],
  low: [0, 55],
  high: [88, 100],
}

/** Returns the names of the values that a sentence uses, found by formatting it with a proxy. */
function namesIn(write: (values: never) => string): string[] {
  const names = new Set<string>()
  const first = (name: string) => samples[name]?.[0] ?? `no sample of ${name}`
  const get = (_: object, name: string) => {
    names.add(name)
    return first(name)
  }
  write(new Proxy({}, { get }) as never)
  return [...names]
}
const combinations = (names: readonly string[]): Values[] =>
  names.reduce<Values[]>(
    (all, name) => all.flatMap((values) => (samples[name] ?? []).map((value) => ({ ...values, [name]: value }))),
    [{}],
  )

test.each<[string, English, (key: string, values: Values) => string | undefined]>([
  ['evidence', evidenceEnglish, findText],
  ['matches of content', matchEnglish, findContent],
  ['findings about files', fileFindingEnglish, findContent],
  ['findings about signals of content', signalFindingEnglish, findContent],
  ['reasons of travel', travelReasonEnglish, findTravel],
  ['the time line of travel', travelTimelineEnglish, findTravel],
  ['remarks about flights', flightRemarkEnglish, findTravel],
  ['reasons of cargo', cargoReasonEnglish, findCargo],
  ['hits of rules of cargo', ofRulesOfCargo(), findCargo],
  ['hits of signals about consignments', withoutFields(consignmentEnglish), findCargo],
  ['conditions', clauseEnglish, findText],
  ['the history of a case', historyEnglish, findText],
  ['reasons', withoutPlaces(reasonEnglish), findText],
])('for every sentence of %s the desk gives the same text as the node', (_, english, find) => {
  for (const [key, write] of Object.entries(english)) {
    const all = combinations(namesIn(write))
    expect(all.length, key).toBeGreaterThan(0)
    for (const values of all) expect(find(key, values), key).toBe(write(values as never))
  }
})

/** The sentences about rules of cargo, without that about one comparison: the desk shows it as a row of a table. */
function ofRulesOfCargo(): English {
  const { 'cargo.rules.leaf': _, ...ofHits } = ruleHitEnglish
  return { ...ofHits, ...notJudgedEnglish, ...requestEnglish, ...ruleTrackEnglish }
}
/** Leaves out the sentences that list fields by their English names. */
function withoutFields(english: typeof consignmentEnglish): English {
  const { 'cargo.signal.agrees': _, 'cargo.signal.all': __, 'cargo.signal.because': ___, ...rest } = english
  return rest
}

/** Leaves out two sentences with a place for each fragment; the next test checks them. */
function withoutPlaces({ 'reasons.agrees': _, 'reasons.differs': __, ...rest }: typeof reasonEnglish): English {
  return rest
}

test('for every reason in the queue the desk gives the same text as the node', () => {
  const none = [null]
  const choices: (Fragment | null)[][] = [
    ['sameDocument', 'nearDocument', 'documentDiffers', ...none],
    ['nameInAnotherScript', 'nameSpelledAlike', 'sameName', ...none],
    ['namePartDiffers', 'namePartMissing', ...none],
    ['sameBirthDate', 'birthDateClose', 'birthDateDiffers', 'noBirthDate', ...none],
    ['nationalityDiffers', ...none],
    ['sexDiffers', ...none],
  ]
  const all = choices.reduce<Fragment[][]>(
    (lists, options) => lists.flatMap((list) => options.map((one) => (one === null ? list : [...list, one]))),
    [[]],
  )
  const isDifference = (one: Fragment): boolean => /Differs$|Missing$|^no/.test(one)
  expect(all.length).toBe(4 * 4 * 3 * 5 * 2 * 2)
  for (const found of all) {
    const { key, values, text } = comparedReason(
      found.filter((one) => !isDifference(one)),
      found.filter(isDifference),
    )
    expect(findText(key, values)).toBe(text)
  }
})

const readers = join(root, 'packages/readers/src')
const readerSource = readdirSync(readers, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file))
  .map((file) => readFileSync(join(readers, file), 'utf8'))
  .join('\n')

test('a travel finding that the desk words has the words of the reader', () => {
  const random = seededRandom(12)
  const many = Array.from({ length: 101 }, () => 'ZZZ+1')
  const clean = [
    usPaxlst(...anna, ...omar),
    paxlst(anna, omar),
    pnrgov(reservation(lea, ['TVL+100524:2960:100524:2145+AAA+BBB+XY+417:Y'])),
    pnrgov([
      ...reservation(lea),
      'SSR+CTCM:HK:1:XY:::::NOTHING',
      'SSR+DOCS:HK:1:XY:::::/P/NOR/A1/NOR/20SEP83/F/25OCT18/LEA/A',
    ]),
    edi(...paxlstSegments([anna, many])),
  ]
  const seen = new Set<string>()
  for (let round = 0; round < 1500; round += 1) {
    const message = clean[round % clean.length] as Uint8Array
    for (const finding of readTravel(round < clean.length ? message : mutateMessage(message, random)).findings) {
      const { key, values } = findingKey(finding)
      const words = findTravel(key, values)
      if (words === undefined) continue
      seen.add(key)
      expect(words, key).toBe(finding.message)
    }
  }
  expect(seen).toContain('travel.findings.more')
  expect(seen.size).toBeGreaterThan(6)
  // The remaining texts have no values: the reader contains the same words beside the code.
  for (const [key, words] of Object.entries(travelTexts).filter(([key]) => key.startsWith('travel.findings.'))) {
    if (seen.has(key)) continue
    const code = key.split('.').at(-1) ?? ''
    expect(readerSource, key).toMatch(new RegExp(`'${code}',\\s*'${words}'`))
  }
})

test('the title of each shared error has a text of the desk, by its code', () => {
  const ofGateways = new Set(gatewayVocabularies.flatMap((each) => ('errors' in each ? Object.keys(each.errors) : [])))
  const titles = Object.entries(errorTable).filter(([code]) => !ofGateways.has(code))
  expect(titles.filter(([code, [, title]]) => findText(`problem-titles.${code}`) !== title)).toEqual([])
})
