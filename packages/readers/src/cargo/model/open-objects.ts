import { IdentitySet } from './identity-set.ts'
import type { Scope } from './scope.ts'

/**
 * The most objects of one kind that a message keeps open. A flight has a few hundred air waybills; the limit keeps the
 * memory for a manifest of any size constant. The oldest object above it goes to the sink as it is.
 */
export const MOST_OPEN = 1_000

/** The bytes of the file from the oldest open object to the newest. Later parts may add to all of them, so they hold so much. */
const MOST_BYTES = 32_000_000

/** An open object. A class, because V8 moves literals that once lived long to its old space, where they keep what they hold. */
class Entry<T extends object> {
  readonly id: string | null
  readonly scope: Scope<T>
  readonly from: number
  isDone = false

  constructor(id: string | null, scope: Scope<T>, from: number) {
    this.id = id
    this.scope = scope
    this.from = from
  }
}

/** The objects of one kind that a message opened and that did not go to the sink yet, in their order. */
export class OpenObjects<T extends object> {
  /** The number of objects opened so far. It is also the index of the next one. */
  count = 0
  private readonly toSink: (scope: Scope<T>) => void
  private readonly most: number
  private readonly entries: Entry<T>[] = []
  /** Made at the first id. */
  private byId: Map<string, Entry<T>> | null = null
  private letGo: IdentitySet | null = null

  constructor(toSink: (scope: Scope<T>) => void, most = MOST_OPEN) {
    this.toSink = toSink
    this.most = most
  }

  /**
   * Opens an object at an offset of the file. Give an id if later parts of the message may add to it. `isBounded`: the caller bounds how many are
   * open, so the oldest stays open.
   */
  open(id: string | null, scope: Scope<T>, from: number, isBounded = false): Scope<T> {
    this.releaseOld(from)
    if (!isBounded && this.entries.length >= this.most) this.releaseFirst()
    const entry = new Entry(id, scope, from)
    this.count++
    this.entries.push(entry)
    if (id === null) return scope
    this.byId ??= new Map()
    this.byId.set(id, entry)
    return scope
  }

  /** Lets the objects go that were opened too far before this offset. */
  releaseOld(offset: number): void {
    let oldest = this.entries[0]
    while (oldest !== undefined && offset - oldest.from > MOST_BYTES) {
      this.releaseFirst()
      oldest = this.entries[0]
    }
  }

  /** Returns the open object with this id, `let-go` if it went to the sink already, null if there was none. */
  find(id: string): Scope<T> | 'let-go' | null {
    return this.byId?.get(id)?.scope ?? (this.letGo?.has(id) ? 'let-go' : null)
  }

  /** Says that an object is whole. Returns false if it is not open here. */
  done(scope: Scope<object>): boolean {
    const entry = this.entryOf(scope)
    if (entry === undefined) return false
    entry.isDone = true
    while (this.entries[0]?.isDone) this.releaseFirst()
    return true
  }

  /** Drops the object that was opened last. Returns false if another one was. */
  abandon(scope: Scope<object>): boolean {
    const entry = this.entries.at(-1)
    if ((entry?.scope as Scope<object> | undefined) !== scope) return false
    this.entries.pop()
    this.count--
    if (entry?.id != null) this.byId?.delete(entry.id)
    return true
  }

  /** Lets every object go. Nothing can be asked for afterwards. */
  end(): void {
    for (const { scope } of this.entries) this.toSink(scope)
    this.entries.length = 0
  }

  private entryOf(scope: Scope<object>): Entry<T> | undefined {
    // The object that was opened last is nearly always the one that is asked for. The parts of a consignment end in their order, from the first.
    if ((this.entries[0]?.scope as Scope<object> | undefined) === scope) return this.entries[0]
    for (let i = this.entries.length - 1; i >= 0; i--) {
      if ((this.entries[i]?.scope as Scope<object>) === scope) return this.entries[i]
    }
    return undefined
  }

  private releaseFirst(): void {
    const entry = this.entries.shift()
    if (entry === undefined) return
    if (entry.id !== null) {
      if (this.byId?.get(entry.id) === entry) this.byId.delete(entry.id)
      this.letGo ??= new IdentitySet()
      this.letGo.add(entry.id)
    }
    this.toSink(entry.scope)
  }
}
