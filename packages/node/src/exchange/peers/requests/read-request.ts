import type { z } from 'zod'
import { fail } from '../../../errors.ts'

/** Returns the body of a request as JSON. The routes of nodes receive bytes, because the signature covers them. Error: `body-invalid`. */
export function jsonOf({ body }: { body?: unknown }): unknown {
  try {
    return JSON.parse((body as Buffer).toString())
  } catch {
    throw fail('body-invalid', { detail: 'The body is not JSON.' })
  }
}

/** Parses the body of a request with a schema. Errors: `unknown-field`, `body-invalid`. */
export const bodyOf = <T>(schema: z.ZodType<T>, request: { body?: unknown }): T => parse(schema, jsonOf(request))

/**
 * Parses a value with a schema. Errors: `unknown-field`, because a field must not be dropped without notice;
 * `body-invalid`.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const { issues } = parsed.error
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys')
  const issue = unknown ?? issues[0]
  throw fail(unknown === undefined ? 'body-invalid' : 'unknown-field', {
    at: `/${issue?.path.join('/') ?? ''}`,
    detail: issue?.message ?? 'Another shape is expected.',
  })
}
