/**
 * Describes a fault for the log by its kind and its position in the code, without any value. Messages of the database,
 * of parsers and of JavaScript can quote data, so only messages written in this project are logged. Of a damaged record
 * it gives the id.
 */
export function describeFault(error: unknown): string {
  const { code, fields, name, message, stack } = (error ?? {}) as {
    code?: unknown
    fields?: { at?: string | null }
    name?: string
    message?: string
    stack?: string
  }
  const where = firstFrame(stack)
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return `database ${code} ${where}`.trim()
  const record = code === 'record-unreadable' && fields?.at ? ` of ${fields.at}` : ''
  if (typeof code === 'string') return `${name ?? 'Error'} ${code}${record} ${where}`.trim()
  const own = error instanceof Error && Object.getPrototypeOf(error) === Error.prototype
  return `${name ?? 'Error'}${own ? `: ${(message ?? '').slice(0, 200)}` : ''} ${where}`.trim()
}

const firstFrame = (stack: string | undefined): string => /at .*\/(packages\/[^)]+)/.exec(stack ?? '')?.[1] ?? ''
