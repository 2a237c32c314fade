import type { Evidence, SelectorKind } from '@entente/contracts'

/** Returns the explanation for a row of the queue: the two strongest grounds for the hit and the strongest against it. */
export function explanationOf(evidence: readonly Evidence[]): string {
  const spoken = evidence.filter((e) => e.kind !== 'prior' && e.kind !== 'cap')
  const supports = spoken.filter((e) => e.weight > 0).sort((x, y) => y.weight - x.weight)
  const against = spoken.filter((e) => e.weight < 0).sort((x, y) => x.weight - y.weight)[0]
  const sentences = supports.slice(0, 2).map((e) => withoutWeight(e.text))
  if (against !== undefined) sentences.push(`Against it: ${withoutWeight(against.text)}`)
  return sentences.length === 0 ? 'The details agree.' : sentences.map(sentence).join(' ')
}

/** Returns the kind of selector that the hit rests on: a document if one agreed, else the name. */
export function hitKind(evidence: readonly Evidence[]): SelectorKind {
  return evidence.some((e) => e.kind === 'document' && e.weight > 0) ? 'document' : 'name'
}

/** Returns the indexes of the party's selectors that the evidence is about. */
export function selectorsOf(evidence: readonly Evidence[], selectors: readonly { kind: string }[]): number[] {
  const kinds = new Set(evidence.filter((e) => e.weight !== 0).flatMap((e) => kindsOf[e.kind] ?? []))
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
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** Returns at least one innocent explanation of the hits, the gateway's own first. */
export function innocentExplanations(
  hits: readonly { evidence: readonly Evidence[] }[],
  fromGateway: readonly string[],
): string[] {
  const found = new Set<string>(fromGateway)
  for (const { evidence } of hits) for (const text of explanationsOf(evidence)) found.add(text)
  return [...found]
}

function explanationsOf(evidence: readonly Evidence[]): string[] {
  const has = (kind: Evidence['kind'], test: (e: Evidence) => boolean = () => true) =>
    evidence.some((e) => e.kind === kind && test(e))
  const texts: string[] = []
  const document = evidence.find((e) => e.kind === 'document' && e.weight > 0)
  const name = has('token', (e) => e.weight > 0)
  const named = has('token') || has('contradiction') || has('omission')
  if (document !== undefined && document.relation !== 'equal') {
    texts.push(
      'Another document: the two numbers are not the same, and one wrongly typed character makes another person’s number.',
    )
  } else if (document !== undefined && !named) {
    texts.push(
      'Another holder: a document can be lost, stolen or issued again, and the signal names this one without its holder.',
    )
  } else if (document !== undefined && (!name || has('contradiction'))) {
    texts.push('Another holder: a document can be lost, stolen or issued again, and the name does not agree with it.')
  } else if (document !== undefined) {
    texts.push('A used document: it may be reported lost or stolen while its rightful holder travels with it again.')
  }
  const birth = evidence.find((e) => e.kind === 'birth-date')
  if (name && document === undefined) {
    if (birth === undefined || birth.weight === 0) {
      texts.push('A namesake: only the name agrees, and no date of birth on one of the sides tells two people apart.')
    } else if (birth.weight < 3) {
      texts.push('A namesake of about the same age: the name agrees, the date of birth only in part.')
    } else {
      texts.push('A namesake born on the same day: name and date of birth agree, no document does.')
    }
  }
  if (has('token', (e) => e.weight > 0 && e.relation !== 'equal')) {
    texts.push('Another name: the spellings differ, and different names can be written alike in another script.')
  }
  if (has('alias-quality', (e) => e.weight < 0)) {
    texts.push('A weak alias: the name that agrees is one that the signal itself calls uncertain.')
  }
  return texts.length > 0 ? texts : ['Another person with similar details.']
}
