import {
  AccountValue,
  type MediaHashValue,
  OrganisationValue,
  PersonValue,
  type SignalKind,
  TravelDocumentValue,
} from '@entente/contracts'
import { urlSignal } from '@entente/matching/media'
import { otherHashes } from './observables.ts'
import { type Conjunction, readPattern } from './pattern.ts'
import type { StixObject } from './stix-object.ts'

export interface ReadValue {
  kind: SignalKind
  value: Record<string, unknown>
}
const stixAlgorithms = {
  'file:hashes.SHA-256': 'sha256',
  'file:hashes.SHA-1': 'sha1',
  'file:hashes.MD5': 'md5',
  'file:hashes.TLSH': 'tlsh',
  ...Object.fromEntries(Object.entries(otherHashes).map(([algorithm, name]) => [`file:hashes.${name}`, algorithm])),
}
/** Takes the quotes off a step of a path that needs none or has them: both forms are used. */
const plainPath = (path: string): string => path.replaceAll("'", '')
const lengths: Partial<Record<MediaHashValue['algorithm'], number>> = { sha256: 64, sha1: 40, md5: 32, pdq: 64 }

/**
 * Converts an indicator of another organisation to the value of a signal, for an officer who adopts it. Returns null if
 * no kind of signal can represent its pattern.
 */
export function valueOfIndicator(object: StixObject): ReadValue | null {
  const pattern = String(object.pattern ?? '')
  const type = String(object.pattern_type ?? '')
  if (type === 'entente-person') return parsed('person', PersonValue.safeParse(json(pattern)))
  if (type === 'entente-organisation') return parsed('organisation', OrganisationValue.safeParse(json(pattern)))
  if (type === 'pdq' || type === 'tmk' || type === 'vpdq' || type === 'tlsh' || type === 'text')
    return mediaHash(type, pattern)
  const parts = type === 'stix' ? readPattern(pattern) : null
  return parts === null ? null : valueOfParts(parts)
}

function valueOfParts(parts: Conjunction): ReadValue | null {
  const values = new Map<string, string>()
  for (const part of parts) {
    if ('length' in part || part.operator !== '=' || typeof part.value !== 'string' || values.has(part.path))
      return null
    values.set(part.path, part.value)
  }
  const only = (...paths: string[]) => [...values.keys()].every((path) => paths.includes(path))
  const get = (path: string) => values.get(path) ?? null
  const [path, text] = [...values][0] ?? ['', '']
  if (values.size === 1) {
    if (path === 'url:value') return urlValue(text)
    if (path === 'cryptocurrency-wallet:value') return { kind: 'wallet', value: { chain: 'unknown', address: text } }
    if (path === 'entente-person:value_json') return parsed('person', PersonValue.safeParse(json(text)))
    if (path === 'entente-organisation:value_json')
      return parsed('organisation', OrganisationValue.safeParse(json(text)))
    const algorithm = (stixAlgorithms as Record<string, MediaHashValue['algorithm']>)[plainPath(path)]
    if (algorithm !== undefined)
      return mediaHash(algorithm, lengths[algorithm] === undefined ? text : text.toLowerCase())
  }
  if (only('user-account:account_type', 'user-account:user_id', 'user-account:account_login')) {
    const value = {
      service: get('user-account:account_type') ?? '',
      userId: get('user-account:user_id'),
      handle: get('user-account:account_login'),
    }
    return parsed('account', AccountValue.safeParse(value))
  }
  if (only('travel-document:number', 'travel-document:issuing_state', 'travel-document:document_type')) {
    const value = {
      documentType: get('travel-document:document_type') ?? 'P',
      number: get('travel-document:number') ?? '',
      issuingState: get('travel-document:issuing_state') ?? '',
      expiryDate: null,
    }
    return parsed('travel-document', TravelDocumentValue.safeParse(value))
  }
  return null
}

/** Returns a web address together with its normal form; null if it is invalid. */
export function urlValue(url: string): ReadValue | null {
  const normal = urlSignal(url, 'url')
  return normal === null ? null : { kind: 'url', value: { url, normalised: normal.text, scope: 'url' } }
}

function mediaHash(algorithm: MediaHashValue['algorithm'], hash: string): ReadValue | null {
  const length = lengths[algorithm]
  if (length !== undefined && !(hash.length === length && /^[0-9a-f]*$/.test(hash))) return null
  return { kind: 'media-hash', value: { algorithm, hash, quality: null, threshold: null, mediaType: null } }
}

const parsed = (kind: SignalKind, result: { success: boolean; data?: object }): ReadValue | null =>
  result.success ? { kind, value: result.data as Record<string, unknown> } : null
function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
