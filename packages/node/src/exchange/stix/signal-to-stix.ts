import { createHash } from 'node:crypto'
import type { Signal, SignalKind } from '@entente/contracts'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { inventedMarkingId, papMarkingId, tlpMarkingId } from './markings.ts'
import { type Observable, observableOf } from './observables.ts'
import { compare, writePattern } from './pattern.ts'
import {
  agreementStatementId,
  companionId,
  currentForm,
  memberIdentityId,
  type StixForm,
  termsExtension,
} from './stix-ids.ts'
import type { StixObject } from './stix-object.ts'

/** The names of indicators. They do not contain the value, because lists, logs and titles show names. */
const labels: Record<SignalKind, string> = {
  person: 'Person of interest',
  organisation: 'Organisation of interest',
  'travel-document': 'Travel document',
  'media-hash': 'Media hash',
  url: 'Address',
  account: 'Account',
  wallet: 'Wallet',
  consignment: 'Consignment',
}
const aboutSomebody: readonly SignalKind[] = ['person', 'organisation', 'travel-document', 'account']

/** Returns the pattern of a signal whose value was erased. */
const withdrawnPattern = (signalId: string, form: StixForm): string =>
  writePattern([compare(`x-entente-withdrawn:${form === 1 ? 'id' : 'signal_id'}`, signalId)])
export const sha256OfSignal = (signal: Signal): string =>
  createHash('sha256').update(canonicalJson(signal)).digest('hex')
/** Returns the day until which a signal may be retained, as STIX and MISP labels show it. */
export const retentionDay = (signal: Pick<Signal, 'retainUntil'>): string => signal.retainUntil.slice(0, 10)

/** Says for whom the indicator is meant, without its value: who has no node reads the terms here. */
const describe = ({ purposes, action, status }: Signal): string =>
  status === 'withdrawn'
    ? 'Withdrawn by its owner: stop using it and erase it.'
    : `Shared under written terms. Purposes: ${purposes.join(', ')}. Action: ${action}. A hit is reviewed by a person.`

/**
 * Converts a signal to STIX 2.1: an indicator and its companion objects. The terms extension of the indicator contains
 * the whole signed signal. All other fields are derived from the signal, so the same signal gives the same bytes. A
 * withdrawn signal is revoked and has no companion objects.
 */
export function signalToStix(signal: Signal, form: StixForm = currentForm): StixObject[] {
  const observable = signal.value === null ? null : observableOf(signal.kind, signal.value, form)
  const indicator: StixObject = {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${signal.id}`,
    created_by_ref: memberIdentityId(signal.owner, form),
    created: signal.createdAt,
    modified: signal.modifiedAt,
    revoked: signal.status === 'withdrawn',
    name: labels[signal.kind],
    ...(form === 1 ? {} : { description: describe(signal) }),
    indicator_types: [aboutSomebody.includes(signal.kind) ? 'attribution' : 'malicious-activity'],
    pattern: observable?.pattern ?? withdrawnPattern(signal.id, form),
    pattern_type: observable?.patternType ?? 'stix',
    ...(form === 1 ? {} : { pattern_version: '2.1' }),
    valid_from: signal.validFrom,
    valid_until: signal.validUntil,
    confidence: signal.confidence,
    labels: [
      ...signal.purposes.map((purpose) => `purpose:${purpose}`),
      `kind:${signal.kind}`,
      `retain-until:${retentionDay(signal)}`,
      ...signal.agreements.map((agreement) => `agreement:${agreement}`),
      ...(signal.lawfulBasis.people === undefined ? [] : [`people:${signal.lawfulBasis.people}`]),
    ],
    object_marking_refs: [
      tlpMarkingId(signal.tlp),
      papMarkingId(signal.pap),
      ...signal.agreements.map((agreement) => agreementStatementId(agreement, form)),
      ...(signal.lawfulBasis.people === undefined ? [] : [inventedMarkingId]),
    ],
    external_references: [
      { source_name: 'entente', external_id: signal.id, hashes: { 'SHA-256': sha256OfSignal(signal) } },
    ],
    extensions: { [termsExtension]: { extension_type: 'property-extension', signal } },
  }
  return [indicator, ...companionsOf(signal, indicator, observable?.companions ?? [], form)]
}

const observableTypes = new Set([
  'travel-document',
  'file',
  'url',
  'user-account',
  'cryptocurrency-wallet',
  'tracking-number',
])

function companionsOf(
  signal: Signal,
  indicator: StixObject,
  companions: Observable['companions'],
  form: StixForm,
): StixObject[] {
  const ids = companions.map(({ type }, place) => companionId(type, signal.id, place, form))
  return companions.map((companion, place): StixObject => {
    const id = ids[place] as string
    const { type, extensions, terms: more, ...fields } = companion
    const marked = { object_marking_refs: indicator.object_marking_refs }
    const terms = {
      extensions: {
        ...(extensions as object | undefined),
        [termsExtension]: {
          extension_type: 'property-extension',
          [form === 1 ? 'of' : 'indicator_ref']: indicator.id,
          ...more,
        },
      },
    }
    if (observableTypes.has(type)) return { type, spec_version: '2.1', id, ...fields, ...marked, ...terms }
    const { created_by_ref, created, modified } = indicator
    const ends = type === 'relationship' ? { source_ref: indicator.id, target_ref: ids[0] } : {}
    return { type, spec_version: '2.1', id, created_by_ref, created, modified, ...fields, ...ends, ...marked, ...terms }
  })
}
