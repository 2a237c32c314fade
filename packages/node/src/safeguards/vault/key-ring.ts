import { randomBytes } from 'node:crypto'
import type { FieldClass } from '../access/codec.ts'
import { keyBytes, openKey, sealKey } from './seal-bytes.ts'

/** Class `index`: the key of the tokens by which values are found. Its day is the last one of a month. */
type KeyClass = FieldClass | 'index'

/** A key for one regime, one field class and the UTC day on which the clock ends, as it is stored. */
export interface StoredDayKey {
  /** 8 random bytes. */
  id: Buffer
  regime: string
  class: KeyClass
  /** For example 2026-11-30. */
  day: string
  epoch: number
  /** The key, sealed by the key of the epoch. */
  sealed: Buffer
  /** No value is sealed under a key that is retiring: it is deleted when no value is under it. A shut key has no epoch key any more. */
  state: 'living' | 'retiring' | 'shut'
}

/** Where day keys are stored. */
export interface DayKeyStore {
  load(): Promise<StoredDayKey[]>
  /** Stores keys in a transaction of its own, which is committed when this resolves. */
  insert(keys: readonly StoredDayKey[]): Promise<void>
  /** Returns a value that changes whenever keys are added, deleted, retired or sealed anew. */
  version(): Promise<string>
}

/** The keys of epochs. */
export interface EpochKeys {
  newest(): { epoch: number; key: Buffer }
  /** Undefined if the file of this epoch is gone. */
  find(epoch: number): Buffer | undefined
}

/** A key that is ready for use. */
export interface OpenKey {
  id: Buffer
  key: Buffer
}

export const aboutDayKey = ({ id, regime, class: fieldClass, day, epoch }: Omit<StoredDayKey, 'sealed' | 'state'>) =>
  `entente/day-key/v1\n${id.toString('hex')}\n${regime}\n${fieldClass}\n${day}\n${epoch}`

interface Held extends StoredDayKey {
  /** The opened key, once it was needed. */
  key?: Buffer
}

/** An unknown key id is not asked for again for this long. */
const goneMs = 60_000
/** How often a ring looks whether others changed the keys. */
const refreshMs = 60_000

/**
 * The living day keys in memory, one ring for each thread. Sealing and opening never wait: a key that is missing for sealing is made at
 * once and stored before the commit (`storeNew`); one that is missing for opening is loaded afterwards (`loadMissing`). Rings of
 * several threads may make several keys of one slot.
 */
export class KeyRing {
  readonly #store: DayKeyStore
  readonly #epochs: EpochKeys
  readonly #now: () => number
  #byId = new Map<string, Held>()
  #bySlot = new Map<string, Held>()
  #made: Held[] = []
  #storing: Promise<void> | null = null
  #gone = new Map<string, number>()
  #version: string | null = null
  #checkedAt = Number.NEGATIVE_INFINITY

  /** `now` returns milliseconds that only grow. */
  constructor(store: DayKeyStore, epochs: EpochKeys, now: () => number = () => performance.now()) {
    this.#store = store
    this.#epochs = epochs
    this.#now = now
  }

  /** Loads all keys that are stored, or takes those that were just read. Keys that were made and not stored yet stay. */
  async load(stored?: readonly StoredDayKey[]): Promise<void> {
    // The version first: what changes meanwhile is seen by the next look.
    this.#version = stored === undefined ? await this.#store.version() : null
    this.#keep(stored ?? (await this.#store.load()))
    this.#checkedAt = this.#now()
  }

