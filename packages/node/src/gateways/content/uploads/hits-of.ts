import { type Cell, type Match, mediaScore, mediaStrength, type Text } from '@entente/contracts'
import { engineVersion } from '@entente/matching'
import { soleParty } from '../../../pipeline/cases/case-record.ts'
import type { FoundHit } from '../../../pipeline/gateway/compared-subject.ts'
import { type DescribedMatch, opensCase } from '../match/describe-matches.ts'
import { explainMatch } from '../match/explain-match.ts'
import { matchSentence } from '../match/match-sentences.ts'
import { selectorKind } from '../signals/content-signal.ts'
import type { UploadRow, UploadText } from './upload-row.ts'

/**
 * Scores one match from 0 to 1: an equal hash scores highest, one at the limit of its radius lowest. The score is never
 * a decision.
 */
export const scoreOf = (match: Match): number => mediaScore(match)

/** Converts matches to hits of the pipeline: one per signal, the nearest. */
export function hitsOf(
  row: UploadRow,
  { signals, retro }: UploadText,
  matches: readonly DescribedMatch[],
  indexSeq: number,
): FoundHit[] {
  const harmless = harmlessAmong(matches)
  const hits = matches
    .filter(({ match }) => opensCase(match))
    .map(({ match, signal, found }): FoundHit => {
      const score = scoreOf(match)
      const cells = cellsOfMatch(match, harmless)
      const place = signals.findIndex(({ type, value }) => type === match.query.type && value === match.query.value)
      const because = explainMatch(match, found.bank.follows, retro)
      const { key, values, text } = explainMatch(match, found.bank.follows)
      const field = match.query.type
      const [a, b] = [match.query.value.slice(0, 500), match.signal.value.slice(0, 500)]
      return {
        party: soleParty,
        signal: { id: signal.id, version: signal.version, source: signal.owner, listVersion: null, tlp: signal.tlp },
        score,
        logOdds: null,
        threshold: null,
        subjectVersion: row.version,
        compared: null,
        matchedName: null,
        cells,
        strength: mediaStrength(match, cells, harmless),
        kind: selectorKind(match.query.type),
        selectors: place < 0 ? [] : [place],
        reasons: [because],
        because,
        evidence: [{ kind: field, key, values, text, weight: null, a, b, relation: a === b ? 'same' : 'near' }],
        comparison: [{ field, a, b, relation: a === b ? 'same' : 'differs', places: [] }],
        engine: { ...engineVersion, index: String(indexSeq) },
      }
    })
  return hits.sort((x, y) => y.score - x.score)
}

/** Returns the nearest match with harmless content that suppresses nothing, because another match is nearer. */
const harmlessAmong = (matches: readonly DescribedMatch[]): Match | null =>
  matches
    .map(({ match }) => match)
    .filter(isHarmless)
    .sort((a, b) => scoreOf(b) - scoreOf(a))[0] ?? null
const isHarmless = ({ negative, state }: Match): boolean => negative && state === 'active'

/** The cell of each type of signal. A hash of the whole file compares its bytes. */
const cellOfType: Readonly<Record<string, string>> = {
  ...{ pdq: 'picture', vpdq: 'frames', tmk: 'frames', text: 'text', tlsh: 'text', url: 'address' },
  ...{ md5: 'bytes', sha1: 'bytes', sha256: 'bytes' },
}

/**
 * Returns the cells of a match of content: the thing that was compared, whether the bytes were, and whether known
 * harmless content is near too. An equal hash of a picture does not say that the bytes are equal.
 */
export function cellsOfMatch(
  { query: { type }, distance, similarity }: Pick<Match, 'distance' | 'similarity'> & { query: { type: string } },
  harmless: object | null,
): Cell[] {
  const id = cellOfType[type] ?? 'bytes'
  const isEqual = distance === null ? similarity === null || similarity === 1 : distance === 0
  const compared: Cell = { id, relation: isEqual ? 'same' : 'alike', how: null }
  const hasBytes = id === 'picture' || id === 'frames'
  return [
    compared,
    ...(hasBytes ? [{ id: 'bytes', relation: 'not-said', how: null } as const] : []),
    ...(harmless ? [{ id: 'harmless', relation: 'differs', how: 'harmless' } as const] : []),
  ]
}

/** Lists other explanations for a match, by the types of its signals. */
export function otherExplanations(matches: readonly Match[]): Text[] {
  const types = new Set(matches.filter(opensCase).map(({ query }) => query.type))
  const texts = [matchSentence('content.match.reporting')]
  if (types.has('pdq') || types.has('vpdq') || types.has('tmk')) texts.push(matchSentence('content.match.same-scene'))
  if (types.has('text') || types.has('tlsh')) texts.push(matchSentence('content.match.quotation'))
  if (matches.some(isHarmless)) texts.push(matchSentence('content.match.near-harmless'))
  if (types.has('url')) texts.push(matchSentence('content.match.address-changed'))
  return texts
}
