import { type Band, fewestReviewed, type Hit, type HitEvidence, type Track, ticksOf } from '@entente/contracts'
import { text } from '../texts/text.ts'
import type { HitView } from './hit-source.ts'

/** Kinds of evidence that every hit has. Only the table of weights shows them. */
const always = new Set(['prior', 'cap'])
export const shownAtFirst = 5

export interface Sentence extends HitEvidence {
  weight: number
  ticks: 1 | 2 | 3 | 4
}
/** Returns the sentences for and against, heaviest first. A sentence without weight is omitted. */
export function sidesOf(evidence: readonly HitEvidence[]): { supports: Sentence[]; against: Sentence[] } {
  const weighed = evidence.flatMap((each) =>
    each.weight === null || each.weight === 0 || always.has(each.kind)
      ? []
      : [{ ...each, weight: each.weight, ticks: ticksOf(each.weight) }],
  )
  const heaviest = (a: Sentence, b: Sentence): number => Math.abs(b.weight) - Math.abs(a.weight)
  return {
    supports: weighed.filter((each) => each.weight > 0).sort(heaviest),
    against: weighed.filter((each) => each.weight < 0).sort(heaviest),
  }
}

const kindOfField: Record<string, string> = {
  document: 'document',
  'earlier document': 'document',
  'birth date': 'birth-date',
  nationality: 'nationality',
  sex: 'gender',
  'place of birth': 'birth-place',
}
/** Returns the compared fields that differ although no sentence weighs them, for example a passport that may have been renewed. */
export function differsUnweighed(hit: Pick<Hit, 'comparison' | 'evidence'>): string[] {
  const weighed = new Set(
    hit.evidence.filter((each) => each.weight !== null && each.weight !== 0).map(({ kind }) => kind),
  )
  return hit.comparison
    .filter((row) => row.relation === 'differs' && kindOfField[row.field] !== undefined)
    .filter((row) => !weighed.has(kindOfField[row.field] ?? ''))
    .map((row) => row.field)
}

/** Returns the track record of hits with the same source and band. If there are several, returns the one with the most reviews. */
export function trackOf(tracks: readonly Track[], source: string, band: Band): Track | null {
  const own = tracks.filter((track) => track.source === source && track.band === band)
  return own.toSorted((a, b) => b.reviewed - a.reviewed)[0] ?? null
}
/** Returns how many of 100 such hits were mistaken, or null if too few were reviewed. */
export function mistakenOf100(track: Pick<Track, 'reviewed' | 'mistaken'> | null): number | null {
  if (!track || track.reviewed < fewestReviewed) return null
  return Math.round((track.mistaken / track.reviewed) * 100)
}

/** Returns the words for the cause of a hit: a rule, a kind of signal, or a name. */
export function hitKind({ hit, signal }: Pick<HitView, 'hit' | 'signal'>): string {
  if (hit.rule !== null) return text('evidence.ofRule')
  return signal ? text(`evidence.signalKinds.${signal.kind}`) : text('evidence.selectorKinds.name')
}
