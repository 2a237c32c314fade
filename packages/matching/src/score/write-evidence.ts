import type { Evidence } from '@entente/contracts'
import { birthDateText } from '../dates/birth-date-text.ts'
import { documentText } from '../identifiers/compare-documents.ts'
import type { Link } from '../names/align-names.ts'
import { nameWeights } from '../names/name-weights.ts'
import type { ReadName } from '../names/read-name.ts'
import type { Left } from '../names/score-name.ts'
import { round6 } from './round6.ts'
import type { PairScore } from './score-pair.ts'
import { pairWeights } from './score-pair.ts'

type Part = Pick<Evidence, 'kind' | 'relation' | 'weight' | 'text'> & Partial<Evidence>
const full = (part: Part): Evidence => ({
  kind: part.kind,
  a: part.a ?? null,
  b: part.b ?? null,
  role: part.role ?? null,
  relation: part.relation,
  scheme: part.scheme ?? null,
  frequency: part.frequency ?? null,
  weight: round6(part.weight),
  text: part.text,
})
const written = (name: ReadName, from: number, to: number): string =>
  name.words
    .slice(from, to + 1)
    .map((word) => word.raw)
    .join(' ')

const schemeNames: Readonly<Record<string, string>> = {
  pinyin: 'Mandarin reading',
  cantonese: 'Cantonese reading',
  hokkien: 'Hokkien reading',
  korean: 'Korean reading',
  hepburn: 'Japanese reading',
  'wade-giles': 'Wade-Giles spelling',
}
/** Writes a frequency for a reader: `about 1 name in 400`. */
function oneIn(frequency: number): string {
  const count = 1 / frequency
  const size = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return `about 1 name in ${(Math.round(count / size) * size).toLocaleString('en-US')}`
}

/** Writes the sentence for two words that agree. `only`: the names have no further word. */
function linkText(a: string, b: string, link: Link, only: boolean): string {
  const { relation, scheme } = link.relation
  const often = `, found in ${oneIn(link.relation.frequency)}${only ? ': the only word there is to compare' : ''}`
  const names = `"${a}" and "${b}"`
  const by = scheme === null ? undefined : schemeNames[scheme]
  if (relation === 'abbreviation') return `${names}: one is the first letters of the other.`
  if (link.joined) return `${names} are the same name, written together or apart${by ? ` (${by})` : ''}${often}.`
  if (relation === 'equal') return a === b ? `"${a}" is in both names${often}.` : `${names} are the same name${often}.`
  if (relation === 'spelling') return `${names} are two spellings of one name${by ? ` (${by})` : ''}${often}.`
  if (relation === 'reading' || relation === 'skeleton')
    return `${names} are one name in two scripts${by ? ` (${by})` : ''}${often}.`
  if (relation === 'nickname') return `${names} are two forms of one given name.`
  if (relation === 'gendered') return `${names} are forms of one name with another ending${often}.`
  if (relation === 'initial') return `${names} agree in the initial only.`
  if (relation === 'damaged') return `${names} agree where the letters can be read.`
  return `${names} differ in ${link.relation.edits === 1 ? 'one letter' : 'two letters'}${often}.`
}
/** A word that differs with at most this weight outweighs names that agree otherwise. */
const decides = -(nameWeights.nameCap + pairWeights.prior)
function leftText(left: Left): string {
  const a = left.a?.raw ?? ''
  const b = left.b?.raw ?? ''
  if (left.kind === 'contradiction') {
    if (left.role === 'number') return `The number "${a}" stands where the listed name has "${b}".`
    if (left.role === 'place') return `The countries differ: "${a}" and "${b}".`
    if (left.role === 'patronymic') return `The father's name differs: "${a}" and "${b}".`
    if (left.role === 'family') return `The family name differs: "${a}" and "${b}".`
    if (left.role === 'middle') return `The middle name differs: "${a}" and "${b}".`
    const stands = `"${a}" stands where the listed name has "${b}"`
    return left.weight <= decides ? `${stands}, which outweighs any number of words that agree.` : `${stands}.`
  }
  if (left.relation === 'given-name-before')
    return `"${left.a ? a : b}" stands before a name that is otherwise whole: that is how a child of that person is called.`
  if (left.relation === 'second-given-name')
    return `"${left.a ? a : b}" is a second given name; a Korean has one, so this is how another person is called.`
  const missing = left.a ? `"${a}" is missing from the listed name` : `"${b}" is missing from the name as met`
  if (left.weight === nameWeights.omission.soleAgreement) return `${missing}, and only one word agrees.`
  return left.weight <= decides ? `${missing}: it tells one of several from the others.` : `${missing}.`
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
      text: linkText(a, b, link, !link.joined && name.score.links.length === 1 && name.score.left.length === 0),
    })
  }
  if (name.score.order !== 0)
    parts.push({
      kind: 'token',
      a: name.a.read.text,
      b: name.b.read.text,
      relation: 'order',
      weight: name.score.order,
      text: 'The words stand in another order.',
    })
  if (name.score.links.length === 0) {
    const weight = name.score.left.reduce((sum, left) => sum + left.weight, 0)
    parts.push({
      kind: 'contradiction',
      a: name.a.read.text,
      b: name.b.read.text,
      relation: 'unlike',
      weight,
      text: 'The names have no word in common.',
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
        text: leftText(left),
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
      text:
        legal.relation === 'same'
          ? `"${legal.a.raw}" and "${legal.b.raw}" are the same legal form.`
          : `The legal forms differ: "${legal.a.raw}" and "${legal.b.raw}".`,
    })
  if (name.quality !== 0)
    parts.push({
      kind: 'alias-quality',
      a: name.a.read.text,
      b: name.b.read.text,
      relation: 'low',
      weight: name.quality,
      text: 'The list itself marks this name as a weak alias.',
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
          text: `"${word.raw}" mixes letters of two alphabets that look alike.`,
        })
  return parts
}

