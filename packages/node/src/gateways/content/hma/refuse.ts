import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Failure, fail } from '../../../errors.ts'
import { describeFault } from '../../../store/describe-fault.ts'
import { isRetryable } from '../../../store/postgres/index.ts'

export const badRequest = (detail: string): Failure => fail('body-invalid', { detail, status: 400 })

/** Parses a body, query or form by its schema; invalid values are answered 400. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const at = issue?.path.join('.') ?? ''
  throw badRequest(`${at === '' ? '' : `${at}: `}${issue?.message ?? 'not valid'}`)
}

/** Coop sends the ratio as a text. */
export const Ratio = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number('is a number from 0 to 1').min(0).max(1))

/** Deletes an object; HMA gives the same answer for one that does not exist. */
export async function unlessUnknown(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove()
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'not-found') throw error
  }
}

/** HMA also takes a whole number as a text. */
export const WholeNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
])

/**
 * Answers every error in the form that HMA's clients read, `{"message": ...}`, without this node's codes and internals.
 */
export function replyWithMessage(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [status, message] = statusOf(error)
  if (status >= 500) request.log.error({ event: 'request.failed', interface: 'hma', error: describeFault(error) })
  return reply.code(status).send({ message })
}

function statusOf(error: unknown): [status: number, message: string] {
  if (error instanceof Failure) {
    if (error.code === 'bank-exists') return [403, error.message]
    // HMA has no status 422: an invalid request is 400 there.
    return [error.status === 422 ? 400 : error.status, error.message]
  }
  const { code, statusCode = 500 } = error as FastifyError
  if (statusCode === 413) return [413, 'The content is too large.']
  if (statusCode >= 400 && statusCode < 500) return [statusCode, 'The request could not be read.']
  // A value that no column can store or compare (SQLSTATE class 22).
  if (/^22[0-9A-Z]{3}$/.test(String(code))) return [400, 'The request holds a value that cannot be stored or compared.']
  if (isRetryable(error)) return [503, 'The node cannot reach its database.']
  return [500, 'The node made an error.']
}
