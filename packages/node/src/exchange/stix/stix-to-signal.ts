import { isDeepStrictEqual } from 'node:util'
import { Signal } from '@entente/contracts'
import { microsecondsOf } from './check-object.ts'
import { signalToStix } from './signal-to-stix.ts'
import { companionId, memberIdentityId, termsExtension } from './stix-ids.ts'
import { extensionOf, type StixObject } from './stix-object.ts'

/**
 * How this node classifies a STIX object. `signal`: the object contains a whole signal, and its fields agree with it;
 * the signature is checked later. `accompanies`: the object repeats facts about a signal, a member or a marking.
 * `feedback`: see `feedback-stix.ts`. `foreign`: every other object.
 */
export type ReadObject =
  | { what: 'signal'; signal: Signal }
  | { what: 'accompanies' | 'feedback' | 'foreign' }
  | { what: 'refused'; code: 'stix-mismatch' | 'signal-invalid'; at: string; message: string }

const ownFeedbackTypes = ['sighting', 'opinion']

/**
 * Classifies a checked object. Refusals: `signal-invalid` if the content of the extension is not a signal,
 * `stix-mismatch` if a standard field differs from it.
 */
export function readObject(object: StixObject): ReadObject {
  if (object.type === 'marking-definition' || object.type === 'extension-definition') return { what: 'accompanies' }
  if (object.type === 'identity' && object.id === memberIdentityId(String(object.name))) return { what: 'accompanies' }
  const terms = extensionOf(object, termsExtension)
  if (terms === undefined) return { what: 'foreign' }
  if (ownFeedbackTypes.includes(object.type) && 'feedback' in terms) return { what: 'feedback' }
  if (typeof terms.of === 'string') return { what: accompanies(object, terms.of) ? 'accompanies' : 'foreign' }
  const parsed = Signal.safeParse(terms.signal)
  const under = `/extensions/${termsExtension}/signal`
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const at = [under, ...(issue?.path ?? [])].join('/')
    return { what: 'refused', code: 'signal-invalid', at, message: issue?.message ?? 'not a signal' }
  }
  // `checkObject` checks the times that are compared here only on indicators.
  const field = object.type === 'indicator' ? differingField(object, parsed.data) : 'type'
  if (field === null) return { what: 'signal', signal: parsed.data }
  return {
    what: 'refused',
    code: 'stix-mismatch',
    at: `/${field}`,
    message: `The field ${field} is not what the signed signal says: it was changed on the way.`,
  }
}

function accompanies(object: StixObject, indicator: string): boolean {
  const signalId = indicator.slice('indicator--'.length)
  return [0, 1, 2].some((place) => object.id === companionId(object.type, signalId, place))
}

/**
 * The standard fields of an indicator that must equal those of the signal's STIX form (STIX 2.1, 4.7 and 3.2): times,
 * sets and all others. Fields that tools add are ignored, because the node reads nothing from them.
 */
const times = ['created', 'modified', 'valid_from', 'valid_until']
const sets = ['labels', 'object_marking_refs', 'indicator_types']
const others = [
  ...['spec_version', 'id', 'created_by_ref', 'revoked', 'confidence', 'lang', 'external_references'],
  ...['granular_markings', 'name', 'description', 'pattern', 'pattern_type', 'pattern_version', 'kill_chain_phases'],
]

/** Returns the first standard field that differs from the STIX form of the signal; null if all are equal. */
function differingField(object: StixObject, signal: Signal): string | null {
  let expected: StixObject
  try {
    expected = signalToStix(signal)[0] as StixObject
  } catch {
    // The value does not fit the kind of the signal.
    return 'pattern'
  }
  const same = (field: string, equal: (a: unknown, b: unknown) => boolean) =>
    (object[field] === undefined && expected[field] === undefined) || equal(object[field], expected[field])
  return (
    times.find((field) => !same(field, sameTime)) ??
    sets.find((field) => !same(field, sameSet)) ??
    others.find((field) => !same(field, isDeepStrictEqual)) ??
    null
  )
}

const sameTime = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && microsecondsOf(a) === microsecondsOf(b)
const sameSet = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) && isDeepStrictEqual([...a].map(String).sort(), [...b].map(String).sort())
