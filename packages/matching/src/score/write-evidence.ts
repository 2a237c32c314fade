import type { Evidence } from '@entente/contracts'
import { birthDateText } from '../dates/birth-date-text.ts'
import { type EvidenceSentence, evidenceSentence, readingOf } from '../evidence/evidence-sentences.ts'
import { documentText } from '../identifiers/compare-documents.ts'
import type { Link } from '../names/align-names.ts'
import { nameWeights } from '../names/name-weights.ts'
import type { ReadName } from '../names/read-name.ts'
import type { Left } from '../names/score-name.ts'
import { round6 } from './round6.ts'
import type { PairScore } from './score-pair.ts'
import { pairWeights } from './score-pair.ts'

interface Part extends Partial<Pick<Evidence, 'a' | 'b' | 'role' | 'scheme' | 'frequency'>> {
  kind: Evidence['kind']
  relation: string
  weight: number
  sentence: EvidenceSentence
}
const full = (part: Part): Evidence => ({
  kind: part.kind,
  key: part.sentence.key,
  values: part.sentence.values,
  a: part.a ?? null,
  b: part.b ?? null,
  role: part.role ?? null,
  relation: part.relation,
  scheme: part.scheme ?? null,
  frequency: part.frequency ?? null,
  weight: round6(part.weight),
  text: part.sentence.text,
})
const written = (name: ReadName, from: number, to: number): string =>
  name.words
    .slice(from, to + 1)
    .map((word) => word.raw)
    .join(' ')

/** Returns one divided by a frequency, to two significant digits: 400 for about 1 name in 400. */
function oneIn(frequency: number): number {
  const count = 1 / frequency
  const size = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return Math.round(count / size) * size
}

/** Writes the sentence for two words that agree. `only` is true if the names have no further word. */
function linkText(a: string, b: string, link: Link, only: boolean): EvidenceSentence {
  const { relation, scheme, frequency, edits } = link.relation
  const often = { oneIn: oneIn(frequency), alone: only ? 'yes' : 'no' } as const
  const reading = readingOf(scheme)
  if (relation === 'abbreviation') return evidenceSentence('evidence.name.abbreviation', { a, b })
  if (link.joined) return evidenceSentence('evidence.name.joined', { a, b, reading, ...often })
  if (relation === 'equal' && a === b) return evidenceSentence('evidence.name.identical', { a, ...often })
  if (relation === 'equal') return evidenceSentence('evidence.name.same', { a, b, ...often })
  if (relation === 'spelling') return evidenceSentence('evidence.name.spelling', { a, b, reading, ...often })
  if (relation === 'reading' || relation === 'skeleton')
    return evidenceSentence('evidence.name.scripts', { a, b, reading, ...often })
  if (relation === 'nickname') return evidenceSentence('evidence.name.nickname', { a, b })
  if (relation === 'gendered') return evidenceSentence('evidence.name.ending', { a, b, ...often })
  if (relation === 'initial') return evidenceSentence('evidence.name.initial', { a, b })
  if (relation === 'damaged') return evidenceSentence('evidence.name.damaged', { a, b })
  return evidenceSentence('evidence.name.typing', { a, b, letters: edits, ...often })
}
/** A word that differs and has at most this (negative) weight outweighs names that agree in all other words. */
const decides = -(nameWeights.nameCap + pairWeights.prior)
const differing = {
  number: 'evidence.name.number-differs',
  place: 'evidence.name.country-differs',
  patronymic: 'evidence.name.patronymic-differs',
  family: 'evidence.name.family-differs',
  middle: 'evidence.name.middle-differs',
} as const
function leftText(left: Left): EvidenceSentence {
  const a = left.a?.raw ?? ''
  const b = left.b?.raw ?? ''
  const effect = left.weight <= decides ? 'decides' : 'plain'
  if (left.kind === 'contradiction') {
    const key = differing[left.role as keyof typeof differing]
    return key === undefined
      ? evidenceSentence('evidence.name.word-differs', { a, b, effect })
      : evidenceSentence(key, { a, b })
  }
  const word = left.a ? a : b
  if (left.relation === 'given-name-before') return evidenceSentence('evidence.name.given-name-before', { word })
  if (left.relation === 'second-given-name') return evidenceSentence('evidence.name.second-given-name', { word })
  const key = left.a ? 'evidence.name.not-listed' : 'evidence.name.not-met'
  const sole = left.weight === nameWeights.omission.soleAgreement
  return evidenceSentence(key, { word, effect: sole ? 'sole' : effect })
}

