import { z } from 'zod'

/**
 * A sentence from the node for a person. The desk translates `key` with `values`. A client that does not know the key
 * shows `text`, which is English.
 */
export const Text = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
})
export type Text = z.infer<typeof Text>
export type TextValues = Text['values']

/**
 * Defines sentences by key. For each key, a function makes the English text from the values of its sentence. The
 * returned function makes the `Text` of a key, so that `text` always agrees with `values`.
 */
export function defineSentences<const English extends Record<string, (values: never) => string>>(english: English) {
  return <Key extends keyof English & string>(key: Key, ...given: Parameters<English[Key]>): Text => {
    const values = (given[0] ?? {}) as TextValues
    return { key, values, text: (english[key] as (values: TextValues) => string)(values) }
  }
}

/**
 * Returns a sentence that an older release stored as plain English. No desk has a translation for its key, so it shows
 * `text`.
 */
export const plainText = (text: string): Text => ({ key: 'reasons.text', values: { text }, text })
