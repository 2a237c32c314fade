import type { CargoConsignment, ConsignmentDetail } from '@entente/contracts'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { useKeys } from '../../../../parts/keys.ts'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { paths } from '../../addresses/paths.ts'
import { ConsignmentStatusChip } from '../../consignment/consignment-status.tsx'
import { text } from '../../texts/index.ts'

/** Shows one consignment: what the messages say about it, put together. */
export function ConsignmentPage() {
  const id = usePathPart('id')
  const go = useGo()
  const read = useRead<Omit<ConsignmentDetail, 'consignment'> & { consignment: CargoConsignment }>(
    `/v1/cargo/consignments/${id}`,
  )
  const { data: detail } = read
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.consignments({ sel: id })) }])
  return (
    <Page
      title={text('cargo.record.title')}
      label={text('cargo.record.title')}
      head={
        <ObjectHead
          crumbs={[{ to: paths.consignments({ sel: id }), label: text('cargo.pages.consignments') }]}
          title={detail ? <bdi>{detail.consignment.description ?? detail.key}</bdi> : text('cargo.record.title')}
          chips={detail && <ConsignmentStatusChip status={detail.status} />}
          facts={detail && <bdi dir="ltr">{detail.key}</bdi>}
          actions={
            detail &&
            detail.caseId !== null && <GoLink to={paths.case(detail.caseId)}>{text('cargo.record.case')}</GoLink>
          }
        />
      }
    >
      <ReadState read={read} rows={10} height={34} />
    </Page>
  )
}
