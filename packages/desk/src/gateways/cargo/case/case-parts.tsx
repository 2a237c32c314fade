import type { CaseDetail } from '@entente/contracts'
import { lazy, Suspense } from 'react'
import type { CaseParts } from '../../../app/gateway.ts'
import { useMe } from '../../../app/session.ts'
import { hitViews, standing } from '../../../evidence/hit-source.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { ReadState } from '../../../parts/read-state.tsx'
import { dateUtc } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { AnswersPanel } from '../consignment/answers-panel.tsx'
import { AssessmentPanel } from '../consignment/assessment-panel.tsx'
import { ConsignmentFacts } from '../consignment/consignment-head.tsx'
import { ConsignmentStatusChip } from '../consignment/consignment-status.tsx'
import { EquipmentPanel } from '../consignment/equipment-panel.tsx'
import { DifferencesPanel, FilingsPanel } from '../consignment/filings-panel.tsx'
import { FindingsPanel } from '../consignment/findings-panel.tsx'
import { GoodsPanel } from '../consignment/goods-panel.tsx'
import { InspectionsPanel } from '../consignment/inspections-panel.tsx'
import { PartiesPanel } from '../consignment/parties-panel.tsx'
import { QuestionsPanel } from '../consignment/questions-panel.tsx'
import { RoutePanel } from '../consignment/route-panel.tsx'
import { consignmentPath, goodsWords, useConsignment } from '../consignment/use-consignment.ts'
import { VersionsPanel } from '../consignment/versions-panel.tsx'
import { findText, text } from '../texts/index.ts'
import { RuleHit } from './rule-hit.tsx'
import { WhyHere } from './why-here.tsx'

// The plots and the map bring a library of their own, which is loaded only where they are shown.
const PeerPlots = lazy(async () => ({ default: (await import('../plots/peer-plots.tsx')).PeerPlots }))
const RouteMap = lazy(async () => ({ default: (await import('../plots/route-map.tsx')).RouteMap }))

type OfCase = { detail: CaseDetail }

/** The parts of a case about a consignment: why it is here, goods, parties, route, findings and filings. */
export const caseParts: CaseParts = {
  back: (detail) => ({ to: paths.queue({ sel: detail.id }), label: text('case.crumbQueue') }),
  Title: ({ detail }) => {
    const { data } = useConsignment(detail.subject.id)
    return <bdi>{data ? goodsWords(data) : detail.subject.label}</bdi>
  },
  Chips: ({ detail }) => {
    const { data } = useConsignment(detail.subject.id)
    // Goods under review only repeat the state of the case.
    return data && data.status !== 'in-review' ? <ConsignmentStatusChip status={data.status} /> : null
  },
  Facts: ({ detail }) => {
    const { data } = useConsignment(detail.subject.id)
    return data ? <ConsignmentFacts detail={data} loadsAt={detail.context?.leavesAt} /> : null
  },
  MaskedNote: ({ detail }) => (
    <p>
      <GoLink to={paths.consignment(detail.subject.id)}>{text('case.maskedRecord')}</GoLink> ·{' '}
      {text('case.deletedOn', { date: dateUtc(detail.record.deleteAt) })}
    </p>
  ),
  Above: WhyHere,
  RuleHit,
  Below: ({ detail }) => {
    const read = useConsignment(detail.subject.id)
    return (
      <>
        {read.data && <QuestionsPanel detail={read.data} caseId={detail.id} />}
        <InspectionsPanel consignmentId={detail.subject.id} />
        {!detail.record.masked && <AssessmentPanel consignmentId={detail.subject.id} caseId={detail.id} />}
        {read.data ? <FindingsPanel detail={read.data} caseId={detail.id} /> : <ReadState read={read} rows={3} />}
        <Suspense>
          <PeerPlots consignmentId={detail.subject.id} />
        </Suspense>
      </>
    )
  },
  caseTabs: {
    Journey: ({ detail }) => {
      const read = useConsignment(detail.subject.id)
      if (!read.data) return <ReadState read={read} rows={3} />
      return (
        <>
          <RoutePanel detail={read.data} />
          <Suspense>
            <RouteMap consignmentId={detail.subject.id} />
          </Suspense>
        </>
      )
    },
    Messages: ({ detail }) => {
      const read = useConsignment(detail.subject.id)
      if (!read.data) return <ReadState read={read} rows={3} />
      return (
        <>
          <FilingsPanel detail={read.data} caseId={detail.id} />
          <DifferencesPanel detail={read.data} />
        </>
      )
    },
  },
  Record: GoodsAndParties,
  Origin: ({ detail }) => {
    const { data } = useConsignment(detail.subject.id)
    if (!data) return null
    return (
      <>
        <AnswersPanel detail={data} caseId={detail.id} />
        <VersionsPanel detail={data} />
      </>
    )
  },
  paperFacts: ({ context, record, subject }) => [
    [text('cargo.record.title'), record.masked ? null : subject.label],
    [text('cargo.list.columns.movement'), context?.label ?? null],
  ],
  answerWords: (answer) => findText(`cargo.decision.acts.${answer.text}.report`) ?? answer.text,
  alsoReads: ({ subject }) => [consignmentPath(subject.id)],
}

function GoodsAndParties({ detail }: OfCase) {
  const me = useMe()
  const { data } = useConsignment(detail.subject.id)
  if (!data) return null
  const hits = new Map(
    hitViews(detail, me)
      .filter(standing)
      .toReversed()
      .map(({ hit, place }) => [hit.party, { place, to: paths.case(detail.id, { hit: place }) }]),
  )
  return (
    <>
      <GoodsPanel detail={data} caseId={detail.id} />
      <PartiesPanel detail={data} hits={hits} caseId={detail.id} />
      <EquipmentPanel detail={data} caseId={detail.id} />
    </>
  )
}
