import type { SignalDetail } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { Marking } from '../../evidence/marking.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import { AgreementLinks } from './agreement-links.tsx'

/** Shows the terms under which a signal is kept and used. */
export function SignalTerms({ signal }: { signal: SignalDetail }) {
  const { lawfulBasis, source } = signal
  return (
    <FactList
      facts={[
        { name: text('signals.one.owner'), value: <bdi>{signal.owner}</bdi> },
        {
          name: text('signals.one.marking'),
          value: (
            <span style={{ display: 'inline-flex', gap: 6 }}>
              <Marking tlp={signal.tlp} pap={signal.pap} />
            </span>
          ),
        },
        {
          name: text('signals.one.purposes'),
          value: signal.purposes.map((purpose) => text(`purpose.${purpose}`)).join(', '),
        },
        {
          name: text('signals.one.basis'),
          value: (
            <>
              <bdi>
                {lawfulBasis.validUntil === null
                  ? lawfulBasis.reference
                  : text('signals.one.basisUntil', {
                      reference: lawfulBasis.reference,
                      until: dateUtc(lawfulBasis.validUntil),
                    })}
              </bdi>
              {lawfulBasis.people !== undefined && <p>{text('signals.one.invented')}</p>}
            </>
          ),
        },
        { name: text('signals.one.necessity'), value: <bdi>{signal.necessity}</bdi> },
        { name: text('signals.one.action'), value: text(`signals.one.actions.${signal.action}`) },
        { name: text('signals.one.confidence'), value: text('signals.one.confidenceOf', { n: signal.confidence }) },
        {
          name: text('signals.one.source'),
          value: (
            <>
              {text(`signals.one.sourceType.${source.type}`)}
              {source.reference !== null && <bdi> {source.reference}</bdi>}
            </>
          ),
        },
        {
          name: text('signals.one.reliability'),
          value:
            source.reliability === null
              ? text('signals.one.notSaid')
              : text(`signals.one.reliabilityOf.${source.reliability}`),
        },
        { name: text('signals.one.lastVerified'), value: dateUtc(source.lastVerifiedAt) },
        { name: text('signals.one.minor'), value: signal.minor ? text('signals.one.yes') : text('signals.one.no') },
        { name: text('signals.one.validFrom'), value: dateUtc(signal.validFrom) },
        { name: text('signals.one.validUntil'), value: dateUtc(signal.validUntil) },
        { name: text('signals.one.retainUntil'), value: dateUtc(signal.retainUntil) },
        { name: text('signals.one.reviewDue'), value: dateUtc(signal.reviewDue) },
        {
          name: text('signals.one.sharedWith'),
          value:
            signal.agreements.length === 0 ? text('signals.one.atHome') : <AgreementLinks ids={signal.agreements} />,
        },
        ...(signal.recipients === null
          ? []
          : [{ name: text('signals.one.recipients'), value: <bdi>{signal.recipients.join(', ')}</bdi> }]),
        ...(signal.list === null
          ? []
          : [
              {
                name: text('signals.one.list'),
                value: (
                  <GoLink to={paths.signalList(signal.list.id)}>
                    {text('signals.one.listVersion', { title: signal.list.title, version: signal.list.version })}
                  </GoLink>
                ),
              },
            ]),
      ]}
    />
  )
}
