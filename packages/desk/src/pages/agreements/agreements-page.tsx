import type { AgreementPage, AgreementView } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { ExchangeFrame } from '../../app/exchange-frame.tsx'
import { ListHead } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { AgreementState } from '../../parts/agreement-state.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { ListBody } from '../../parts/list-body.tsx'
import { rowNames, useRows } from '../../parts/use-rows.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'

const route = getRouteApi('/shell/agreements')

/** Lists the agreements of this member: parties, content, state and missing signatures. */
export function AgreementsPage() {
  const me = useMe()
  const go = useGo()
  const { sel } = route.useSearch()
  const read = useRead<AgreementPage>('/v1/agreements')
  const items = read.data?.items ?? []
  const rows = useRows(
    items.map(({ agreement }) => ({ key: agreement.id, to: paths.agreement(agreement.id) })),
    sel,
    rowNames(),
    { select: (next) => go(paths.agreements({ sel: next }), { replace: true }), open: go },
  )
  return (
    <ExchangeFrame
      title={text('agreements.title')}
      flush
      keys={[
        { keys: ['J', 'K'], label: text('page-parts.hints.move') },
        { keys: ['Enter'], label: text('page-parts.hints.open') },
      ]}
      head={
        <ListHead
          title={text('agreements.title')}
          count={
            read.data &&
            text('agreements.count', {
              all: items.length,
              active: items.filter(({ status }) => status === 'active').length,
            })
          }
          actions={
            me.role === 'signal-officer' && (
              <Button h={30} onClick={() => go(paths.agreementNew())}>
                {text('agreements.newAgreement')}
              </Button>
            )
          }
        />
      }
    >
      <ListBody
        read={read}
        rows={items}
        awaited={8}
        empty={{ title: text('agreements.empty'), next: text('agreements.emptyNext') }}
      >
        <DataTable
          name={text('agreements.tableName')}
          columns={[
            text('agreements.column.title'),
            text('agreements.column.parties'),
            text('agreements.column.kinds'),
            text('agreements.column.status'),
            text('agreements.column.missing'),
            text('agreements.column.until'),
          ]}
          rows
          minWidth={860}
        >
          {items.map((view) => (
            <tr key={view.agreement.id} {...rows({ key: view.agreement.id, to: paths.agreement(view.agreement.id) })}>
              <Cells view={view} own={me.member} />
            </tr>
          ))}
        </DataTable>
      </ListBody>
    </ExchangeFrame>
  )
}

function Cells({ view, own }: { view: AgreementView; own: string }) {
  const { agreement, status, missingSignatures } = view
  const others = agreement.parties.map(({ member }) => member).filter((member) => member !== own)
  return (
    <>
      <th scope="row" className={table.wrap}>
        <GoLink to={paths.agreement(agreement.id)} tabIndex={-1}>
          <bdi>{agreement.title}</bdi>
        </GoLink>
      </th>
      <td className={table.wrap}>
        <bdi>{others.join(', ')}</bdi>
      </td>
      <td className={table.wrap}>{agreement.kinds.map((kind) => text(`signals.kind.${kind}`)).join(', ')}</td>
      <td>
        <AgreementState status={status} />
      </td>
      <td className={table.wrap}>
        {!view.offered && view.inForceVersion === null ? (
          <span className={table.dim}>{text('agreements.notOffered')}</span>
        ) : missingSignatures.length === 0 ? (
          <span className={table.dim}>{text('agreements.nobodyMissing')}</span>
        ) : (
          <>
            {view.inForceVersion !== null && `${text('agreements.version', { n: agreement.version })}: `}
            <bdi>{missingSignatures.join(', ')}</bdi>
          </>
        )}
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>{dateUtc(agreement.validUntil)}</td>
    </>
  )
}
