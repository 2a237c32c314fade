import { fail } from '../../errors.ts'
import type { BudgetState } from './budget.ts'

export interface PaceLimit {
  /** How many units may be used at once. */
  burst: number
  /** How many units become available again each second. */
  perSecond: number
}
export interface PaceLimits {
  /** The name of the limit in the metrics. */
  name: string
  total: PaceLimit
  each: PaceLimit
}

interface Bucket {
  left: number
  at: number
}
/** The limits by caller that are remembered. `total` limits how fast callers appear, so honest ones are not pushed out. */
const mostCallers = 10_000

/**
 * Limits how many units are used over time, in sum and by caller (a token bucket, RFC 2697, 3). `now` returns
 * milliseconds. The counts are in memory: a restart begins with full buckets.
 */
export class Pace {
  readonly #limits: PaceLimits
  readonly #now: () => number
  readonly #total: Bucket
  readonly #callers = new Map<string, Bucket>()
  readonly #refused = { caller: 0, total: 0 }

  constructor(limits: PaceLimits, now: () => number) {
    this.#limits = limits
    this.#now = now
    this.#total = { left: limits.total.burst, at: now() }
  }

  /** Returns whether a caller has a unit left. */
  has(caller: string): boolean {
    return this.#bucketOf(caller).left >= 1
  }

  /** Uses units, or throws `too-many-requests` with the time until they are available. Zero units only test. */
  take(caller: string, units = 1): void {
    const { total, each } = this.#limits
    this.#refill(this.#total, total)
    const bucket = this.#bucketOf(caller)
    const least = Math.max(units, 1)
    if (bucket.left < least) throw this.#refuse('caller', least - bucket.left, each)
    if (this.#total.left < least) throw this.#refuse('total', least - this.#total.left, total)
    if (units === 0) return
    this.#charge(caller, bucket, units)
  }

  /** Uses units without a test; the caller may then owe units. Negative units are returned. */
  charge(caller: string, units: number): void {
    this.#refill(this.#total, this.#limits.total)
    this.#charge(caller, this.#bucketOf(caller), units)
  }

  state(): BudgetState {
    this.#refill(this.#total, this.#limits.total)
    const { burst } = this.#limits.total
    const inUse = Math.ceil(burst - this.#total.left)
    return { name: this.#limits.name, limit: burst, inUse, refused: { ...this.#refused } }
  }

  #charge(caller: string, bucket: Bucket, units: number): void {
    const { total, each } = this.#limits
    bucket.left = Math.min(each.burst, bucket.left - units)
    this.#total.left = Math.min(total.burst, this.#total.left - units)
    // The oldest entry is the one that was used longest ago.
    this.#callers.delete(caller)
    if (bucket.left < each.burst) this.#callers.set(caller, bucket)
    if (this.#callers.size > mostCallers) this.#callers.delete(this.#callers.keys().next().value as string)
  }

  #bucketOf(caller: string): Bucket {
    const bucket = this.#callers.get(caller) ?? { left: this.#limits.each.burst, at: this.#now() }
    this.#refill(bucket, this.#limits.each)
    return bucket
  }

  #refill(bucket: Bucket, { burst, perSecond }: PaceLimit): void {
    const now = this.#now()
    // A clock that was set back adds nothing.
    const passed = Math.max(0, now - bucket.at)
    bucket.left = Math.min(burst, bucket.left + (passed / 1000) * perSecond)
    bucket.at = now
  }

  #refuse(reason: 'caller' | 'total', missing: number, { perSecond }: PaceLimit) {
    this.#refused[reason] += 1
    return fail('too-many-requests', { retryAfterMs: Math.ceil((missing / perSecond) * 1000) })
  }
}

const hourMs = 3_600_000

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
