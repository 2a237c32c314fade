import { z } from 'zod'

/**
 * Terms for a client that may only check whether content is known: the number of signals per day and minute, and the
 * agreements whose labels it may see.
 */
export const RemoteTerms = z.strictObject({
  perDay: z.int().min(1).max(10_000_000),
  perMinute: z.int().min(1).max(100_000),
  agreements: z.array(z.string().max(200)).max(100),
})
export type RemoteTerms = z.infer<typeof RemoteTerms>

/** The settings of a platform. */
export const ContentSenderSettings = z.strictObject({
  /** If this is set, the keys of the client may call only `POST /v1/content/match/remote`. */
  remote: RemoteTerms.nullable().default(null),
})
export type ContentSenderSettings = z.infer<typeof ContentSenderSettings>
