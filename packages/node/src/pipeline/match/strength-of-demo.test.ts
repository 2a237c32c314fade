import { type Band, bands, type Cell, mediaStrength, type Person, strengthOf } from '@entente/contracts'
import { checkIdentity, defaultThreshold, type Identity, loadList, Screener } from '@entente/matching'
import { hamming, pdq } from '@entente/matching/media'
import { readTravel } from '@entente/readers'
import {
  type DemoCopy,
  demoTraffic,
  drawPixels,
  eveningTraffic,
  firstCopies,
  furtherCopies,
  openSources,
  watchListUnXml,
} from '@entente/testkit'
import { expect, test } from 'vitest'
import { relateCells, statedBy } from './relate-cells.ts'

/** The seed, the lists and the traffic of the demonstration (`entente demo`). */
const seed = '7'
const sources = openSources(seed)
const lists = sources.map(({ list }) => list)
const startedAt = new Date('2026-11-29T17:15:00Z')
/** The messages that a visitor sees at first: those of the evening before, and the traffic that is due at the start. */
const sent = [
  ...eveningTraffic(seed, startedAt, sources),
  ...demoTraffic(seed, startedAt, lists[0] as (typeof lists)[number]).messages.filter(({ at }) => at <= startedAt),
]

interface Case {
  band: Band
  cells: Cell[]
}

let found: Case[] | null = null
const casesOfTraffic = (): Case[] => (found ??= findCases())

/** Returns the strongest hit of each traveller on each flight, from all that the messages of the flight say about the person. */
function findCases(): Case[] {
  const entries = lists.flatMap((list) =>
    loadList(Buffer.from(watchListUnXml(list))).entries.map((entry) => ({ ...entry, id: `${list.name} ${entry.id}` })),
  )
  const entryOf = new Map(entries.map((entry) => [entry.id, entry]))
  const screener = Screener.build(entries)
  return [...travellers().values()].flatMap((identity) => {
    const hits = screener.screen(identity, { limit: 200 }).filter(({ score }) => score >= defaultThreshold)
    const ranked = hits.map(({ evidence, entryId }) => {
      const entry = entryOf.get(entryId)
      if (entry === undefined) throw new Error('a hit on no entry')
      const cells = relateCells(evidence, statedBy(identity, entry))
      return { cells, strength: strengthOf(evidence, cells) }
    })
    const [strongest] = ranked.toSorted((one, other) => other.strength.value - one.strength.value)
    return strongest === undefined ? [] : [{ band: strongest.strength.band, cells: strongest.cells }]
  })
}

function travellers(): Map<string, Identity> {
  const found = new Map<string, Identity>()
  for (const message of sent) {
    const { messages } = readTravel(message.bytes)
    for (const person of messages.flatMap((each) =>
      each.type === 'PAXLST' ? each.people : each.reservations.flatMap(({ people }) => people),
    )) {
      const { carrier, number, departsAt } = message.flight
      const names = [person.surname, person.given?.split(' ')[0]]
      const key = [carrier.code, number, departsAt.toISOString(), ...names].join(' ').toUpperCase()
      found.set(key, merged(found.get(key), person))
    }
  }
  return found
}

const genders = { F: 'female', M: 'male', X: 'other' } as const
function merged(before: Identity | undefined, person: Person): Identity {
  const { surname, given, middle, birthDate, nationality, sex, documents } = person
  const name = [given, middle, surname].filter(Boolean).join(' ')
  const list = (value: string | null | undefined) => (value ? [value] : [])
  return checkIdentity({
    id: 'x',
    kind: 'person',
    names: [...new Set([...(before?.names ?? []), name])],
    birthDates: [...new Set([...(before?.birthDates ?? []), ...list(birthDate)])],
    nationalities: [...new Set([...(before?.nationalities ?? []), ...list(nationality)])],
    gender: before?.gender ?? (sex !== null && sex in genders ? genders[sex as keyof typeof genders] : null),
    documents: [
      ...(before?.documents ?? []),
      ...documents.flatMap(({ number, issuer }) =>
        number === null ? [] : [{ number, ...(issuer === null ? {} : { country: issuer }) }],
      ),
    ],
  }).identity
}

/** The radius of the bank of a picture, as the demonstration sets it; else the usual one. */
const radiusOf = ({ seed: picture }: DemoCopy): number => (picture === 14 ? 24 : 31)

/** Returns the words of the copies of pictures that the demonstration uploads, with its text and its bare hashes, which are equal. */
function bandsOfCopies(): Band[] {
  const hashOf = (...given: Parameters<typeof drawPixels>) => {
    const { pixels, width, height } = drawPixels(...given)
    return Buffer.from(pdq(pixels, width, height).hash, 'hex')
  }
  const copies = [...Object.values(firstCopies), ...furtherCopies].map((copy) => {
    const distance = hamming(hashOf(copy.seed), hashOf(copy.seed, copy.drawn))
    expect(distance, copy.uploadId).toBeLessThanOrEqual(radiusOf(copy))
    return mediaStrength({ distance, radius: radiusOf(copy), similarity: null }).band
  })
  return [...copies, 'very-close', 'very-close']
}

/** Expects that every word occurs, and that none holds more than half. */
function expectSpread(words: readonly Band[]): void {
  const counts = Object.fromEntries(bands.map((band) => [band, words.filter((each) => each === band).length]))
  for (const band of bands) {
    expect(counts[band], band).toBeGreaterThan(0)
    expect(counts[band], band).toBeLessThanOrEqual(words.length / 2)
  }
}

test('on the demo’s traffic every word occurs, and none holds more than half of the cases', () => {
  const cases = casesOfTraffic().map(({ band }) => band)
  expect(cases.length).toBeGreaterThanOrEqual(12)
  expectSpread(cases)
})

test('among the demo’s copies of content, and over both, no word holds more than half', () => {
  const copies = bandsOfCopies()
  expectSpread(copies)
  expectSpread([...casesOfTraffic().map(({ band }) => band), ...copies])
})

test('on the demo’s traffic a hit by name alone never has the highest word', () => {
  const byName = casesOfTraffic().filter(({ cells }) =>
    cells.every(({ id, relation }) => id === 'name' || relation === 'not-said'),
  )
  expect(byName.length).toBeGreaterThan(0)
  expect(byName.map(({ band }) => band)).not.toContain('very-close')
})
