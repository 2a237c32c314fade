import { isDeepStrictEqual } from 'node:util'
import { chainOf, type Finding, MediaHashValue, Signal } from '@entente/contracts'
import { normaliseTlsh } from '@entente/matching/media'
import { type ReadValue, urlValue } from '../stix/foreign-value.ts'
import { type PapMark, readPap, readTlp, strictestPap, strictestTlp, type TlpMark } from '../stix/markings.ts'
import { type StixForm, stixForms } from '../stix/stix-ids.ts'
import { inexactBirth } from './attributes.ts'
import { isTrue, type MispAttribute, type MispEvent } from './misp-event.ts'
import { signalComment, signalToEvent, termTags } from './signal-to-event.ts'

/**
 * How this node classifies an event; `ReadObject` is the same for STIX. Findings list what was deleted at the source. A
 * person decides what a deletion means.
 */
export type ReadEvent =
  | { what: 'signal'; signal: Signal; findings: Finding[] }
  | { what: 'foreign'; findings: Finding[] }
  | { what: 'refused'; code: 'misp-mismatch' | 'signal-invalid'; at: string; message: string }

/**
 * Classifies a parsed event. Refusals: `signal-invalid`; `misp-mismatch` if tags or attributes differ from the signal
 * that the event carries.
 */
export function readEvent(event: MispEvent): ReadEvent {
  const all = attributesOf(event)
  const findings = all.filter(({ gone }) => gone).map(({ attribute }) => deleted(event.uuid, attribute))
  const place = all.findIndex(({ attribute }) => attribute.comment === signalComment)
  const container = all[place]
  if (container === undefined || container.gone) return { what: 'foreign', findings }
  const at = `/Attribute/${place}`
  const parsed = Signal.safeParse(json(container.attribute.value))
  if (!parsed.success) return refuse('signal-invalid', at, parsed.error.issues[0]?.message ?? 'not a signal')
  const signal = parsed.data
  if (signal.id !== event.uuid)
    return refuse('misp-mismatch', '/uuid', 'The event is not that of the signal it carries.')
  const tags = (event.Tag ?? []).map(({ name }) => name)
  if (!isDeepStrictEqual(tags.filter(isTerm).sort(), termTags(signal).sort()))
    return refuse(
      'misp-mismatch',
      '/Tag',
      'The tags are not the terms of the signed signal: they were changed on the way.',
    )
  const here = new Set(all.map(({ attribute }) => keyOf(attribute)))
  const whole = stixForms.map((form) => projected(signal, form)?.every((key) => here.has(key)))
  if (whole.includes(undefined)) return refuse('misp-mismatch', at, 'The value is none of its kind.')
  if (!whole.includes(true))
    return refuse(
      'misp-mismatch',
      '/Attribute',
      'An attribute is not as the signed signal says: it was changed on the way.',
    )
  return { what: 'signal', signal, findings }
}

const refuse = (code: 'misp-mismatch' | 'signal-invalid', at: string, message: string): ReadEvent => ({
  what: 'refused',
  code,
  at,
  message,
})
const isTerm = (name: string): boolean => /^(tlp|pap|entente):/i.test(name)
const keyOf = ({ type, object_relation, value }: MispAttribute): string =>
  JSON.stringify([type, object_relation ?? null, value])

function projected(signal: Signal, form: StixForm): string[] | null {
  try {
    return attributesOf(signalToEvent(signal, form)).map(({ attribute }) => keyOf(attribute))
  } catch {
    return null
  }
}

function attributesOf(event: MispEvent): { attribute: MispAttribute; gone: boolean }[] {
  const plain = (event.Attribute ?? []).map((attribute) => ({ attribute, gone: isTrue(attribute.deleted) }))
  const within = (event.Object ?? []).flatMap((object) =>
    (object.Attribute ?? []).map((attribute) => ({
      attribute,
      gone: isTrue(attribute.deleted) || isTrue(object.deleted),
    })),
  )
  return [...plain, ...within]
}

/**
 * Reports a deleted attribute as a finding. MISP does not say why an attribute was deleted; the reason may be a
 * withdrawal.
 */
const deleted = (event: string, { type }: MispAttribute): Finding => ({
  code: 'MISP_ATTRIBUTE_DELETED',
  severity: 'warning',
  message: `An attribute of type ${type.slice(0, 40)} was deleted at the source: it may have been withdrawn.`,
  position: { event },
  literal: null,
  at: null,
})

