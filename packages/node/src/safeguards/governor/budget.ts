import { type ErrorCode, fail } from '../../errors.ts'

export interface BudgetLimits {
  /** The name of the budget in the metrics. */
  name: string
  /** Units that all callers together may use. */
  total: number
  /** Units that one caller may use. */
  each: number
  /** Units of `total` that only known callers may use, so that strangers cannot starve them. Default: 0. */
  reserved?: number
  /** How long a refused caller should wait, in milliseconds. Default: 1000. */
  retryAfterMs?: number
  /** The error if all callers together use everything. Default: `overloaded`. */
  full?: ErrorCode
}
export interface BudgetUser {
  /** The address, account, sender or member that uses the units. */
  caller: string
  /** Default: 1. */
  units?: number
  /** Whether the caller may use the reserved units: it is signed in, or signed in recently. Default: false. */
  known?: boolean
}
/** After this many known callers, a stranger that waits is served. */
const knownTurns = 3
/** Units in use. */
export interface Lease {
  /** Uses more units. Throws as `take` does, and then still holds the earlier units. */
  add(units: number): void
  /** Returns all units of this lease. Further calls do nothing. */
  release(): void
}
/** The state of a budget for the operator. `refused` counts by reason since the start. */
export interface BudgetState {
  name: string
  limit: number
  inUse: number
  refused: Readonly<Record<'caller' | 'total', number>>
}

/**
 * Limits how many units of a resource are in use at once: in sum, and by caller. `take` refuses at once with
 * `too-many-requests` (this caller uses its share) or `overloaded` (all callers together use everything); `wait` waits
 * for units, known callers first. The memory of a budget grows only with the units in use and the callers that wait.
 */
export class Budget {
  readonly #limits: Required<BudgetLimits>
  readonly #byCaller = new Map<string, number>()
  readonly #waiting: { known: Waiter[]; strange: Waiter[] } = { known: [], strange: [] }
  /** The turn in which each caller that waits or uses units was last served. */
  readonly #served = new Map<string, number>()
  #turn = 0
  /** How many known callers were served one after the other while a stranger waited. */
  #knownInRow = 0
  readonly #refused = { caller: 0, total: 0 }
  #inUse = 0

  constructor(limits: BudgetLimits) {
    this.#limits = { reserved: 0, retryAfterMs: 1000, full: 'overloaded', ...limits }
  }

  /** Takes units or throws at once: `too-many-requests`, `overloaded`. */
  take({ caller, units = 1, known = false }: BudgetUser): Lease {
    const problem = this.#problem(caller, units, known)
    if (problem !== null) throw this.#refuse(problem)
    this.#use(caller, units)
    return this.#lease(caller, units, known)
  }

  /**
   * Waits until units are free. The caller limits how many wait, for example by a second budget. Known callers come
   * first, but every fourth turn is a stranger's. Among each of them, a caller that uses fewer units comes first, then
   * the one that was served longer ago, then the first to ask.
   */
  async wait({ caller, units = 1, known = false }: BudgetUser): Promise<Lease> {
    await new Promise<void>((begin) => {
      const line = known ? this.#waiting.known : this.#waiting.strange
      line.push({ caller, units, known, begin })
      this.#admit()
    })
    return this.#lease(caller, units, known)
  }

  /** Runs work with units that it waits for as `wait` does, and returns them afterwards. */
  async during<T>(user: BudgetUser, work: () => Promise<T>): Promise<T> {
    const lease = await this.wait(user)
    try {
      return await work()
    } finally {
      lease.release()
    }
  }

  state(): BudgetState {
    return { name: this.#limits.name, limit: this.#limits.total, inUse: this.#inUse, refused: { ...this.#refused } }
  }

  #problem(caller: string, units: number, known: boolean): 'caller' | 'total' | null {
    const { total, each, reserved } = this.#limits
    if ((this.#byCaller.get(caller) ?? 0) + units > each) return 'caller'
    return this.#inUse + units > (known ? total : total - reserved) ? 'total' : null
  }

  #refuse(reason: 'caller' | 'total') {
    this.#refused[reason] += 1
    const code: ErrorCode = reason === 'caller' ? 'too-many-requests' : this.#limits.full
    return fail(code, { retryAfterMs: this.#limits.retryAfterMs })
  }

  #use(caller: string, units: number): void {
    this.#inUse += units
    this.#byCaller.set(caller, (this.#byCaller.get(caller) ?? 0) + units)
  }

  #lease(caller: string, first: number, known: boolean): Lease {
    let held = first
    return {
      add: (units) => {
        const problem = this.#problem(caller, units, known)
        if (problem !== null) throw this.#refuse(problem)
        this.#use(caller, units)
        held += units
      },
      release: () => {
        this.#inUse -= held
        const left = (this.#byCaller.get(caller) ?? 0) - held
        if (left > 0) this.#byCaller.set(caller, left)
        else this.#forget(caller)
        held = 0
        this.#admit()
      },
    }
  }

  /** Gives free units to those that wait. A caller at its own limit does not block the others. */
  #admit(): void {
    for (;;) {
      const known = this.#firstOf(this.#waiting.known)
      const stranger = this.#firstOf(this.#waiting.strange)
      const fits = (waiter: Waiter | null) =>
        waiter !== null && this.#problem(waiter.caller, waiter.units, waiter.known) === null
      const strangersTurn = this.#knownInRow >= knownTurns && fits(stranger)
      // Strangers do not get units for which a known caller waits.
      const next = known === null || strangersTurn ? stranger : known
      if (next === null || !fits(next)) return
      this.#knownInRow = next.known && stranger !== null ? this.#knownInRow + 1 : 0
      this.#serve(next)
    }
  }

  /** Returns the first of a line that is not at its own limit. */
  #firstOf(line: readonly Waiter[]): Waiter | null {
    const order = ({ caller }: Waiter) => [this.#byCaller.get(caller) ?? 0, this.#served.get(caller) ?? 0] as const
    let first: Waiter | null = null
    for (const waiter of line) {
      if (this.#problem(waiter.caller, waiter.units, waiter.known) === 'caller') continue
      const [[used, served], [least, longestAgo]] = [order(waiter), order(first ?? waiter)]
      if (first === null || used < least || (used === least && served < longestAgo)) first = waiter
    }
    return first
  }

  #serve(waiter: Waiter): void {
    const { caller, units, known, begin } = waiter
    const line = known ? this.#waiting.known : this.#waiting.strange
    line.splice(line.indexOf(waiter), 1)
    this.#turn += 1
    this.#served.set(caller, this.#turn)
    this.#use(caller, units)
    begin()
  }

  /** Removes a caller that uses nothing. While it waits, its last turn is kept. */
  #forget(caller: string): void {
    this.#byCaller.delete(caller)
    const { known, strange } = this.#waiting
    if (![...known, ...strange].some((waiter) => waiter.caller === caller)) this.#served.delete(caller)
  }
}

interface Waiter extends Required<BudgetUser> {
  begin: () => void
}
