/**
 * A fault in the words of a log: what kind it is and where, never what a value was. Texts of a database error, of a parser and of the language itself can quote
 * what was at work; only a sentence of our own is passed on.
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
