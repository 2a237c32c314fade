import type { SignalDraft } from '@entente/contracts'

const day = 86_400_000

type Stated = Pick<SignalDraft, 'kind' | 'value' | 'purposes' | 'action' | 'necessity'>

/** Completes an invented signal with terms under an agreement: marking amber, valid for half a year from an hour before `now`. */
export function signalDraft(agreement: string, stated: Stated, now = new Date()): SignalDraft {
  const at = (days: number) => new Date(now.getTime() + days * day).toISOString()
  return {
    labels: [],
    entity: null,
    agreements: [agreement],
    recipients: null,
    lawfulBasis: { reference: 'Invented Treaty on Cooperation, article 7', validUntil: null },
    tlp: 'amber',
    pap: 'green',
    confidence: 80,
    source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: at(0) },
    minor: false,
    validFrom: at(-1 / 24),
    validUntil: at(180),
    retainUntil: at(365),
    reviewDue: at(90),
    ...stated,
  }
}
