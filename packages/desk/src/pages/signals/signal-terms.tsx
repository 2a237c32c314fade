import type { SignalDetail } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { Marking } from '../../evidence/marking.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { dateUtc } from '../../texts/times.ts'
import { AgreementLinks } from './agreement-links.tsx'

/** Under which terms a signal is held and used. */
export function SignalTerms({ signal }: { signal: SignalDetail }) {
  const t = textsOf('signals').one
  const purposes = textsOf('purposeNames')
  const { lawfulBasis, source } = signal
  return (
    <FactList
      facts={[
        { name: t.owner, value: <bdi>{signal.owner}</bdi> },
        {
          name: t.marking,
          value: (
            <span style={{ display: 'inline-flex', gap: 6 }}>
              <Marking tlp={signal.tlp} pap={signal.pap} />
            </span>
          ),
        },
        { name: t.purposes, value: signal.purposes.map((purpose) => purposes[purpose]).join(', ') },
        {
          name: t.basis,
          value: (
            <bdi>
              {lawfulBasis.validUntil === null
                ? lawfulBasis.reference
                : t.basisUntil(lawfulBasis.reference, dateUtc(lawfulBasis.validUntil))}
            </bdi>
          ),
        },
        { name: t.necessity, value: <bdi>{signal.necessity}</bdi> },
        { name: t.action, value: t.actions[signal.action] },
        { name: t.confidence, value: t.confidenceOf(signal.confidence) },
        {
          name: t.source,
          value: (
            <>
              {t.sourceType[source.type]}
              {source.reference !== null && <bdi> {source.reference}</bdi>}
            </>
          ),
        },
        { name: t.reliability, value: source.reliability === null ? t.notSaid : t.reliabilityOf[source.reliability] },
        { name: t.lastVerified, value: dateUtc(source.lastVerifiedAt) },
        { name: t.minor, value: signal.minor ? t.yes : t.no },
        { name: t.validFrom, value: dateUtc(signal.validFrom) },
        { name: t.validUntil, value: dateUtc(signal.validUntil) },
        { name: t.retainUntil, value: dateUtc(signal.retainUntil) },
        { name: t.reviewDue, value: dateUtc(signal.reviewDue) },
        {
          name: t.sharedWith,
          value: signal.agreements.length === 0 ? t.atHome : <AgreementLinks ids={signal.agreements} />,
        },
        ...(signal.recipients === null
          ? []
          : [{ name: t.recipients, value: <bdi>{signal.recipients.join(', ')}</bdi> }]),
        ...(signal.list === null
          ? []
          : [
              {
                name: t.list,
                value: (
                  <GoLink to={paths.signalList(signal.list.id)}>
                    {t.listVersion(signal.list.title, signal.list.version)}
                  </GoLink>
                ),
              },
            ]),
      ]}
    />
  )
}
