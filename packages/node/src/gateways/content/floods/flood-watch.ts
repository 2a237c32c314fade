const windowMs = 600_000
const fewest = 50
const timesMedian = 20
const shareOfUploads = 0.01

/**
 * Counts the uploads that each signal matched in the last ten minutes, in this worker. A signal floods with more than
 * fifty, and with more than twenty times the median of its bank or more than one percent of all uploads.
 */
export class FloodWatch {
  readonly #hits = new Map<number, { bank: number; times: number[] }>()
  #uploads: number[] = []

  upload(now: number): void {
    this.#uploads.push(now)
    if (this.#uploads.length > 1000 && (this.#uploads[0] as number) < now - 2 * windowMs)
      this.#uploads = this.#uploads.filter((time) => time > now - windowMs)
  }

  /** Counts a hit; returns whether the signal floods now. */
  hit(number: number, bank: number, now: number): boolean {
    const since = now - windowMs
    const of = this.#hits.get(number) ?? { bank, times: [] }
    this.#hits.set(number, of)
    of.times.push(now)
    if ((of.times[0] as number) <= since) of.times = of.times.filter((time) => time > since)
    const count = of.times.length
    if (count <= fewest) return false
    this.#forget(since)
    const uploads = this.#uploads.filter((time) => time > since).length
    return count > timesMedian * this.#median(bank, number) || count > shareOfUploads * uploads
  }

  /** Returns the median of the bank's other signals with hits. */
  #median(bank: number, but: number): number {
    const counts = [...this.#hits]
      .filter(([number, hits]) => hits.bank === bank && number !== but)
      .map(([, { times }]) => times.length)
      .sort((a, b) => a - b)
    return counts[Math.floor(counts.length / 2)] ?? 0
  }

  #forget(since: number): void {
    for (const [number, { times }] of this.#hits) if ((times.at(-1) ?? 0) <= since) this.#hits.delete(number)
  }
}
