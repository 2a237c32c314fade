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

const extension = (id: string, name: string, schema: string, types: string[]): StixObject => ({
  type: 'extension-definition',
  spec_version: '2.1',
  id,
  created_by_ref: memberIdentityId(project),
  created: timeless,
  modified: timeless,
  name,
  schema,
  version: '1.0.0',
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
    'The whole signed signal (`signal`) or feedback (`feedback`); on an object that accompanies an indicator, that indicator (`of`).',
    ['property-extension'],
  ),
  extension(
    observablesExtension,
    'Entente observables',
    'travel-document {document_type, number, issuing_state, expiry}; cryptocurrency-wallet {value}; tracking-number {value}; cargo-selector.',
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
