import type { DraftAnswer, DraftBody, DraftKind, KeptDraft } from '@entente/contracts'
import { api } from '../app/api.ts'
import { whenDraftsForgotten } from '../app/drafts.ts'
import { ProblemError } from '../parts/problem-error.ts'

/** The wait after the last key, the longest time without keeping, and the wait after a failure. */
const quietMs = 1_000
const longestMs = 5_000
const againMs = 5_000

/**
 * `kept`: the node has it. `tab-only`: the node does not answer, so only this tab has it. `refused`: the node does not take it.
 * `newer`: the node has a newer draft of another tab, and the person decides between the two.
 */
export interface DraftState {
  status: 'none' | 'kept' | 'tab-only' | 'refused' | 'newer'
  /** When the node last kept it. */
  keptAt: string | null
  /** When the draft was kept that was found on opening the page. */
  foundAt: string | null
  /** When the draft of the other tab was kept. */
  newerAt: string | null
  /** Why the node refused it. */
  because: string | null
}
const nothing: DraftState = { status: 'none', keptAt: null, foundAt: null, newerAt: null, because: null }

/** The requests about one draft. Each rejects with a problem of the node or of the connection. */
export interface DraftRequests {
  read: () => Promise<DraftAnswer['draft']>
  keep: (body: DraftBody, version: number, closing: boolean) => Promise<KeptDraft>
  remove: () => Promise<void>
}

/**
 * Keeps the draft of one case on the node: a second after the last key, every five seconds at most, and at once when the page is
 * hidden. One request runs at a time. A newer draft of another tab is never overwritten unless the person decides so.
 */
export class DraftKeeper {
  state = nothing
  /** The draft in this tab; null if nothing was entered. */
  #body: DraftBody | null = null
  /** The text of the draft as the node has it. */
  #saved = ''
  #version = 0
  #newer: DraftAnswer['draft'] = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #unsavedSince: number | null = null
  #sending: Promise<void> | null = null
  #ended = false
  readonly #requests: DraftRequests
  readonly #watchers = new Set<() => void>()
  /** Replaces the draft in this tab. The page sets it while it is open. */
  take: (body: DraftBody | null) => void = () => {}

  constructor(requests: DraftRequests) {
    this.#requests = requests
  }

  subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  get isUnsaved(): boolean {
    return this.#body !== null && textOf(this.#body) !== this.#saved
  }

  #become(change: Partial<DraftState>): void {
    this.state = { ...this.state, ...change }
    for (const watcher of this.#watchers) watcher()
  }

