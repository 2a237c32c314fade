import { z } from 'zod'

export const FindRequest = z.strictObject({ text: z.string().min(1).max(200) })
/** Only the person who searched can open it. Names are found by whole words only, in a blind index. */
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
