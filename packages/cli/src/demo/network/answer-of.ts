/** The body of an answer that must be a success; what else it was is thrown. */
export async function answerOf<T>(call: Promise<{ status: number; body: unknown }>): Promise<T> {
  const { status, body } = await call
  if (status < 200 || status > 299) throw new Error(`answered ${status}: ${JSON.stringify(body).slice(0, 500)}`)
  return body as T
}

const everyMs = 50
const mostMs = 60_000

/** Waits until it is so, a minute at most. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const started = Date.now(); Date.now() - started < mostMs; ) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  throw new Error(`waited a minute in vain: ${what}`)
}
