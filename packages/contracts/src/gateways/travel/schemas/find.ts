import { z } from 'zod'

export const FindRequest = z.strictObject({ text: z.string().min(1).max(200) })
/**
 * The result of a search, which only the person who searched can open. Names are found only by whole words, in a blind
 * index.
 */
export const FindAnswer = z.object({
  find: z.string(),
  items: z.array(
    z.object({
      kind: z.enum(['case', 'flight', 'traveller', 'message']),
      id: z.string(),
      label: z.string(),
      detail: z.string(),
    }),
  ),
})
