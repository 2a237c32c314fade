import { createHash } from 'node:crypto'
import type { Signal, SignalKind } from '@entente/contracts'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { retentionDay, sha256OfSignal } from '../stix/signal-to-stix.ts'
import { currentForm, memberUuid, type StixForm, uuid5 } from '../stix/stix-ids.ts'
import { hashedKinds, shapeOf } from './attributes.ts'
import type { MispAttribute, MispEvent, MispManifest } from './misp-event.ts'

/** This comment identifies the attribute that contains the whole signed signal. */
export const signalComment = 'entente-signal'
const withdrawnTag = 'entente:withdrawn'
const info: Record<SignalKind, string> = {
  person: 'Person of interest',
  organisation: 'Organisation of interest',
  'travel-document': 'Travel document',
  'media-hash': 'Media hash',
  url: 'Address',
  account: 'Account',
  wallet: 'Wallet',
  consignment: 'Consignment',
}
const colours: Record<string, string> = {
  'tlp:red': '#FF2B2B',
  'tlp:amber': '#FFC000',
  'tlp:amber+strict': '#FFC000',
  'tlp:green': '#33FF00',
  'tlp:clear': '#FFFFFF',
}
const tag = (name: string) => ({ name, colour: colours[name] ?? '#3A5A78' })

/** Returns the tags that state a signal's terms. An imported event must have exactly these tags. */
export const termTags = (signal: Signal): string[] => [
  `tlp:${signal.tlp}`,
  `PAP:${signal.pap.toUpperCase()}`,
  ...signal.purposes.map((purpose) => `entente:purpose="${purpose}"`),
  ...signal.agreements.map((agreement) => `entente:agreement="${agreement}"`),
  `entente:retain-until="${retentionDay(signal)}"`,
  `entente:signal-sha256="${sha256OfSignal(signal)}"`,
  ...(signal.lawfulBasis.people === undefined ? [] : [`entente:people="${signal.lawfulBasis.people}"`]),
  ...(signal.status === 'withdrawn' ? [withdrawnTag] : []),
]

/**
 * Returns the timestamp of a version in Unix seconds. It rises with every version, even if two versions were made
 * within a second.
 */
export const mispTimestamp = (signal: Pick<Signal, 'modifiedAt' | 'version'>): number =>
  Math.floor(Date.parse(signal.modifiedAt) / 1000) + signal.version

/**
 * Converts a signal to a MISP event. Its `distribution` is 0, so that a MISP server does not share the event further.
 * The tags state the terms. Form 1, which the release before wrote, is only read. A withdrawn signal gets a later timestamp and no value.
 */
export function signalToEvent(signal: Signal, form: StixForm = currentForm): MispEvent {
  const timestamp = String(mispTimestamp(signal))
  let place = 0
  const identified = <T extends object>(part: T): T & { uuid: string; timestamp: string } => ({
    uuid: uuid5(signal.id, `misp${place++}`),
    timestamp,
    ...part,
  })
  const container: MispAttribute = {
    type: 'text',
    category: 'Internal reference',
    value: canonicalJson(signal),
    comment: signalComment,
    to_ids: false,
    disable_correlation: true,
    distribution: '5',
  }
  const shape = signal.value === null ? { attributes: [], objects: [] } : shapeOf(signal.kind, signal.value, form)
  return {
    uuid: signal.id,
    info: info[signal.kind],
    date: signal.createdAt.slice(0, 10),
    timestamp,
    publish_timestamp: timestamp,
    published: true,
    analysis: '2',
    threat_level_id: signal.confidence >= 80 ? '1' : signal.confidence >= 50 ? '2' : '3',
    distribution: '0',
    Orgc: { name: signal.owner, uuid: memberUuid(signal.owner) },
    Tag: termTags(signal).map(tag),
    Attribute: [container, ...shape.attributes].map(identified),
    Object: shape.objects.map((object) => ({ ...identified(object), Attribute: object.Attribute.map(identified) })),
  }
}

/** Returns the manifest entry of an event. */
export function manifestEntry(event: MispEvent): MispManifest[string] {
  const { info, Orgc, analysis, Tag, timestamp, date, threat_level_id } = event
  return { info, Orgc, analysis, Tag, timestamp, date, threat_level_id }
}

/**
 * Makes a signal's lines of `hashes.csv`: the MD5 of each value and the id of its event. Kinds whose values can be
 * guessed by trying all have no lines, and neither has a withdrawn signal.
 */
export function hashLines(signal: Signal): string[] {
  if (signal.value === null || !hashedKinds.includes(signal.kind)) return []
  const { attributes, objects } = shapeOf(signal.kind, signal.value)
  const values = [...attributes, ...objects.flatMap((object) => object.Attribute)]
    .filter(({ object_relation }) => object_relation !== 'symbol')
    .map(({ value }) => value)
  return values.map((value) => `${createHash('md5').update(value).digest('hex')},${signal.id}`)
}
