import type { FastifyRequest } from 'fastify'

/** The errors with which reading a body ends if the client breaks the connection off. */
const abortCodes = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'EPIPE'])

/** Returns whether an error only says that the client broke the request off while its body was read. */
export function isClientAbort(error: unknown, request: FastifyRequest): boolean {
  const { code, message } = error as { code?: string; message?: string }
  if (request.raw.complete || !request.raw.destroyed) return false
  // The same codes come from a lost database, with other messages.
  return abortCodes.has(code ?? '') && /^(aborted|premature close|the operation was aborted)$/i.test(message ?? '')
}
