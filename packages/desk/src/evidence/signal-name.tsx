import type { OrganisationValue, PersonValue, Signal, TravelDocumentValue } from '@entente/contracts'
import { PersonRef } from '../parts/person-ref.tsx'
import { text } from '../texts/text.ts'

/** Names the subject of a signal for a row or a heading: a name in each of its scripts, a document, or the signal's kind. */
export function SignalName({ signal, truncate }: { signal: Pick<Signal, 'kind' | 'value'>; truncate?: boolean }) {
  const { kind, value } = signal
  if (value === null) return <span style={{ color: 'var(--t3)' }}>{text('signals.erased')}</span>
  if (kind === 'person' || kind === 'organisation') {
    const { names } = value as PersonValue | OrganisationValue
    const first = names[0]
    const original = names.find((name) => name.quality === 'original' && name !== first)
    if (first !== undefined)
      return <PersonRef name={first.full} otherScript={original?.full ?? null} truncate={truncate ?? false} />
  }
  if (kind === 'travel-document') {
    const { documentType, number, issuingState } = value as TravelDocumentValue
    return (
      <bdi dir="ltr" className="mono">
        {text('signals.neutral.document', { type: documentType, number, state: issuingState })}
      </bdi>
    )
  }
  return text('signals.neutral.other', { kind: text(`signals.kind.${kind}`) })
}
