import { birthDateWeight, birthDateWeights } from '../dates/compare-birth-dates.ts'
import { documentWeights } from '../identifiers/compare-documents.ts'
import { nameWeights } from '../names/name-weights.ts'
import type { ReadName } from '../names/read-name.ts'
import type { QualifiedName, ReadIdentity } from '../score/read-identity.ts'
import { fieldWeights, scoreFields } from '../score/score-fields.ts'
import { bestName, boundPair, combine, pairWeights, qualityWeight } from '../score/score-pair.ts'
import type { EntryIndex, HeldEntry } from './entry-index.ts'

/** The most that date, nationality, sex, place and a nearly equal document can add for this subject. */
function fieldBound(subject: ReadIdentity): number {
  return (
    (subject.birthDates.length > 0 ? birthDateWeights.equal : 0) +
    (subject.nationalities.length > 0 ? fieldWeights.nationalityMost : 0) +
    (subject.gender ? fieldWeights.genderEqual : 0) +
    (subject.birthPlaces.length > 0 ? fieldWeights.placeEqual : 0) +
    (subject.documents.length > 0 ? documentWeights.onePlace : 0)
  )
}

interface Bounds {
  /** By place of a name: the most this subject's name can get from it. */
  weight: Float64Array
  matched: Uint8Array
  touched: number[]
}
const bounds: Bounds = { weight: new Float64Array(0), matched: new Uint8Array(0), touched: [] }
let lastWord = new Int32Array(0)

// For every name of the index, the sum over the query's words of the best link each has there. Penalties only lower it.
function boundNames(index: EntryIndex, query: ReadName): Bounds {
  const size = index.names.length
  if (bounds.weight.length < size) {
    bounds.weight = new Float64Array(size * 2)
    bounds.matched = new Uint8Array(size * 2)
    lastWord = new Int32Array(size * 2)
  }
  const { weight, matched } = bounds
  for (const place of bounds.touched) {
    weight[place] = 0
    matched[place] = 0
    lastWord[place] = 0
  }
  bounds.touched = []
  let number = 0
  const walk = (postings: readonly number[] | undefined, gain: number, words: number): void => {
    if (!postings) return
    for (const place of postings) {
      // Neighbours come by weight: the first link of a word is its best.
      if (lastWord[place] === number) continue
      if (matched[place] === 0) bounds.touched.push(place)
      lastWord[place] = number
      weight[place] = (weight[place] ?? 0) + gain
      matched[place] = Math.min(200, (matched[place] ?? 0) + words)
    }
  }
  const look = (form: ReadName['words'][number]['form'], joined: boolean): void => {
    number += 1
    for (const near of index.vocabulary.neighbours(form, joined))
      walk(index.postings[near.id], near.weight, joined ? 2 : 1)
    if (joined) return
    number += 1
    for (const near of index.joinedVocabulary.neighbours(form, true))
      walk(index.joinedPostings[near.id], near.weight, 2)
  }
  for (const word of query.words) if (word.role !== 'particle' && word.role !== 'generation') look(word.form, false)
  for (const run of query.runs) look(run.form, true)
  return bounds
}

/** Entries whose score can reach `least` (log-odds); every entry `compare` would bring there is among them (matching.md 3.9). */
export function findCandidates(index: EntryIndex, subject: ReadIdentity, least: number): HeldEntry[] {
  const found = new Set<number>()
  for (const document of subject.documents) for (const place of index.withDocument(document.folded)) found.add(place)
  const rest = fieldBound(subject)
  const restButBirthDate = rest - (subject.birthDates.length > 0 ? birthDateWeights.equal : 0)
  // By entry: the best bound of its names, and the names worth scoring.
  const worth = new Map<number, { bound: number; names: Map<QualifiedName, number> }>()
  for (const name of subject.names) {
    const { weight, matched, touched } = boundNames(index, name.read)
    const quality = qualityWeight(name)
    for (const place of touched) {
      const entryPlace = index.entryOfName[place] ?? 0
      const other = index.names[place]
      if (!other || index.entries[entryPlace] === null) continue
      const sole = matched[place] === 1 && (name.read.counting > 1 || other.read.counting > 1)
      const bound =
        Math.min(
          nameWeights.nameCap,
          (weight[place] ?? 0) + nameWeights.legalForm.same + quality + qualityWeight(other),
        ) - (sole ? nameWeights.leastWithSoleAgreement : 0)
      if (pairWeights.prior + bound + rest < least) continue
      const known = worth.get(entryPlace)
      if (!known) worth.set(entryPlace, { bound, names: new Map([[other, bound]]) })
      else {
        known.bound = Math.max(known.bound, bound)
        known.names.set(other, Math.max(bound, known.names.get(other) ?? bound))
      }
    }
  }
  for (const [place, { bound, names }] of worth) {
    const entry = index.entries[place]
    if (!entry || found.has(place)) continue
    const birthDate = birthDateWeight(subject.birthDates, entry.read.birthDates)
    if (pairWeights.prior + bound + birthDate + restButBirthDate < least) continue
    const fields = scoreFields(subject, entry.read)
    if (boundPair(subject, entry.read, bound, fields) < least) continue
    const best = bestName(subject, entry.read, (name) => !names.has(name))
    if (best && combine(subject, entry.read, best, fields).logOdds >= least) found.add(place)
  }
  return [...found].sort((x, y) => x - y).flatMap((place) => index.entries[place] ?? [])
}
