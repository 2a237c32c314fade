import type { Problem } from '@entente/contracts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { databaseRules, type ErrorCode, errorTable, Failure, type FailureFields } from './errors.ts'
import { isClientAbort } from './safeguards/access/client-abort.ts'
import { describeFault } from './store/describe-fault.ts'
import { isRetryable } from './store/postgres/index.ts'

/**
 * Converts every error to problem+json (RFC 9457). The answer contains no internals, such as a stack or an SQL
 * statement.
 */
function problemOf(error: unknown, request: FastifyRequest): Problem {
  const { code, fields } = failureOf(error, request)
  const [usual, title] = errorTable[code]
  const status = fields.status ?? usual
  return {
    type: `urn:entente:error:${code}`,
    title,
    status,
    detail: fields.detail ?? title,
    code,
    at: fields.at ?? null,
    clauses: fields.clauses ?? null,
    requestId: request.id,
    ...(fields.errors === undefined ? {} : { errors: fields.errors }),
    ...(fields.retryAfterMs === undefined ? {} : { retryAfterMs: fields.retryAfterMs }),
  }
}

export function replyWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request)
  if (problem.status >= 500 && request.routeOptions.config.anonymous !== true)
    request.log.error({ event: 'request.failed', code: problem.code, error: describeFault(error) })
  if (problem.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(problem.retryAfterMs / 1000))
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** The database has no room, cannot write its disk, or only reads. */
const unwritable = new Set(['53100', '58030', '25006'])

/** Returns whether the database could not write the entry of the log, so that the transaction gave out nothing. */
function isUnlogged(error: unknown): boolean {
  const { code, where } = error as { code?: unknown; where?: unknown }
  return typeof code === 'string' && unwritable.has(code) && typeof where === 'string' && where.includes('audit.append')
}

function failureOf(error: unknown, request: FastifyRequest): { code: ErrorCode; fields: FailureFields } {
  if (error instanceof Failure) return { code: error.code, fields: error.fields }
  // A client that goes away is neither an error of this node nor of its database.
  if (isClientAbort(error, request)) return { code: 'request-aborted', fields: {} }
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error.validation)
  const { code, statusCode } = error as FastifyError
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return { code: request.routeOptions.config.tooLarge ?? 'too-large', fields: {} }
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return { code: 'empty-body', fields: {} }
  if (code === 'FST_ERR_BAD_URL') return { code: 'not-found', fields: {} }
  if (code in databaseRules) return { code: databaseRules[code] as ErrorCode, fields: {} }
  // A value that the database cannot store or compare, such as a zero byte or an impossible date, is an error of the
  // client.
  if (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code)) {
    return { code: 'body-invalid', fields: { detail: 'The request holds a value that cannot be stored or compared.' } }
  }
  if (isUnlogged(error)) return { code: 'audit-unavailable', fields: { retryAfterMs: 10_000 } }
  if (isRetryable(error)) return { code: 'unavailable', fields: { retryAfterMs: 1000 } }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return { code: 'unavailable', fields: { detail: 'The disk of the node is full.', retryAfterMs: 10_000 } }
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    // The route `/*` serves files of the desk. If it refuses a path, no such file exists.
    if (statusCode === 404 || request.routeOptions.url === '/*') return { code: 'not-found', fields: {} }
    return { code: 'body-invalid', fields: { detail: 'The request could not be read.' } }
  }
  return {
    code: 'unexpected',
    fields: { detail: `Nothing was changed. Name this request to your operator: ${request.id}.` },
  }
}

interface ValidationIssue {
  instancePath: string
  message?: string
  keyword?: string
  params?: { keys?: string[] }
}

/** A parameter whose text is no number is a NaN for the schema, which says nothing to the caller. */
const plainMessage = (message = 'not valid'): string =>
  message.replace('received NaN', 'received text that is no number')

/**
 * Returns all faults of a body with their positions. Unknown fields have a separate code, because they must not be
 * dropped without notice.
 */
function fromValidation(issues: readonly unknown[]): { code: ErrorCode; fields: FailureFields } {
  const errors = (issues as ValidationIssue[]).flatMap((issue) => {
    const at = issue.instancePath || '/'
    const keys = issue.keyword === 'unrecognized_keys' ? (issue.params?.keys ?? []) : []
    if (keys.length > 0) {
      return keys.map((key) => ({
        code: 'unknown-field',
        at: `${at === '/' ? '' : at}/${key}`,
        message: `There is no field ${key}.`,
      }))
    }
    return [{ code: (issue.keyword ?? 'invalid').replaceAll('_', '-'), at, message: plainMessage(issue.message) }]
  })
  const code: ErrorCode = errors.some((e) => e.code === 'unknown-field') ? 'unknown-field' : 'body-invalid'
  const detail = errors.map((e) => `${e.at}: ${e.message}`).join('; ')
  return { code, fields: { at: errors[0]?.at ?? null, errors, detail } }
}
