import type { Agreement } from '@entente/contracts'
import { inventedMarking, papMarking, tlpMarking } from './markings.ts'
import { agreementStatementId, memberIdentityId, observablesExtension, termsExtension, timeless } from './stix-ids.ts'
import type { StixObject } from './stix-object.ts'

const project = 'entente'

/** Makes the identity object of a member, which is the creator of its signals. */
export const memberIdentity = (member: string): StixObject => ({
  type: 'identity',
  spec_version: '2.1',
  id: memberIdentityId(member),
  created: timeless,
  modified: timeless,
  name: member,
  identity_class: 'organization',
})

/** The time of version 1.1.0 of the extension definitions. */
const revised = '2026-12-01T00:00:00.000Z'
const extension = (id: string, name: string, text: string, schema: string, types: string[]): StixObject => ({
  type: 'extension-definition',
  spec_version: '2.1',
  id,
  created_by_ref: memberIdentityId(project),
  created: timeless,
  modified: revised,
  name,
  description: text,
  schema,
  version: '1.1.0',
  extension_types: types,
})

/**
 * The two extension definitions of this project and the identity that created them. They are sent together with objects
 * that use them.
 */
export const extensionDefinitions: readonly StixObject[] = [
  memberIdentity(project),
  extension(
    termsExtension,
    'Entente terms',
    'Carries what STIX has no properties for: the terms of a signal, signed by its owner.',
    'The whole signed signal (`signal`) or feedback (`feedback`, with its `outcome`); on an object that accompanies an indicator, that indicator (`indicator_ref`; `of` in 1.0.0), and the `service` of an account.',
    ['property-extension'],
  ),
  extension(
    observablesExtension,
    'Entente observables',
    'Observables of travel, trade and payments that STIX 2.1 does not define.',
    'travel-document {document_type, number, issuing_state, expiry}; cryptocurrency-wallet {value}; tracking-number {value}; in patterns also cargo-selector, entente-person {value_json}, entente-organisation {value_json}, x-entente-withdrawn {signal_id}.',
    ['new-sco'],
  ),
]

/** Makes a statement that describes an agreement to people at other organisations. */
export const agreementStatement = (
  agreement: Pick<Agreement, 'id' | 'title' | 'purposes' | 'validFrom' | 'validUntil'>,
): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: agreementStatementId(agreement.id),
  created: agreement.validFrom,
  definition_type: 'statement',
  definition: {
    statement: `Agreement ${agreement.title}, purposes ${agreement.purposes.join(', ')}, hold until ${agreement.validUntil.slice(0, 10)} at most`,
  },
})

/** All marking definitions to which signals refer, except statements of agreements. */
export const markingDefinitions: readonly StixObject[] = [
  ...(['clear', 'green', 'amber', 'amber+strict', 'red'] as const).map(tlpMarking),
  ...(['clear', 'green', 'amber', 'red'] as const).map(papMarking),
  inventedMarking,
]