  #keep(stored: readonly StoredDayKey[]): void {
    const byId = new Map<string, Held>()
    this.#bySlot = new Map()
    for (const row of stored) {
      const id = row.id.toString('hex')
      const key = this.#byId.get(id)?.key
      const held: Held = key ? { ...row, key } : { ...row }
      byId.set(id, held)
      this.#offer(held)
      this.#gone.delete(id)
    }
    for (const made of this.#made) {
      byId.set(made.id.toString('hex'), made)
      this.#offer(made)
    }
    this.#byId = byId
  }

  #offer(held: Held): void {
    const slot = slotOf(held)
    if (held.state === 'living' && !this.#bySlot.has(slot)) this.#bySlot.set(slot, held)
  }

  /** Lists the ids of the keys of a class that open. */
  idsOf(keyClass: KeyClass): string[] {
    return [...this.#byId].flatMap(([id, held]) =>
      held.class === keyClass && this.#open(held) !== undefined ? [id] : [],
    )
  }

  /** Returns the key under which values of this slot are sealed now. Makes one if there is none. */
  keyFor(slot: { regime: string; class: KeyClass; day: string }): OpenKey {
    const held = this.#bySlot.get(slotOf(slot))
    const key = held === undefined ? undefined : this.#open(held)
    // A key whose epoch key is gone seals nothing any more, so another one is made.
    return held !== undefined && key !== undefined ? { id: held.id, key } : this.#make(slot)
  }

  #make(slot: { regime: string; class: KeyClass; day: string }): OpenKey {
    const { epoch, key: under } = this.#epochs.newest()
    const id = randomBytes(8)
    const key = randomBytes(keyBytes)
    const facts = { ...slot, id, epoch }
    const made: Held = { ...facts, sealed: sealKey(under, aboutDayKey(facts), key), state: 'living', key }
    this.#made.push(made)
    this.#byId.set(id.toString('hex'), made)
    this.#bySlot.set(slotOf(slot), made)
    return { id, key }
  }

  /** Returns a key by its id; undefined if this ring does not have it. */
  find(id: string): Buffer | undefined {
    const held = this.#byId.get(id)
    return held === undefined ? undefined : this.#open(held)
  }

  /** Returns whether a load may find a key that this ring does not have, or that was sealed under another epoch since. */
  mayExist(id: string): boolean {
    if (this.find(id) !== undefined) return false
    const since = this.#gone.get(id)
    if (since === undefined) return true
    if (this.#now() - since < goneMs) return false
    this.#gone.delete(id)
    return true
  }

  #open(held: Held): Buffer | undefined {
    if (held.key !== undefined) return held.key
    const under = held.state === 'shut' ? undefined : this.#epochs.find(held.epoch)
    const key = under === undefined ? null : openKey(under, aboutDayKey(held), held.sealed)
    if (key === null) return undefined
    held.key = key
    return key
  }

  /** Stores the keys that were made, also those that another call is storing. Await it before sealed values are committed. */
  async storeNew(): Promise<void> {
    while (this.#made.length > 0 || this.#storing !== null) {
      // If the other call fails, its keys are still here, and this call stores them.
      if (this.#storing !== null) await this.#storing.catch(() => {})
      else {
        this.#storing = this.#storeMade()
        await this.#storing
      }
    }
    // In the background: what was sealed without a new key is not to wait for a database that does not answer.
    this.#refresh().catch(() => {})
  }

  async #storeMade(): Promise<void> {
    const made = [...this.#made]
    try {
      await this.#store.insert(made)
      this.#made = this.#made.filter((key) => !made.includes(key))
    } finally {
      this.#storing = null
    }
  }

  /** Loads the keys again if others changed them since the last look, at most once a minute. */
  async #refresh(): Promise<void> {
    if (this.#now() - this.#checkedAt < refreshMs) return
    this.#checkedAt = this.#now()
    if ((await this.#store.version()) !== this.#version) await this.load()
  }

  /** Loads the keys again because some ids are unknown. Returns whether one of them is known now. Ids that are not found count as gone. */
  async loadMissing(ids: Iterable<string>): Promise<boolean> {
    const unknown = [...ids]
    // Another call loaded it after the caller met it: the caller must still run again.
    if (unknown.some((id) => this.find(id) !== undefined)) return true
    const asked = unknown.filter((id) => this.mayExist(id))
    if (asked.length === 0) return false
    await this.load()
    let found = false
    for (const id of asked) {
      if (this.find(id) !== undefined) found = true
      else this.#gone.set(id, this.#now())
    }
    return found
  }
}

const slotOf = (slot: { regime: string; class: KeyClass; day: string }): string =>
  `${slot.regime}\n${slot.class}\n${slot.day}`
