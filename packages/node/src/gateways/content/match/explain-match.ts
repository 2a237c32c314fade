import type { Match, Text } from '@entente/contracts'
import { labelName } from '../labels/label-schemes.ts'
import { type Known, matchSentence } from './match-sentences.ts'

/**
 * Writes one sentence for people: what agrees, how closely, with which signal. `follows`: the member whose signals the
 * bank contains; `retro`: the content was uploaded before its signal came.
 */
export function explainMatch(match: Match, follows: string | null = null, retro = false): Text {
  const { query, distance, radius, similarity, segments } = match
  const known = knownOf(match, follows, retro)
  const near = { distance: distance ?? 0, radius: radius ?? 0 }
  const percent = Math.round(100 * (similarity ?? 0))
  const turn = query.transform === 'original' ? 'none' : query.transform
  if (query.type === 'pdq') {
    if (distance === 0) return matchSentence('content.match.pdq-same', { ...known, turn })
    return matchSentence('content.match.pdq-near', { ...known, turn, ...near })
  }
  if (query.type === 'vpdq') {
    const [longest] = segments
    if (longest === undefined) return matchSentence('content.match.vpdq', { ...known, percent })
    const [from, to] = [Number(longest.queryStart.toFixed(0)), Number(longest.queryEnd.toFixed(0))]
    return matchSentence('content.match.vpdq-part', { ...known, percent, from, to })
  }
  if (query.type === 'tmk') return matchSentence('content.match.tmk', { ...known, percent })
  if (query.type === 'tlsh') return matchSentence('content.match.tlsh', { ...known, ...near })
  if (query.type === 'text' && distance === null) return matchSentence('content.match.text-near', { ...known, percent })
  return matchSentence(`content.match.${query.type}`, known)
}

function knownOf({ bank, negative, labels }: Match, follows: string | null, retro: boolean): Known {
  const labelled = labels.length > 0 && !negative
  return {
    source: negative ? 'harmless' : follows === null ? 'item' : 'signal',
    name: negative ? bank : (follows ?? bank),
    labelled: labelled ? 'yes' : 'no',
    labels: labelled ? labels.map(labelName).join(', ') : '',
    retro: retro ? 'yes' : 'no',
  }
}
