import type { CargoFiler, CargoFilerList } from '@entente/contracts'
import { ListHead, Page } from '../../../../app/page.tsx'
import { useRead } from '../../../../app/query.ts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { number } from '../../../../texts/numbers.ts'
import { paths } from '../../addresses/paths.ts'
import { percent } from '../../consignment/lane-chip.tsx'
import { CustomsFrame } from '../../frame/customs-frame.tsx'
import { text } from '../../texts/index.ts'

/** Lists the filers of goods by name. There is no order by quality: it is a figure, and no ranking. */
export function FilersPage() {
  return (
    <CustomsFrame title={text('cargo.pages.filers')}>
      <Filers />
    </CustomsFrame>
  )
}

function Filers() {
  const read = useRead<CargoFilerList>('/v1/cargo/filers')
  const filers = read.data?.items ?? []
  return (
    <Page
      title={text('cargo.pages.filers')}
      label={text('cargo.pages.filers')}
      flush
      head={<ListHead title={text('cargo.pages.filers')}>{text('cargo.filers.what')}</ListHead>}
    >
      <ListBody
        read={read}
        rows={filers}
        awaited={9}
        empty={{ title: text('cargo.filers.none'), next: text('cargo.filers.noneNext') }}
      >
        <DataTable
          name={text('cargo.pages.filers')}
          columns={[
            { head: text('cargo.list.filer'), width: '28%' },
            text('cargo.filers.tier'),
            { head: text('cargo.filers.quality'), number: true },
            { head: text('cargo.filers.defective'), number: true },
            { head: text('cargo.filers.late'), number: true },
            { head: text('cargo.filers.open'), number: true },
            { head: text('cargo.filers.missed'), number: true },
            { head: text('cargo.filers.found'), number: true },
          ]}
          rows
          stacks
        >
          {filers.map((filer) => (
            <Row key={filer.filer} filer={filer} />
          ))}
        </DataTable>
      </ListBody>
    </Page>
  )
}

function Row({
  filer: { filer, filerName, kind, tier, quality, filings, questions, inspections },
}: {
  filer: CargoFiler
}) {
  const inspected = inspections.found + inspections.nothingFound + inspections.dataError
  return (
    <tr>
      <th scope="row" className={table.wrap}>
        <GoLink to={paths.cargoFiler(filer)}>
          <bdi>{filerName}</bdi>
        </GoLink>{' '}
        <span className={table.secondary}>{text(`cargo.filers.kinds.${kind}`)}</span>
      </th>
      <td>{text(`cargo.filers.tiers.${tier}`)}</td>
      <td className={table.number}>{quality === null ? '–' : percent(quality.quality)}</td>
      <td className={table.number}>
        {quality === null ? '–' : text('cargo.filers.of', { n: quality.withErrors, all: quality.consignments })}
      </td>
      <td className={table.number}>
        {filings === null ? '–' : text('cargo.filers.of', { n: filings.late, all: filings.timed })}
      </td>
      <td className={table.number}>{number(questions.open)}</td>
      <td className={table.number}>{number(questions.missed)}</td>
      <td className={table.number}>{text('cargo.filers.of', { n: inspections.found, all: inspected })}</td>
    </tr>
  )
}
