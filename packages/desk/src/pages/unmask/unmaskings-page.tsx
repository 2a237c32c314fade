import { caseReference, type UnmaskRequests } from '@entente/contracts'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import { ListBody } from '../../parts/list-body.tsx'
import { text } from '../../texts/text.ts'
import { fieldWords, UnmaskState } from './unmask-words.tsx'

/** Lists the requests for unmasking: one's own, those that one may answer, and for oversight those to review. */
export function UnmaskingsPage() {
  const reviews = useMe().role === 'oversight'
  const title = text(reviews ? 'unmask.toReview' : 'shell.pages.unmaskings')
  const read = useRead<UnmaskRequests>('/v1/unmask', {}, { staleTime: 0 })
  const items = (read.data?.items ?? []).toSorted(
    (one, other) => Number(other.may.review || other.may.decide) - Number(one.may.review || one.may.decide),
  )
  return (
    <Page title={title} label={title} flush head={<ListHead title={title}>{text('unmask.what')}</ListHead>}>
      <ListBody
        read={read}
        rows={items}
        awaited={6}
        empty={{ title: text('unmask.empty'), next: text(reviews ? 'unmask.emptyReview' : 'unmask.emptyNext') }}
      >
        <DataTable
          name={title}
          columns={[
            text('unmask.column.request'),
            text('unmask.column.fields'),
            text('unmask.column.asked'),
            text('unmask.column.state'),
            text('unmask.column.views'),
          ]}
          minWidth={700}
          stacks
        >
          {items.map((request) => (
            <tr key={request.id}>
              <th scope="row" className={table.wrap}>
                <GoLink to={paths.unmasking(request.id)}>
                  <bdi dir="ltr">{caseReference(request.caseNumber)}</bdi>
                </GoLink>
              </th>
              <td className={table.wrap}>{fieldWords(request)}</td>
              <td className={table.wrap}>
                <bdi>{request.requestedBy}</bdi>, <Instant at={request.requestedAt} />
              </td>
              <td>
                <UnmaskState state={request.state} />
                {request.may.decide && <div className={table.secondary}>{text('unmask.yourAnswer')}</div>}
                {request.may.review && <div className={table.secondary}>{text('unmask.yourReview')}</div>}
              </td>
              <td className={table.number}>{request.views.length}</td>
            </tr>
          ))}
        </DataTable>
      </ListBody>
    </Page>
  )
}
