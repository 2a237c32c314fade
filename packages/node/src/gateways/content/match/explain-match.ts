import type { Match, SignalType } from '@entente/contracts'
import { labelName } from '../labels/label-schemes.ts'

/**
 * Writes one sentence for people: what agrees, how closely, with which signal. `follows`: the member whose signals the
 * bank contains.
 */
export function explainMatch(match: Match, follows: string | null = null): string {
  const { bank, negative, labels } = match
  const from = follows === null ? `an item of ${bank}` : `a signal of ${follows}`
  const what = negative ? `known harmless content of ${bank}` : from
  const labelled = labels.length === 0 || negative ? '' : ` (${labels.map(labelName).join(', ')})`
  return `${agreementOf(match)} ${what}${labelled}.`
}

function agreementOf({ query, distance, radius, similarity, segments }: Match): string {
  const turned = query.transform === 'original' ? '' : `, ${words[query.transform]},`
  if (query.type === 'pdq') {
    if (distance === 0) return `The picture${turned} has the PDQ hash of`
    return `The picture’s PDQ hash${turned} differs in ${distance} of 256 bits (${radius} allowed) from that of`
  }
  if (query.type === 'vpdq') return `${videoWords(similarity, segments)} agree with`
  if (query.type === 'tmk') return `The video agrees to ${percent(similarity)} with`
  if (query.type === 'tlsh') return `The text’s TLSH digest is ${distance} apart (${radius} allowed) from that of`
  if (query.type === 'text' && distance === null) return `The text has ${percent(similarity)} in common with`
  return equal[query.type]
}

function videoWords(similarity: number | null, segments: Match['segments']): string {
  const [longest] = segments
  const where =
    longest === undefined ? '' : `, from ${longest.queryStart.toFixed(0)} s to ${longest.queryEnd.toFixed(0)} s,`
  return `${percent(similarity)} of the video’s frames${where}`
}
const percent = (share: number | null): string => `${Math.round(100 * (share ?? 0))} %`

const words = {
  rotate90: 'turned by 90°',
  rotate180: 'turned by 180°',
  rotate270: 'turned by 270°',
  flipX: 'mirrored top to bottom',
  flipY: 'mirrored left to right',
  flipPlus1: 'mirrored on a diagonal',
  flipMinus1: 'mirrored on the other diagonal',
}
const equal: Record<Exclude<SignalType, 'pdq' | 'vpdq' | 'tmk' | 'tlsh'>, string> = {
  md5: 'The file has the MD5 hash of',
  sha1: 'The file has the SHA-1 hash of',
  sha256: 'The file has the SHA-256 hash of',
  text: 'The text is, spelling apart, that of',
  url: 'The address is, or lies within, that of',
}
