/** Returns the body of a successful answer. Throws an error with the status and body of any other answer. */
export async function answerOf<T>(call: Promise<{ status: number; body: unknown }>): Promise<T> {
  const { status, body } = await call
  if (status < 200 || status > 299) throw new Error(`answered ${status}: ${JSON.stringify(body).slice(0, 500)}`)
  return body as T
}

const everyMs = 50
const usualMs = 60_000

/** Waits until `isSo` returns true. After `mostMs`, by default one minute, it throws an error that names `what`. */
export async function until(what: string, isSo: () => Promise<boolean>, mostMs = usualMs): Promise<void> {
  for (const started = Date.now(); Date.now() - started < mostMs; ) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  throw new Error(`not within ${mostMs / 1000} s: ${what}`)
}
