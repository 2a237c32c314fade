import { z } from 'zod'
import { cargoVocabulary } from './cargo/vocabulary.ts'
import { contentVocabulary } from './content/vocabulary.ts'
import { travelVocabulary } from './travel/vocabulary.ts'

/**
 * Every kind of gateway in this release, in the order in which lists show them. A new kind needs a folder and an entry
 * here.
 */
export const gatewayVocabularies = [travelVocabulary, contentVocabulary, cargoVocabulary] as const
type Errors<V> = V extends { errors: infer E } ? keyof E : never
/** The codes of the errors that gateways add to the table of errors. */
export type GatewayErrorCode = Errors<(typeof gatewayVocabularies)[number]>
export type GatewayKind = (typeof gatewayVocabularies)[number]['kind']

/**
 * The kind of a gateway in rows and routes: a string that the node compares with its gateways. The API description
 * lists the kinds of this release.
 */
export const GatewayName = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}$/)
  .meta({ enum: gatewayVocabularies.map(({ kind }) => kind) })
