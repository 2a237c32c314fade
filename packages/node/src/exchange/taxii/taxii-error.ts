import type { FastifyReply, FastifyRequest } from 'fastify'
import { Failure, fail } from '../../errors.ts'
import { isClientAbort } from '../../safeguards/access/client-abort.ts'
import { describeFault } from '../../store/describe-fault.ts'
import { isRetryable } from '../../store/postgres/index.ts'
import { taxiiBody, taxiiType } from './media-type.ts'

/** A refusal in TAXII form: an HTTP status, an error code of this node, and a sentence. */
export class TaxiiFailure extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, description: string) {
    super(description)
    this.name = 'TaxiiFailure'
    this.status = status
    this.code = code
  }
}
export const badRequest = (description: string): TaxiiFailure => new TaxiiFailure(400, 'bad-request', description)
/** Makes the error 404, which is the same for unknown and for hidden resources. */
export const notFound = (): TaxiiFailure => new TaxiiFailure(404, 'not-found', 'Nothing here that you may know of.')

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not an envelope',
  429: 'Too many requests',
  503: 'Unavailable',
}

/**
 * Answers an error below `/taxii2/` with a TAXII error resource (TAXII 2.1, 3.6.1). The answer contains no internal
 * details.
 */
export function replyWithTaxiiError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const {
    status,
    code,
    description,
    retryAfterMs = 1000,
  } = isClientAbort(error, request) ? described(fail('request-aborted')) : described(error)
  if (status >= 500) request.log.error({ event: 'request.failed', code, error: describeFault(error) })
  if (status === 401) reply.header('www-authenticate', 'Basic realm="TAXII", charset="UTF-8"')
  if (status === 503 || status === 429) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
  const body = {
    title: titles[status] ?? 'Error',
    description,
    error_id: request.id,
    error_code: code,
    http_status: String(status),
  }
  return reply.code(status).type(taxiiType).send(taxiiBody(body))
}

function described(error: unknown): { status: number; code: string; description: string; retryAfterMs?: number } {
  if (error instanceof TaxiiFailure) return { status: error.status, code: error.code, description: error.message }
  if (error instanceof Failure) {
    const { retryAfterMs = 1000 } = error.fields
    return { status: error.status, code: error.code, description: error.message, retryAfterMs }
  }
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return { status: 413, code: 'too-large', description: 'The body is larger than this API root takes.' }
  if (isRetryable(error)) return { status: 503, code: 'unavailable', description: 'Ask again in a moment.' }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { status: statusCode, code: 'bad-request', description: 'The request could not be read.' }
  return { status: 500, code: 'unexpected', description: 'Nothing was changed.' }
}