const capTexts: Readonly<Record<PairScore['caps'][number]['relation'], string>> = {
  'name-most': 'A name alone counts up to a limit, however rare it is.',
  'name-least': 'A name that differs counts against up to a limit.',
  document: 'A different name weighs less where the document number is the same.',
  'birth-date': 'A birth date this far apart outweighs equal names.',
  fields: 'Birth date, nationality and place count little where the names do not agree.',
}

/** Writes the explanation of a score: one object per piece of evidence, in the order an analyst reads them. The weights add up to the log-odds. */
export function writeEvidence(score: PairScore): Evidence[] {
  const { fields } = score
  const parts: Part[] = nameParts(score)
  if (score.kind !== 0)
    parts.push({
      kind: 'contradiction',
      relation: 'kind',
      weight: score.kind,
      text: 'One is a person, the other an organisation or a vessel.',
    })
  if (fields.birthDate)
    parts.push({
      kind: 'birth-date',
      a: fields.birthDate.a.text,
      b: fields.birthDate.b.text,
      relation: fields.birthDate.relation,
      weight: fields.birthDate.weight,
      text: birthDateText(fields.birthDate),
    })
  if (fields.document)
    parts.push({
      kind: 'document',
      a: fields.document.a.written,
      b: fields.document.b.written,
      relation: fields.document.relation,
      weight: fields.document.weight,
      text: documentText(fields.document),
    })
  const { nationality, gender, birthPlace } = fields
  if (nationality)
    parts.push({
      kind: 'nationality',
      ...nationality,
      frequency: nationality.share,
      text: nationality.relation === 'equal' ? 'The nationality is the same.' : 'The nationalities differ.',
    })
  if (gender)
    parts.push({
      kind: 'gender',
      ...gender,
      text: gender.relation === 'equal' ? 'The sex is the same.' : 'The sex differs.',
    })
  if (birthPlace)
    parts.push({ kind: 'birth-place', ...birthPlace, relation: 'equal', text: 'The place of birth is the same.' })
  for (const cap of score.caps)
    parts.push({ kind: 'cap', relation: cap.relation, weight: cap.weight, text: capTexts[cap.relation] })
  parts.push({
    kind: 'prior',
    relation: 'prior',
    weight: pairWeights.prior,
    text: 'Two people taken at random are almost never the same person.',
  })
  return parts.map(full)
}

/** Writes the calibration as a piece of evidence. */
export const calibrationEvidence = (weight: number): Evidence =>
  full({
    kind: 'prior',
    relation: 'calibration',
    weight,
    text: 'Of labelled pairs with more for them than against, more were one identity than the weights alone say.',
  })
