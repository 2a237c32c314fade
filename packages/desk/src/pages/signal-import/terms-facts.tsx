import type { ListTerms } from '@entente/contracts'
import { Marking } from '../../evidence/marking.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { dateUtc } from '../../texts/times.ts'

/** What a list gives each of its entries. */
export function TermsFacts({ terms }: { terms: ListTerms }) {
  const t = textsOf('signalLists').one
  const one = textsOf('signals').one
  const purposes = textsOf('purposeNames')
  return (
    <FactList
      facts={[
        { name: t.field.reference, value: <bdi>{terms.reference}</bdi> },
        { name: t.field.purposes, value: terms.purposes.map((purpose) => purposes[purpose]).join(', ') },
        {
          name: t.field.basis,
          value: (
            <bdi>
              {terms.lawfulBasis.validUntil === null
                ? terms.lawfulBasis.reference
                : one.basisUntil(terms.lawfulBasis.reference, dateUtc(terms.lawfulBasis.validUntil))}
            </bdi>
          ),
        },
        {
          name: t.field.marking,
          value: (
            <span style={{ display: 'inline-flex', gap: 6 }}>
              <Marking tlp={terms.tlp} pap={terms.pap} />
            </span>
          ),
        },
        { name: t.field.confidence, value: one.confidenceOf(terms.confidence) },
        { name: t.field.action, value: one.actions[terms.action] },
        { name: t.field.necessity, value: <bdi>{terms.necessity}</bdi> },
        { name: t.field.minor, value: terms.minor ? t.minorYes : t.minorNo },
        { name: t.field.valid, value: t.days(terms.validDays) },
        { name: t.field.retain, value: t.days(terms.retainDays) },
        { name: t.field.review, value: t.days(terms.reviewDays) },
      ]}
    />
  )
}
