import type { CellKind, GatewayVocabulary } from '../../terms/gateway-vocabulary.ts'
import type { Purpose } from '../../terms/terms.ts'

/** The purposes of uploads. */
export const contentPurposes = ['content-safety'] as const satisfies readonly Purpose[]

/** The things that a match of content compares. */
export const contentCells = ['picture', 'frames', 'text', 'address', 'bytes', 'harmless'].map(
  (id): CellKind => ({ id, filter: true }),
)

/** The acts of each outcome. They are plain data, so that the desk can use them without the schemas. */
export const contentActs = {
  'no-action': ['keep'],
  'further-check': ['escalate'],
  adverse: ['restrict', 'remove', 'suspend'],
} as const satisfies GatewayVocabulary['acts']

/** The reason codes for each outcome. */
export const contentReasons = {
  'no-action': ['different-content', 'known-harmless', 'context-changes-meaning', 'outside-policy', 'signal-outdated'],
  'further-check': ['context-unclear', 'language-expert-needed', 'legal-advice-needed', 'authority-to-be-asked'],
  adverse: ['same-content', 'same-content-edited', 'signal-owner-confirmed', 'court-or-authority-order'],
  exempt: ['journalism', 'research', 'evidence-of-crime', 'humanitarian'],
} as const satisfies GatewayVocabulary['reasons']

/** The limits of viewing of a person who set none, as `ViewingSettings`. */
export const defaultViewingSettings = {
  view: 'tiles' as const,
  most: 'video' as const,
  colour: true,
  sound: true,
  leftToOthers: [] as string[],
}
