/**
 * Describes a fault for the log: its kind and place, never a value. Messages of a database error, a parser or the language can quote data,
 * so only our own messages are passed on.
 */
export function describeFault(error: unknown): string {
  const { code, name, message, stack } = (error ?? {}) as {
    code?: unknown
    name?: string
    message?: string
    stack?: string
  }
  const where = firstFrame(stack)
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return `database ${code} ${where}`.trim()
  if (typeof code === 'string') return `${name ?? 'Error'} ${code} ${where}`.trim()
  const own = error instanceof Error && Object.getPrototypeOf(error) === Error.prototype
  return `${name ?? 'Error'}${own ? `: ${(message ?? '').slice(0, 200)}` : ''} ${where}`.trim()
}

const firstFrame = (stack: string | undefined): string => /at .*\/(packages\/[^)]+)/.exec(stack ?? '')?.[1] ?? ''
