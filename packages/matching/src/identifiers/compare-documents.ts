import { type EvidenceSentence, evidenceSentence } from '../evidence/evidence-sentences.ts'
import { editDistance } from '../names/edit-distance.ts'
import { equalWhenFolded } from './document-number.ts'

export interface ReadDocument {
  written: string
  number: string
  folded: string
  /** The possible issuing states; empty where the document states none. */
  countries: readonly string[]
}
export interface DocumentRelation {
  a: ReadDocument
  b: ReadDocument
  relation: 'equal' | 'folded' | 'one-place'
  issuer: 'same' | 'differs' | 'not-stated'
  /** In nats. */
  weight: number
}
/** Weights in nats, set by hand. */
const documentWeights = { long: 11, mixed: 12, short: 5, folded: 7, onePlace: 3, otherIssuer: -6 } as const
const w = documentWeights

function comparePair(a: ReadDocument, b: ReadDocument): DocumentRelation | null {
  const stated = a.countries.length > 0 && b.countries.length > 0
  const issuer = !stated ? 'not-stated' : a.countries.some((code) => b.countries.includes(code)) ? 'same' : 'differs'
  const extra = issuer === 'differs' ? w.otherIssuer : 0
  const make = (relation: DocumentRelation['relation'], weight: number): DocumentRelation => ({
    a,
    b,
    relation,
    issuer,
    weight: weight + extra,
  })
  if (a.number === b.number) {
    if (a.number.length < 7) return make('equal', w.short)
    return make('equal', /[A-Z]/.test(a.number) ? w.mixed : w.long)
  }
  if (a.folded === b.folded && equalWhenFolded(a.number, b.number))
    return make('folded', a.number.length < 7 ? Math.min(w.short, w.folded) : w.folded)
  if (
    a.number.length >= 8 &&
    issuer !== 'differs' &&
    editDistance(a.number, b.number, 1) === 1 &&
    a.number.length === b.number.length
  )
    return make('one-place', w.onePlace)
  return null
}

/**
 * Compares every document of `a` with every document of `b` and returns the pair with the highest weight (nats); null where no pair agrees.
 * Different numbers count neither for nor against a match, because people renew their documents.
 */
export function compareDocuments(a: readonly ReadDocument[], b: readonly ReadDocument[]): DocumentRelation | null {
  let best: DocumentRelation | null = null
  for (const left of a)
    for (const right of b) {
      const pair = comparePair(left, right)
      if (pair && (!best || pair.weight > best.weight)) best = pair
    }
  return best
}

/** Writes one sentence about the relation of two document numbers. */
export function documentText({ a, b, relation, issuer: issuers }: DocumentRelation): EvidenceSentence {
  const issuer = issuers === 'differs' ? 'differs' : 'other'
  if (relation === 'equal') return evidenceSentence('evidence.document.same', { issuer })
  if (relation === 'folded') return evidenceSentence('evidence.document.look-alike', { issuer })
  let places = 0
  for (let at = 0; at < a.number.length; at += 1) if (a.number[at] !== b.number[at]) places += 1
  return places === 2
    ? evidenceSentence('evidence.document.exchanged')
    : evidenceSentence('evidence.document.places-differ', { places, of: a.number.length })
}
