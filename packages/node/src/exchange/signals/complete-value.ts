import type { SignalDraft } from '@entente/contracts'
import { type UrlScope, urlScopes, urlSignal } from '@entente/matching/media'

/**
 * Fills in the derivable parts of a draft: the normal form of an address. An invalid address keeps its text there, so
 * that the value check reports the address and not its form.
 */
export function completeValue(draft: SignalDraft): SignalDraft {
  if (draft.kind !== 'url' || draft.value === null || draft.value.normalised !== undefined) return draft
  const { url, scope } = draft.value
  if (typeof url !== 'string' || !urlScopes.some((known) => known === scope)) return draft
  const normalised = urlSignal(url, scope as UrlScope)?.text ?? url
  return { ...draft, value: { url, normalised, scope } }
}
