import type { ListTerms } from '@entente/contracts'
import { Marking } from '../../evidence/marking.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'

/** Shows the terms that a list gives to each of its entries. */
export function TermsFacts({ terms }: { terms: ListTerms }) {
  return (
    <FactList
      facts={[
        { name: text('signal-lists.one.field.reference'), value: <bdi>{terms.reference}</bdi> },
        {
          name: text('signal-lists.one.field.purposes'),
          value: terms.purposes.map((purpose) => text(`purpose.${purpose}`)).join(', '),
        },
        {
          name: text('signal-lists.one.field.basis'),
          value: (
            <bdi>
              {terms.lawfulBasis.validUntil === null
                ? terms.lawfulBasis.reference
                : text('signals.one.basisUntil', {
                    reference: terms.lawfulBasis.reference,
                    until: dateUtc(terms.lawfulBasis.validUntil),
                  })}
            </bdi>
          ),
        },
        {
          name: text('signal-lists.one.field.marking'),
          value: (
            <span style={{ display: 'inline-flex', gap: 6 }}>
              <Marking tlp={terms.tlp} pap={terms.pap} />
            </span>
          ),
        },
        {
          name: text('signal-lists.one.field.confidence'),
          value: text('signals.one.confidenceOf', { n: terms.confidence }),
        },
        { name: text('signal-lists.one.field.action'), value: text(`signals.one.actions.${terms.action}`) },
        { name: text('signal-lists.one.field.necessity'), value: <bdi>{terms.necessity}</bdi> },
        {
          name: text('signal-lists.one.field.minor'),
          value: terms.minor ? text('signal-lists.one.minorYes') : text('signal-lists.one.minorNo'),
        },
        { name: text('signal-lists.one.field.valid'), value: text('signal-lists.one.days', { n: terms.validDays }) },
        { name: text('signal-lists.one.field.retain'), value: text('signal-lists.one.days', { n: terms.retainDays }) },
        { name: text('signal-lists.one.field.review'), value: text('signal-lists.one.days', { n: terms.reviewDays }) },
      ]}
    />
  )
}
