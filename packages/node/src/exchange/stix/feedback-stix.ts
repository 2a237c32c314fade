import { Feedback } from '@entente/contracts'
import { differingField } from './same-meaning.ts'
import { companionId, currentForm, memberIdentityId, type StixForm, stixForms, termsExtension } from './stix-ids.ts'
import { extensionOf, type StixObject } from './stix-object.ts'

const opinions = { confirmed: 'strongly-agree', mistaken: 'strongly-disagree', 'not-useful': 'disagree' } as const

/**
 * Converts feedback to STIX 2.1: a sighting, an opinion, or both. The sighting names the member as the place, never an
 * address or a person. The terms extension contains the whole feedback.
 */
export function feedbackToStix(feedback: Feedback, form: StixForm = currentForm): StixObject[] {
  const common = {
    spec_version: '2.1',
    created_by_ref: memberIdentityId(feedback.from, form),
    created: feedback.at,
    modified: feedback.at,
  }
  const terms = (extra: object) => ({
    extensions: { [termsExtension]: { extension_type: 'property-extension', ...extra, feedback } },
  })
  const indicator = `indicator--${feedback.signalId}`
  const objects: StixObject[] = []
  if (feedback.outcome !== 'not-useful') {
    const confirmed = feedback.outcome === 'confirmed'
    objects.push({
      type: 'sighting',
      ...common,
      id: `sighting--${feedback.id}`,
      sighting_of_ref: indicator,
      where_sighted_refs: [memberIdentityId(feedback.from, form)],
      count: confirmed ? Math.max(1, feedback.count) : 0,
      ...(confirmed && feedback.firstSeen !== null ? { first_seen: feedback.firstSeen } : {}),
      ...(confirmed && feedback.lastSeen !== null ? { last_seen: feedback.lastSeen } : {}),
      ...terms({ outcome: feedback.outcome }),
    })
  }
  if (feedback.outcome !== 'no-hit') {
    objects.push({
      type: 'opinion',
      ...common,
      id: companionId('opinion', feedback.id, 0, form),
      opinion: opinions[feedback.outcome],
      object_refs: [indicator],
      ...terms({ outcome: feedback.outcome }),
    })
  }
  return objects
}

/**
 * Reads the feedback from a sighting or an opinion. Returns null if the object contains none, or if its other fields
 * differ from it.
 */
export function stixToFeedback(object: StixObject): Feedback | null {
  const parsed = Feedback.safeParse(extensionOf(object, termsExtension)?.feedback)
  if (!parsed.success) return null
  const fits = stixForms.some((form) => {
    const expected = feedbackToStix(parsed.data, form).find(({ type }) => type === object.type)
    return expected !== undefined && differingField(object, expected) === null
  })
  return fits ? parsed.data : null
}
