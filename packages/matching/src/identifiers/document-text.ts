import type { DocumentRelation } from './compare-documents.ts'

const counts = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const inWords = (count: number): string => counts[count] ?? String(count)

/** One sentence on how two document numbers stand to each other. */
export function documentText(pair: DocumentRelation): string {
  const { a, b } = pair
  let places = 0
  for (let at = 0; at < a.number.length; at += 1) if (a.number[at] !== b.number[at]) places += 1
  const issuer = pair.issuer === 'differs' ? ', but another state issued it' : ''
  if (pair.relation === 'equal') return `The document number is the same${issuer}.`
  if (pair.relation === 'folded') return `The document number is the same where letters and digits look alike${issuer}.`
  return places === 2
    ? `Two neighbouring places of the document number are exchanged.`
    : `The document number differs in ${inWords(places)} of ${inWords(a.number.length)} places.`
}
