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
 * for units, known callers first. The memory of a budget grows only with the units in use.
 */
export class Budget {
  readonly #limits: Required<BudgetLimits>
  readonly #byCaller = new Map<string, number>()
  readonly #waiting: { known: Waiter[]; strange: Waiter[] } = { known: [], strange: [] }
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
   * first; among them, and among the others, the first to ask is the first to get units.
   */
  async wait({ caller, units = 1, known = false }: BudgetUser): Promise<Lease> {
    const line = known ? this.#waiting.known : this.#waiting.strange
    const free = line.length === 0 && (known || this.#waiting.known.length === 0)
    if (!free || this.#problem(caller, units, known) !== null)
      await new Promise<void>((begin) => line.push({ caller, units, known, begin }))
    else this.#use(caller, units)
    return this.#lease(caller, units, known)
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
        else this.#byCaller.delete(caller)
        held = 0
        this.#admit()
      },
    }
  }

  /** Gives free units to those that wait. A caller at its own limit does not block the callers after it. */
  #admit(): void {
    for (const line of [this.#waiting.known, this.#waiting.strange]) {
      for (let place = 0; place < line.length; ) {
        const waiter = line[place] as Waiter
        const problem = this.#problem(waiter.caller, waiter.units, waiter.known)
        // Strangers do not get units for which a known caller waits.
        if (problem === 'total') return
        if (problem === 'caller') {
          place += 1
          continue
        }
        line.splice(place, 1)
        this.#use(waiter.caller, waiter.units)
        waiter.begin()
      }
    }
  }
}

interface Waiter extends Required<BudgetUser> {
  begin: () => void
}
