/** What a stop is about. `id` is null for `all`. */
export interface StopScope {
  type: string
  id: string | null
}

/** The stops in force, as one thread knows them. It is never changed: a change of stops makes another one. */
export class StopSet {
  readonly #ids = new Map<string, Set<string>>()
  readonly #all: boolean

  /** `unknown`: this thread could not read the stops for too long, so nothing may be matched. */
  constructor(scopes: readonly StopScope[], { unknown = false } = {}) {
    this.#all = unknown || scopes.some(({ type }) => type === 'all')
    for (const { type, id } of scopes) {
      if (id === null) continue
      const known = this.#ids.get(type)
      if (known === undefined) this.#ids.set(type, new Set([id]))
      else known.add(id)
    }
  }

  /** Whether nothing of a gateway may be matched. */
  stopsGateway(kind: string): boolean {
    return this.#all || this.#has('gateway', kind)
  }

  /** Whether a surface of a gateway gives no results of matching. `gateway` is null for what every node has. */
  stopsSurface(surface: string, gateway: string | null): boolean {
    return this.#all || this.#has('surface', surface) || (gateway !== null && this.stopsGateway(gateway))
  }

  stopsRule(id: string): boolean {
    return this.#all || this.#has('rule', id)
  }

  stopsModel(id: string): boolean {
    return this.#all || this.#has('model', id)
  }

  /** Whether no question of this member's node is answered. */
  stopsPeer(member: string): boolean {
    return this.#all || this.#has('peer', member)
  }

  stopsAgreement(id: string): boolean {
    return this.#all || this.#has('agreement', id)
  }

  /** Whether some signals may not be matched, beside stops of everything. */
  get limitsSignals(): boolean {
    return signalScopes.some((type) => this.#ids.has(type))
  }

  /** Whether some rules or models may not be used, beside stops of everything. */
  get limitsRules(): boolean {
    return this.#ids.has('rule') || this.#ids.has('model')
  }

  /** Returns the ids that are stopped of one type of scope. */
  idsOf(type: 'list' | 'source' | 'agreement' | 'peer'): string[] {
    return [...(this.#ids.get(type) ?? [])]
  }

  #has(type: string, id: string): boolean {
    return this.#ids.get(type)?.has(id) === true
  }
}

const signalScopes = ['list', 'source', 'agreement', 'peer'] as const

/** No stops: for processes that match nothing. */
export const noStops = new StopSet([])
