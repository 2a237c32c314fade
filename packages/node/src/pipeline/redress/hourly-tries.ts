import { fail } from '../../errors.ts'

const hourMs = 3_600_000
/** The callers that are remembered. `total` limits how fast they appear. */
const mostCallers = 10_000

/** Limits tries within any hour, by caller and in sum. The counts are in memory: a restart begins anew. `now` returns milliseconds. */
export class HourlyTries {
  readonly #limits: { each: number; total: number }
  readonly #now: () => number
  readonly #callers = new Map<string, number[]>()
  #all: number[] = []

  constructor(limits: { each: number; total: number }, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  /** Counts a try. Throws `too-many-requests`, with the time until the next one is permitted, without counting it. */
  take(caller: string): void {
    const now = this.#now()
    const recent = (times: readonly number[]) => times.filter((at) => now - at < hourMs && at <= now)
    this.#all = recent(this.#all)
    const own = recent(this.#callers.get(caller) ?? [])
    const full = own.length >= this.#limits.each ? own : this.#all.length >= this.#limits.total ? this.#all : null
    if (full !== null) throw fail('too-many-requests', { retryAfterMs: (full[0] as number) + hourMs - now })
    own.push(now)
    this.#all.push(now)
    this.#callers.delete(caller)
    this.#callers.set(caller, own)
    if (this.#callers.size > mostCallers) this.#callers.delete(this.#callers.keys().next().value as string)
  }

  /** Gives the newest try of a caller back, because it was right. */
  giveBack(caller: string): void {
    this.#callers.get(caller)?.pop()
    this.#all.pop()
  }
}