function nameParts(score: PairScore): Part[] {
  const name = score.name
  if (!name) return []
  const parts: Part[] = []
  for (const link of name.score.links) {
    const a = written(name.a.read, link.fromA, link.toA)
    const b = written(name.b.read, link.fromB, link.toB)
    parts.push({
      kind: 'token',
      a,
      b,
      role: name.a.read.words[link.fromA]?.role ?? name.b.read.words[link.fromB]?.role ?? null,
      relation: link.joined && link.relation.relation !== 'abbreviation' ? 'joined' : link.relation.relation,
      scheme: link.relation.scheme,
      frequency: link.relation.frequency,
      weight: link.relation.weight,
      sentence: linkText(a, b, link, !link.joined && name.score.links.length === 1 && name.score.left.length === 0),
    })
  }
  if (name.score.order !== 0)
    parts.push({
      kind: 'token',
      a: name.a.read.text,
      b: name.b.read.text,
      relation: 'order',
      weight: name.score.order,
      sentence: evidenceSentence('evidence.name.order'),
    })
  if (name.score.links.length === 0) {
    const weight = name.score.left.reduce((sum, left) => sum + left.weight, 0)
    parts.push({
      kind: 'contradiction',
      a: name.a.read.text,
      b: name.b.read.text,
      relation: 'unlike',
      weight,
      sentence: evidenceSentence('evidence.name.nothing-common'),
    })
  } else
    for (const left of name.score.left)
      parts.push({
        kind: left.kind,
        a: left.a?.raw ?? null,
        b: left.b?.raw ?? null,
        role: left.role,
        relation: left.relation,
        weight: left.weight,
        sentence: leftText(left),
      })
  const legal = name.score.legalForm
  if (legal)
    parts.push({
      kind: 'legal-form',
      a: legal.a.raw,
      b: legal.b.raw,
      role: 'legal-form',
      relation: legal.relation === 'same' ? 'spelling' : 'differs',
      weight: legal.weight,
      sentence: evidenceSentence(
        legal.relation === 'same' ? 'evidence.legal-form.same' : 'evidence.legal-form.differs',
        { a: legal.a.raw, b: legal.b.raw },
      ),
    })
  if (name.quality !== 0)
    parts.push({
      kind: 'alias-quality',
      a: name.a.read.text,
      b: name.b.read.text,
      relation: 'low',
      weight: name.quality,
      sentence: evidenceSentence('evidence.alias.weak'),
    })
  for (const [side, read] of [
    ['a', name.a.read],
    ['b', name.b.read],
  ] as const)
    for (const word of read.words)
      if (word.form.mixed)
        parts.push({
          kind: 'mixed-script',
          [side]: word.raw,
          relation: 'look-alike',
          weight: 0,
          sentence: evidenceSentence('evidence.script.mixed', { word: word.raw }),
        })
  return parts
}

/** Explains a score. Returns one object per piece of evidence, in the order in which an analyst reads them. The weights add up to the log-odds. */
export function writeEvidence(score: PairScore): Evidence[] {
  const { fields } = score
  const parts: Part[] = nameParts(score)
  if (score.kind !== 0)
    parts.push({
      kind: 'contradiction',
      relation: 'kind',
      weight: score.kind,
      sentence: evidenceSentence('evidence.kind.differs'),
    })
  if (fields.birthDate)
    parts.push({
      kind: 'birth-date',
      a: fields.birthDate.a.text,
      b: fields.birthDate.b.text,
      relation: fields.birthDate.relation,
      weight: fields.birthDate.weight,
      sentence: birthDateText(fields.birthDate),
    })
  if (fields.document)
    parts.push({
      kind: 'document',
      a: fields.document.a.written,
      b: fields.document.b.written,
      relation: fields.document.relation,
      weight: fields.document.weight,
      sentence: documentText(fields.document),
    })
  const { nationality, gender, birthPlace } = fields
  if (nationality)
    parts.push({
      kind: 'nationality',
      ...nationality,
      frequency: nationality.share,
      sentence: evidenceSentence(
        nationality.relation === 'equal' ? 'evidence.nationality.same' : 'evidence.nationality.differs',
      ),
    })
  if (gender)
    parts.push({
      kind: 'gender',
      ...gender,
      sentence: evidenceSentence(gender.relation === 'equal' ? 'evidence.sex.same' : 'evidence.sex.differs'),
    })
  if (birthPlace)
    parts.push({
      kind: 'birth-place',
      ...birthPlace,
      relation: 'equal',
      sentence: evidenceSentence('evidence.birth-place.same'),
    })
  for (const cap of score.caps)
    parts.push({
      kind: 'cap',
      relation: cap.relation,
      weight: cap.weight,
      sentence: evidenceSentence(`evidence.limit.${cap.relation}`),
    })
  parts.push({
    kind: 'prior',
    relation: 'prior',
    weight: pairWeights.prior,
    sentence: evidenceSentence('evidence.start.prior'),
  })
  return parts.map(full)
}

/** Writes the calibration as a piece of evidence. */
export const calibrationEvidence = (weight: number): Evidence =>
  full({
    kind: 'prior',
    relation: 'calibration',
    weight,
    sentence: evidenceSentence('evidence.start.calibration'),
  })
