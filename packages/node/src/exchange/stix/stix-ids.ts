import { createHash } from 'node:crypto'

/** The id of the property extension that contains the whole signed signal on its indicator. */
export const termsExtension = 'extension-definition--994ccc64-4919-4054-9a36-2c3ccd5ef71f'
/** The id of the extension for observables that STIX 2.1 does not define. */
export const observablesExtension = 'extension-definition--7333e46b-c664-444c-9878-dcd9a8444a5a'
const memberNamespace = '1d8b876f-36d0-43ce-b1bb-5743fa2181ae'
/** The timestamp of objects about a member or this project, which have no time of their own. */
export const timeless = '2026-01-01T00:00:00.000Z'

/**
 * The form in which signals are written as STIX. Form 1 (terms extension 1.0.0) is still read, and signals that clients
 * were offered in it are still served in it: the bytes of a version never change. Form 2 (1.1.0) is valid for the
 * validator of OASIS in its strict mode.
 */
export type StixForm = 1 | 2
export const currentForm: StixForm = 2
export const stixForms: readonly StixForm[] = [2, 1]

/** Computes a UUID of version 5 (RFC 9562, 5.5) from the SHA-1 of the namespace's bytes and the name. */
export const uuid5 = (namespace: string, name: string): string => derivedUuid(namespace, name, 0x50)

/** The observables of STIX that accompany signals. STIX 2.1, 2.9 recommends version 5 for them, and version 4 for all others. */
const standardObservables = ['file', 'url', 'user-account']
/** Computes the UUID of an object. Both versions are made of the same digest. */
const uuidOf = (namespace: string, name: string, form: StixForm, type = ''): string =>
  derivedUuid(namespace, name, form === 1 || standardObservables.includes(type) ? 0x50 : 0x40)

function derivedUuid(namespace: string, name: string, version: number): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | version
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Returns the UUID of a member as an organisation of MISP. */
export const memberUuid = (member: string): string => uuid5(memberNamespace, member)
export const memberIdentityId = (member: string, form: StixForm = currentForm): string =>
  `identity--${uuidOf(memberNamespace, member, form)}`
/**
 * Returns the id of an agreement's statement. The id is the same for all versions, so that markings do not depend on
 * which version a node has.
 */
export const agreementStatementId = (agreement: string, form: StixForm = currentForm): string =>
  `marking-definition--${uuidOf(memberNamespace, `agreement:${agreement}`, form)}`

/**
 * Returns the id of a companion object, derived from the signal's random id. An id derived from a document number would
 * be an unsalted hash of that number.
 */
export const companionId = (type: string, signalId: string, place: number, form: StixForm): string =>
  `${type}--${uuidOf(signalId, `${type}${place}`, form, type)}`
