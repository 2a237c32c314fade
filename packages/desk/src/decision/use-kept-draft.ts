import type { DraftBody, DraftKind } from '@entente/contracts'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useDraft } from '../app/drafts.ts'
import { useConnection } from '../app/events.ts'
import { type DraftKeeper, type DraftState, forgetKeeper, keeperOf } from './keep-draft.ts'

/** How a form converts its draft. `toBody` returns null for a draft in which nothing was entered. */
export interface DraftForm<T> {
  toBody: (draft: T) => DraftBody | null
  fromBody: (body: DraftBody) => T
}
export interface KeptDraft<T> {
  draft: T
  setDraft: (draft: T) => void
  state: DraftState
  keeper: DraftKeeper
  /** Forgets the draft after the decision was recorded. */
  recorded: () => void
}

/**
 * Returns the draft of a decision, which is kept on the node and found again after a reload, a crash or on another computer. While the node does
 * not answer, leaving the page asks first. `empty` must be the same object each time.
 */
export function useKeptDraft<T extends object>(
  caseId: string,
  kind: DraftKind,
  empty: T,
  form: DraftForm<T>,
): KeptDraft<T> {
  const [draft, setDraft] = useDraft<T>(draftKey(caseId, kind), empty)
  const keeper = useMemo(() => keeperOf(caseId, kind), [caseId, kind])
  const state = useSyncExternalStore(keeper.subscribe, () => keeper.state)
  const latest = useRef({ form, setDraft })
  latest.current = { form, setDraft }
  const { state: line } = useConnection()
  useEffect(() => {
    keeper.take = (body) => latest.current.setDraft(body === null ? null : latest.current.form.fromBody(body))
    void keeper.load()
    const hide = (): void => void keeper.flush(true)
    const look = (): void => void (document.visibilityState === 'hidden' ? keeper.flush(true) : keeper.load())
    const ask = (event: BeforeUnloadEvent): void => {
      if (keeper.state.status !== 'kept' && keeper.state.status !== 'none' && keeper.isUnsaved) event.preventDefault()
    }
    window.addEventListener('pagehide', hide)
    window.addEventListener('beforeunload', ask)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('pagehide', hide)
      window.removeEventListener('beforeunload', ask)
      document.removeEventListener('visibilitychange', look)
      keeper.take = () => {}
      void keeper.flush()
    }
  }, [keeper])
  useEffect(() => keeper.changed(latest.current.form.toBody(draft)), [keeper, draft])
  useEffect(() => {
    if (line === 'live') void keeper.flush()
  }, [keeper, line])
  return {
    draft,
    setDraft,
    state,
    keeper,
    recorded: () => {
      forgetKeeper(caseId, kind)
      setDraft(null)
    },
  }
}

/** The key of the draft in this tab. */
export const draftKey = (caseId: string, kind: DraftKind): string => `${kind === 'first' ? 'decision' : kind}:${caseId}`
