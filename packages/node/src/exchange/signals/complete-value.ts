import type { SignalDraft } from '@entente/contracts'
import { type UrlScope, urlScopes, urlSignal } from '@entente/matching/media'

/**
 * A draft with what follows from its value and may be left out: the normal form of an address. An address that is none keeps its own text there, so that the
 * check of values refuses the address and not the form.
 */
export function completeValue(draft: SignalDraft): SignalDraft {
  if (draft.kind !== 'url' || draft.value === null || draft.value.normalised !== undefined) return draft
  const { url, scope } = draft.value
  if (typeof url !== 'string' || !urlScopes.some((known) => known === scope)) return draft
  const normalised = urlSignal(url, scope as UrlScope)?.text ?? url
  return { ...draft, value: { url, normalised, scope } }
}
