import { Signal } from '@entente/contracts'
import { differingField } from './same-meaning.ts'
import { signalToStix } from './signal-to-stix.ts'
import { companionId, currentForm, memberIdentityId, stixForms, termsExtension } from './stix-ids.ts'
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
  if (object.type === 'identity' && stixForms.some((form) => object.id === memberIdentityId(String(object.name), form)))
    return { what: 'accompanies' }
  const terms = extensionOf(object, termsExtension)
  if (terms === undefined) return { what: 'foreign' }
  if (ownFeedbackTypes.includes(object.type) && 'feedback' in terms) return { what: 'feedback' }
  // `of` is the name in version 1.0.0 of the extension.
  const indicator = terms.indicator_ref ?? terms.of
  if (typeof indicator === 'string') return { what: accompanies(object, indicator) ? 'accompanies' : 'foreign' }
  const parsed = Signal.safeParse(terms.signal)
  const under = `/extensions/${termsExtension}/signal`
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const at = [under, ...(issue?.path ?? [])].join('/')
    return { what: 'refused', code: 'signal-invalid', at, message: issue?.message ?? 'not a signal' }
  }
  // `checkObject` checks the times that are compared here only on indicators.
  const field = object.type === 'indicator' ? changedField(object, parsed.data) : 'type'
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
  return stixForms.some((form) =>
    [0, 1, 2].some((place) => object.id === companionId(object.type, signalId, place, form)),
  )
}

/**
 * Returns the first standard field that differs from the STIX form of the signal; null if there is none. The identity of
 * the creator tells the form.
 */
function changedField(object: StixObject, signal: Signal): string | null {
  const form = object.created_by_ref === memberIdentityId(signal.owner, 1) ? 1 : currentForm
  let expected: StixObject
  try {
    expected = signalToStix(signal, form)[0] as StixObject
  } catch {
    // The value does not fit the kind of the signal.
    return 'pattern'
  }
  return differingField(object, expected)
}
