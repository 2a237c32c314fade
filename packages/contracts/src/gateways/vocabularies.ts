import { z } from 'zod'
import { cargoVocabulary } from './cargo/vocabulary.ts'
import { contentVocabulary } from './content/vocabulary.ts'
import { travelVocabulary } from './travel/vocabulary.ts'

/** Every kind of gateway that this release knows, in the order in which lists show them. A new kind is its folder and its line here. */
export const gatewayVocabularies = [travelVocabulary, contentVocabulary, cargoVocabulary] as const
export type GatewayKind = (typeof gatewayVocabularies)[number]['kind']

/**
 * A kind of gateway, as rows and routes name it: a string that the node checks against the gateways it was started with. The description lists the kinds of
 * this release.
 */
export const GatewayName = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}$/)
  .meta({ enum: gatewayVocabularies.map(({ kind }) => kind) })
