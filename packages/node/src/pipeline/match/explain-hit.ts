import type { Evidence, SelectorKind, Text } from '@entente/contracts'
import { distinct, reason } from '../cases/reasons.ts'

/**
 * Returns the explanation of a hit as sentences: that it rests on earlier data, the two strongest grounds for it and the
 * strongest against it.
 */
export function reasonsOf(evidence: readonly Evidence[], earlier: readonly ('name' | 'document')[] = []): Text[] {
  const spoken = evidence.filter((e) => e.kind !== 'prior' && e.kind !== 'cap')
  const supports = spoken.filter((e) => e.weight > 0).sort((x, y) => y.weight - x.weight)
  const against = spoken.filter((e) => e.weight < 0).sort((x, y) => x.weight - y.weight)[0]
  const sentences = [...earlier.map((kind) => reason(`reasons.earlier-${kind}`)), ...supports.slice(0, 2).map(sentence)]
  if (against !== undefined) sentences.push(reason('reasons.against'), sentence(against))
  return sentences.length === 0 ? [reason('reasons.evidence-agrees')] : sentences
}

/** Returns the kind of selector that the hit rests on: a document if one agreed, else the name. */
export function hitKind(evidence: readonly Evidence[], earlier: readonly ('name' | 'document')[] = []): SelectorKind {
  const kind = evidence.some((e) => e.kind === 'document' && e.weight > 0) ? 'document' : 'name'
  return earlier.includes(kind) ? `earlier-${kind}` : kind
}

/**
 * Returns the indexes of the party's selectors that the evidence is about. `earlier` are the kinds of which the hit rests
 * on an earlier value.
 */
export function selectorsOf(
  evidence: readonly Evidence[],
  selectors: readonly { kind: string }[],
  earlier: readonly ('name' | 'document')[] = [],
): number[] {
  const kinds = new Set(evidence.filter((e) => e.weight !== 0).flatMap((e) => kindsOf[e.kind] ?? []))
  for (const kind of earlier) if (kinds.delete(kind)) kinds.add(`earlier-${kind}`)
  return selectors.flatMap((selector, place) => (kinds.has(selector.kind) ? [place] : []))
}
const kindsOf: Partial<Record<Evidence['kind'], string[]>> = {
  token: ['name'],
  omission: ['name'],
  contradiction: ['name'],
  'mixed-script': ['name'],
  'birth-date': ['birth-date'],
  nationality: ['nationality'],
  gender: ['sex'],
  'birth-place': ['birth-place'],
  document: ['document'],
}

// The queue shows no weights; the case page does.
const withoutWeight = (text: string): string => text.replace(/\s*\([+-]?\d+(\.\d+)?\)\s*\.?$/, '')
function sentence({ key, values, text }: Evidence): Text {
  const words = withoutWeight(text)
  return { key, values, text: /[.!?]$/.test(words) ? words : `${words}.` }
}

/** Returns at least one innocent explanation of the hits, the gateway's own first. */
export const innocentExplanations = (
  hits: readonly { evidence: readonly Evidence[] }[],
  fromGateway: readonly Text[],
): Text[] => distinct([...fromGateway, ...hits.flatMap(({ evidence }) => explanationsOf(evidence))])

function explanationsOf(evidence: readonly Evidence[]): Text[] {
  const has = (kind: Evidence['kind'], test: (e: Evidence) => boolean = () => true) =>
    evidence.some((e) => e.kind === kind && test(e))
  const texts: Text[] = []
  const document = evidence.find((e) => e.kind === 'document' && e.weight > 0)
  const name = has('token', (e) => e.weight > 0)
  const named = has('token') || has('contradiction') || has('omission')
  if (document !== undefined && document.relation !== 'equal') {
    texts.push(reason('reasons.document-typed-wrongly'))
  } else if (document !== undefined && !named) {
    texts.push(reason('reasons.holder-not-named'))
  } else if (document !== undefined && (!name || has('contradiction'))) {
    texts.push(reason('reasons.holder-name-differs'))
  } else if (document !== undefined) {
    texts.push(reason('reasons.document-used-again'))
  }
  const birth = evidence.find((e) => e.kind === 'birth-date')
  if (name && document === undefined) {
    if (birth === undefined || birth.weight === 0) {
      texts.push(reason('reasons.namesake'))
    } else if (birth.weight < 3) {
      texts.push(reason('reasons.namesake-of-same-age'))
    } else {
      texts.push(reason('reasons.namesake-of-same-day'))
    }
  }
  if (has('token', (e) => e.weight > 0 && e.relation !== 'equal')) {
    texts.push(reason('reasons.another-name'))
  }
  if (has('alias-quality', (e) => e.weight < 0)) {
    texts.push(reason('reasons.weak-alias'))
  }
  return texts.length > 0 ? texts : [reason('reasons.similar-person')]
}
