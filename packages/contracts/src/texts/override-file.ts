import { z } from 'zod'
import { Language } from '../terms/languages.ts'

/** A member's own texts by language and key, in a file on the node. */
export const TextOverrides = z.partialRecord(Language, z.record(z.string().max(200), z.string().min(1).max(2000)))
export type TextOverrides = z.infer<typeof TextOverrides>

/** The texts that the member of this node replaces, in one language. */
export const OverriddenTexts = z.object({ texts: z.record(z.string(), z.string()) })
export type OverriddenTexts = z.infer<typeof OverriddenTexts>
