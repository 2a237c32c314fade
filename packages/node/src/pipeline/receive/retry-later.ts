const firstMs = 1000
const longestMs = 5 * 60_000

/** Delays retries: one second after the first failure, then twice as long each time, up to five minutes. */
export class RetryLater {
  private readonly failed = new Map<string, { mark: string; times: number; until: number }>()

  /** Returns whether it is too early to retry. A changed item (another mark) is retried at once. */
  waits(key: string, mark: string): boolean {
    const known = this.failed.get(key)
    return known !== undefined && known.mark === mark && Date.now() < known.until
  }

  /** Records a failure and returns the delay in milliseconds. */
  failedAgain(key: string, mark: string): number {
    const known = this.failed.get(key)
    const times = known?.mark === mark ? known.times + 1 : 1
    const delay = Math.min(firstMs * 2 ** (times - 1), longestMs)
    this.failed.set(key, { mark, times, until: Date.now() + delay })
    return delay
  }

  succeeded(key: string): void {
    this.failed.delete(key)
  }

  /** Removes the state of all keys except these. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.failed.keys()) if (!keys.has(key)) this.failed.delete(key)
  }
}
