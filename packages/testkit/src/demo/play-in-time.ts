/** The parts that a player of synthetic traffic uses while it runs. */
interface Pace {
  /** True once the traffic is to end. */
  isStopped(): boolean
  /** Waits until a time in milliseconds, or until the traffic is to end. */
  waitUntil(time: number): Promise<void>
  /** Says that the node has acknowledged the first messages. */
  begin(): void
  /** Warns that a sender could not do something. Says nothing once the traffic is to end: the node is stopping. */
  failed(what: string, error: unknown): void
}

/** The longest that a stopped wait keeps its timer. */
const tickMs = 500

/**
 * Runs synthetic traffic in the background. `begun` resolves when the run says so, or when it ends. `stop` ends its waits and
 * resolves once the run has ended. A run that throws is reported to `warn`.
 */
export function playInTime(
  run: (pace: Pace) => Promise<void>,
  warn: (line: string) => void,
): { begun: Promise<void>; stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const failed = (what: string, error: unknown) => {
    if (!stopped) warn(`${what}: ${String(error)}`)
  }
  const pace: Pace = {
    isStopped: () => stopped,
    async waitUntil(time) {
      while (!stopped && Date.now() < time)
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, Math.min(tickMs, Math.max(0, time - Date.now()))).unref()
        })
    },
    begin: () => begin(),
    failed,
  }
  const running = run(pace)
    .catch((error: unknown) => failed('the traffic ended', error))
    .finally(() => begin())
  return {
    begun,
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}
