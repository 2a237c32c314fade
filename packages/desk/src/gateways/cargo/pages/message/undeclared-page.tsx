import type { UndeclaredContainerList } from '@entente/contracts'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { usePages } from '../../../../app/use-pages.ts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { paths } from '../../addresses/paths.ts'
import { mass } from '../../consignment/field-words.ts'
import { CustomsFrame } from '../../frame/customs-frame.tsx'
import { text } from '../../texts/index.ts'

type Undeclared = UndeclaredContainerList['items'][number]

/** Lists all containers of a voyage that stowage plans have and no declaration names. Only the first of them have cases. */
export function UndeclaredPage() {
  return (
    <CustomsFrame title={text('cargo.undeclared.title')}>
      <Containers id={usePathPart('id')} />
    </CustomsFrame>
  )
}

function Containers({ id }: { id: string }) {
  const read = usePages<Undeclared, UndeclaredContainerList>(`/v1/cargo/messages/${id}/undeclared`, { limit: 100 })
  return (
    <Page
      title={text('cargo.undeclared.title')}
      label={text('cargo.undeclared.title')}
      flush
      head={
        <ObjectHead
          crumbs={[{ to: paths.cargoMessage(id), label: text('cargo.message.title') }, { label: id.slice(0, 8) }]}
          title={text('cargo.undeclared.title')}
          facts={
            <>
              {read.first && <span>{text('cargo.undeclared.count', { count: read.first.total })}</span>}
              <span>{text('cargo.undeclared.what')}</span>
            </>
          }
        />
      }
    >
      <ListBody
        read={read}
        rows={read.items}
        awaited={12}
        empty={{ title: text('cargo.undeclared.none'), next: text('cargo.undeclared.noneNext') }}
        moreLabel={text('cargo.undeclared.more')}
      >
        <DataTable
          name={text('cargo.undeclared.title')}
          columns={[
            text('cargo.undeclared.container'),
            text('cargo.undeclared.ports'),
            text('cargo.undeclared.filled'),
            { head: text('cargo.goods.mass'), number: true },
            text('cargo.undeclared.plan'),
          ]}
          rows
          stacks
        >
          {read.items.map((one) => (
            <Row key={one.container} one={one} shown={id} />
          ))}
        </DataTable>
      </ListBody>
    </Page>
  )
}

function Row({ one, shown }: { one: Undeclared; shown: string }) {
  const { container, filled, grossKg, portOfLoading, portOfDischarge, planId, consignmentId } = one
  const number = <bdi dir="ltr">{container}</bdi>
  return (
    <tr>
      <th scope="row">
        {consignmentId === null ? number : <GoLink to={paths.consignment(consignmentId)}>{number}</GoLink>}{' '}
        <span className={table.secondary}>
          {consignmentId === null ? text('cargo.undeclared.alone') : text('cargo.undeclared.known')}
        </span>
      </th>
      <td>
        <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }}>
          {portOfLoading ?? '–'} → {portOfDischarge ?? '–'}
        </bdi>
      </td>
      <td>{filled === null ? '–' : filled ? text('cargo.equipment.full') : text('cargo.equipment.empty')}</td>
      <td className={table.number}>{grossKg === null ? '–' : mass(grossKg)}</td>
      <td>
        {planId === shown ? (
          text('cargo.undeclared.thisPlan')
        ) : (
          <GoLink to={paths.cargoMessage(planId)}>
            <bdi dir="ltr" className="mono">
              {planId.slice(0, 8)}
            </bdi>
          </GoLink>
        )}
      </td>
    </tr>
  )
}