  /** Called with the draft of this tab after every change; null if it is empty. */
  changed(body: DraftBody | null): void {
    const before = this.#body === null ? '' : textOf(this.#body)
    this.#body = body
    if ((body === null ? '' : textOf(body)) === before) return
    if (body === null && this.#saved !== '') return void this.#removed()
    this.#schedule()
  }

  /** Reads what the node has: after opening the page, and when the person returns to this tab. */
  async load(): Promise<void> {
    await this.#sending
    let stored: DraftAnswer['draft']
    try {
      stored = await this.#requests.read()
    } catch {
      // Keeping reports what is wrong with the connection or with the case.
      return
    }
    if (this.#ended) return
    if (stored === null) {
      this.#version = 0
      this.#saved = ''
      return this.#schedule()
    }
    const { version, keptAt, ...body } = stored
    const text = textOf(body)
    const isOurs = version === this.#version
    if (this.#body !== null && textOf(this.#body) === text) this.#know(stored)
    else if (this.#body === null || (!this.isUnsaved && !isOurs)) {
      this.#know(stored)
      this.#body = body
      this.#become({ foundAt: keptAt })
      this.take(body)
    } else if (isOurs) this.#schedule()
    else {
      this.#newer = stored
      this.#stop()
      this.#become({ status: 'newer', newerAt: keptAt })
    }
  }

  /** Keeps now what is not kept yet. `closing` if the page is being closed. */
  async flush(closing = false): Promise<void> {
    if (!this.isUnsaved || this.#ended || this.state.status === 'newer') return
    await this.#sending
    if (!this.isUnsaved || this.#ended) return
    this.#stop()
    this.#sending = this.#send(closing).finally(() => {
      this.#sending = null
    })
    await this.#sending
  }

  /** Shows the newer draft of the other tab here. */
  takeNewer(): void {
    const stored = this.#newer
    if (stored === null) return
    const { version: _, keptAt, ...body } = stored
    this.#know(stored)
    this.#body = body
    this.#become({ foundAt: keptAt })
    this.take(body)
  }

  /** Replaces the newer draft of the other tab by the one in this tab. */
  async keepThis(): Promise<void> {
    if (this.#newer === null) return
    this.#version = this.#newer.version
    this.#newer = null
    this.#become({ status: 'none', newerAt: null })
    await this.flush()
  }

  /** Deletes the draft here and on the node. */
  async throwAway(): Promise<void> {
    await this.#sending
    this.#stop()
    this.#body = null
    this.take(null)
    await this.#removed()
    this.#become({ ...nothing })
  }

  /** Called once the decision was recorded: the node has deleted the draft. */
  end(): void {
    this.#ended = true
    this.#stop()
    this.#become({ ...nothing })
  }

  async #removed(): Promise<void> {
    this.#stop()
    this.#saved = ''
    this.#version = 0
    this.#newer = null
    this.#become({ status: 'none', keptAt: null, newerAt: null })
    try {
      await this.#requests.remove()
    } catch (error) {
      this.#become({ status: 'refused', because: error instanceof ProblemError ? error.problem.title : null })
    }
  }

  #know({ version, keptAt, ...body }: NonNullable<DraftAnswer['draft']>): void {
    this.#version = version
    this.#saved = textOf(body)
    this.#newer = null
    this.#stop()
    this.#become({ status: 'kept', keptAt, newerAt: null, because: null })
  }

  #schedule(): void {
    if (!this.isUnsaved || this.#ended || this.state.status === 'newer') return
    const now = Date.now()
    this.#unsavedSince ??= now
    this.#wait(Math.max(0, Math.min(now + quietMs, this.#unsavedSince + longestMs) - now))
  }

  #wait(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), ms)
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#unsavedSince = null
  }

  async #send(closing: boolean): Promise<void> {
    const body = this.#body as DraftBody
    try {
      const { version, keptAt } = await this.#requests.keep(body, this.#version, closing)
      if (this.#ended) return
      this.#version = version
      this.#saved = textOf(body)
      this.#become({ status: 'kept', keptAt, because: null })
      this.#schedule()
    } catch (error) {
      if (this.#ended) return
      if (error instanceof ProblemError && error.code === 'draft-newer') {
        // The promise of this request must have ended before the draft is read.
        setTimeout(() => void this.load(), 0)
      } else if (error instanceof ProblemError && ![401, 429, 503].includes(error.status)) {
        this.#become({ status: 'refused', because: error.problem.title })
      } else {
        this.#become({ status: 'tab-only', because: null })
        this.#wait(againMs)
      }
    }
  }
}

const textOf = (body: DraftBody): string => JSON.stringify(body)

const keepers = new Map<string, DraftKeeper>()
whenDraftsForgotten(() => {
  for (const keeper of keepers.values()) keeper.end()
  keepers.clear()
})

/** Returns the keeper of a draft. It remains when the page is left, until the decision is recorded or another person signs in. */
export function keeperOf(caseId: string, kind: DraftKind): DraftKeeper {
  const key = `${kind} ${caseId}`
  const known = keepers.get(key)
  if (known !== undefined) return known
  const path = `/v1/drafts/${caseId}`
  const search = { kind }
  const keeper = new DraftKeeper({
    read: async () => (await api.get<DraftAnswer>(path, { search })).draft,
    keep: (body, version, closing) => api.put<KeptDraft>(path, { ...body, version }, { search, keepalive: closing }),
    remove: () => api.delete(path, { search }),
  })
  keepers.set(key, keeper)
  return keeper
}
export function forgetKeeper(caseId: string, kind: DraftKind): void {
  const key = `${kind} ${caseId}`
  keepers.get(key)?.end()
  keepers.delete(key)
}
