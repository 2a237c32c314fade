import type { OrganisationValue, PersonValue, Signal, TravelDocumentValue } from '@entente/contracts'
import { PersonRef } from '../parts/person-ref.tsx'
import { textsOf } from '../texts/catalogue.ts'

/** What a signal names, for a row or a heading: a name in its scripts, a document, or its kind alone. */
export function SignalName({ signal, truncate }: { signal: Pick<Signal, 'kind' | 'value'>; truncate?: boolean }) {
  const t = textsOf('signals')
  const { kind, value } = signal
  if (value === null) return <span style={{ color: 'var(--t3)' }}>{t.erased}</span>
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
        {t.neutral.document(documentType, number, issuingState)}
      </bdi>
    )
  }
  return t.neutral.other(t.kind[kind])
}