/** Returns the strictest marking among the tags of a foreign event. Without any marking it returns amber+strict. */
export function markingsOfEvent(event: MispEvent): { tlp: TlpMark; pap: PapMark } {
  const tagged = (prefix: string) =>
    (event.Tag ?? []).flatMap(({ name }) => {
      const lower = name.toLowerCase()
      return lower.startsWith(prefix) ? [lower.slice(prefix.length)] : []
    })
  return {
    tlp: strictestTlp(tagged('tlp:').flatMap((mark) => readTlp(mark) ?? [])) ?? 'amber+strict',
    pap: strictestPap(tagged('pap:').flatMap((mark) => readPap(mark) ?? [])) ?? 'amber',
  }
}

/**
 * Converts the attributes of a foreign event to values of signals, in the same order. An officer may adopt such a
 * value.
 */
export function valuesOfEvent(event: MispEvent): ReadValue[] {
  const live = attributesOf(event).filter(({ gone }) => !gone)
  const plain = live.flatMap(({ attribute }) => valueOfAttribute(attribute) ?? [])
  const births = live.flatMap(({ attribute: { type, comment, value } }) =>
    type === 'text' && comment === inexactBirth && isBirthDate(value) ? [value] : [],
  )
  const objects = (event.Object ?? []).filter((object) => !isTrue(object.deleted))
  return [...plain, ...objects.flatMap((object) => valueOfObject(object.name, object.Attribute ?? [], births) ?? [])]
}

/** Whether a text is a birth date in the form of signals: a date, a month, a year, an approximate one, or two years. */
const isBirthDate = (text: string): boolean => /^\d{4}(-\d{2}(-\d{2})?|~|\/\d{4})?$/.test(text)
const named = (full: string, family: string | null, given: string | null, quality: string) => ({
  ...{ full, family, given, script: null, quality },
})

function valueOfAttribute({ type, value, object_relation }: MispAttribute): ReadValue | null {
  if (type === 'tlsh') {
    const hash = normaliseTlsh(value)
    return hash === null ? null : { kind: 'media-hash', value: mediaHash('tlsh', hash) }
  }
  // Within an object this is one of the names of the person.
  if (type === 'full-name' && object_relation == null)
    return { kind: 'person', value: { ...noPerson, names: [named(value, null, null, 'primary')] } }
  if (type === 'sha256' || type === 'sha1' || type === 'md5') {
    const hash = mediaHash(type, value.toLowerCase())
    return MediaHashValue.safeParse(hash).success ? { kind: 'media-hash', value: hash } : null
  }
  if (type === 'url') return urlValue(value)
  if (type === 'btc' || type === 'xmr' || type === 'dash')
    return { kind: 'wallet', value: { chain: type, address: value } }
  return null
}

const mediaHash = (algorithm: string, hash: string) => ({
  ...{ algorithm, hash, quality: null, threshold: null, mediaType: null },
})
const noPerson = { birthDates: [], sex: null, nationalities: [], birthPlaces: [], identifiers: [] }

function valueOfObject(
  name: string,
  attributes: readonly MispAttribute[],
  births: readonly string[],
): ReadValue | null {
  const of = (relation: string) =>
    attributes.flatMap((a) => (a.object_relation === relation && !isTrue(a.deleted) ? [a.value] : []))
  const one = (relation: string) => of(relation)[0] ?? null
  if (name === 'user-account') {
    const value = { service: one('account-type') ?? 'unknown', userId: one('user-id'), handle: one('username') }
    return value.userId === null && value.handle === null ? null : { kind: 'account', value }
  }
  if (name === 'coin-address') {
    // The relations `address` and `address-xmr` have types of their own, which are read as attributes.
    const address = one('address-crypto')
    return address === null ? null : { kind: 'wallet', value: { chain: chainOf(one('symbol') ?? 'unknown'), address } }
  }
  if (name !== 'person') return null
  const [family, given] = [one('last-name'), one('first-name')]
  const full = one('full-name') ?? [given, family].filter((part) => part !== null).join(' ')
  const names = [
    ...(full === '' ? [] : [named(full, family, given, 'primary')]),
    ...of('alias').map((alias) => named(alias, null, null, 'good')),
  ]
  if (names.length === 0) return null
  const sexes: Record<string, string> = { male: 'M', female: 'F' }
  const identifier = (type: string, relation: string) =>
    of(relation).map((number) => ({ type, number, issuer: type === 'passport' ? one('passport-country') : null }))
  return {
    kind: 'person',
    value: {
      names,
      birthDates: [...of('date-of-birth').flatMap((date) => /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0] ?? []), ...births],
      sex: sexes[(one('gender') ?? '').toLowerCase()] ?? null,
      nationalities: of('nationality').filter((state) => /^[A-Z]{1,3}$/.test(state)),
      birthPlaces: of('place-of-birth'),
      identifiers: [...identifier('passport', 'passport-number'), ...identifier('national-id', 'identity-card-number')],
    },
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
