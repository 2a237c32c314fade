import { lazy, Suspense } from 'react'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { useMe } from '../../../../app/session.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import { Chip } from '../../../../parts/chip.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { useKeys } from '../../../../parts/keys.ts'
import lines from '../../../../parts/lines.module.css'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { dateUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { AnswersPanel } from '../../consignment/answers-panel.tsx'
import { AssessmentPanel } from '../../consignment/assessment-panel.tsx'
import { ConsignmentFacts } from '../../consignment/consignment-head.tsx'
import { ConsignmentStatusChip } from '../../consignment/consignment-status.tsx'
import { EquipmentPanel } from '../../consignment/equipment-panel.tsx'
import { DifferencesPanel, FilingsPanel } from '../../consignment/filings-panel.tsx'
import { FindingsPanel } from '../../consignment/findings-panel.tsx'
import { GoodsPanel } from '../../consignment/goods-panel.tsx'
import { InspectionsPanel } from '../../consignment/inspections-panel.tsx'
import { PartiesPanel } from '../../consignment/parties-panel.tsx'
import { QuestionsPanel } from '../../consignment/questions-panel.tsx'
import { RoutePanel } from '../../consignment/route-panel.tsx'
import { goodsWords, type StatedConsignment, useConsignment } from '../../consignment/use-consignment.ts'
import { VersionsPanel } from '../../consignment/versions-panel.tsx'
import { text } from '../../texts/index.ts'
import { StartCase } from './start-case.tsx'

const RouteMap = lazy(async () => ({ default: (await import('../../plots/route-map.tsx')).RouteMap }))

/** Statuses of goods without a case under review or with a decision. A closed case may be followed by another one. */
const ofData: ReadonlySet<string> = new Set(['partial', 'complete', 'closed'])

/** Shows one consignment, as the messages of all filers state it together. Under another purpose than customs security it explains that. */
export function ConsignmentPage() {
  const { purpose, role } = useMe()
  const mayRead = purpose === 'customs-security' || role === 'oversight'
  const id = usePathPart('id')
  const go = useGo()
  const read = useConsignment(id, { enabled: mayRead })
  const { data: detail } = read
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.consignments({ sel: id })) }])
  return (
    <Page
      title={text('cargo.record.title')}
      label={text('cargo.record.title')}
      head={
        <ObjectHead
          crumbs={[{ to: paths.consignments({ sel: id }), label: text('cargo.pages.consignments') }]}
          title={detail ? <bdi>{goodsWords(detail)}</bdi> : text('cargo.record.title')}
          chips={
            detail && (
              <>
                <ConsignmentStatusChip status={detail.status} />
                {detail.masked && (
                  <Chip tone="plain" icon="hatched">
                    {text('cargo.record.masked')}
                  </Chip>
                )}
              </>
            )
          }
          facts={detail && <ConsignmentFacts detail={detail} />}
          actions={
            detail && (
              <>
                {detail.caseId !== null && <GoLink to={paths.case(detail.caseId)}>{text('cargo.record.case')}</GoLink>}
                {(detail.caseId === null || ofData.has(detail.status)) && <StartCase detail={detail} />}
              </>
            )
          }
        />
      }
    >
      {mayRead ? <ReadState read={read} rows={10} height={34} /> : <WrongPurpose for={['customs-security']} />}
      {detail && (
        <>
          {detail.masked && (
            <p className={lines.notice}>
              <Icon name="hatched" size={14} /> {text('cargo.record.maskedWhat', { date: dateUtc(detail.deleteAt) })}
            </p>
          )}
          <GoodsPanel detail={detail} />
          <PartiesPanel detail={detail} />
          <RoutePanel detail={detail} />
          <Suspense>
            <RouteMap consignmentId={detail.id} />
          </Suspense>
          <EquipmentPanel detail={detail} />
          <HousesPanel detail={detail} />
          <AssessmentPanel consignmentId={detail.id} />
          <FindingsPanel detail={detail} />
          <QuestionsPanel detail={detail} />
          <InspectionsPanel consignmentId={detail.id} />
          <AnswersPanel detail={detail} />
          <DifferencesPanel detail={detail} />
          <FilingsPanel detail={detail} />
          <VersionsPanel detail={detail} />
        </>
      )}
    </Page>
  )
}

/** Links to the houses of a master. */
function HousesPanel({ detail: { houses } }: { detail: StatedConsignment }) {
  if (houses.length === 0) return null
  return (
    <Panel title={text('cargo.record.housesTitle')} note={houses.length}>
      <ul className={lines.lines}>
        {houses.map((house) => (
          <li key={house.id}>
            <GoLink to={paths.consignment(house.id)}>
              <bdi dir="ltr">{house.key}</bdi>
            </GoLink>
            <span className={lines.dim}>{text('cargo.versions.version', { n: house.version })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
