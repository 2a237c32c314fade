const firstMs = 1000
const longestMs = 5 * 60_000

/** When what failed is tried again: after a second, then after twice as long each time, at most five minutes. */
export class RetryLater {
  private readonly failed = new Map<string, { mark: string; times: number; until: number }>()

  /** Whether it is too early to try this again. What has changed since (another mark) is tried at once. */
  waits(key: string, mark: string): boolean {
    const known = this.failed.get(key)
    return known !== undefined && known.mark === mark && Date.now() < known.until
  }

  /** Tells how many milliseconds it is left alone now. */
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

  /** Forgets what is not there any more. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.failed.keys()) if (!keys.has(key)) this.failed.delete(key)
  }
}
