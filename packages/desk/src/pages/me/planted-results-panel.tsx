import type { PlantedResults } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'

/** Lists the planted cases that the signed-in person judged, once the results are known. */
export function PlantedResultsPanel() {
  const read = useRead<PlantedResults>('/v1/me/planted')
  const items = read.data?.items ?? []
  return (
    <Panel title={text('me.planted.title')} note={read.data && items.length} flush>
      <p style={{ padding: '10px 12px' }}>{text('me.planted.what')}</p>
      <ReadState read={read} rows={2} />
      {read.data && items.length === 0 && <p style={{ padding: '0 12px 10px' }}>{text('me.planted.none')}</p>}
      {items.length > 0 && (
        <DataTable
          name={text('me.planted.title')}
          columns={[text('me.planted.column.case'), text('me.planted.column.at'), text('me.planted.column.result')]}
          stacks
        >
          {items.map((one) => (
            <tr key={one.caseId}>
              <th scope="row">
                <GoLink to={paths.case(one.caseId)}>
                  <bdi dir="ltr">{one.reference}</bdi>
                </GoLink>
              </th>
              <td>
                <Instant at={one.at} />
              </td>
              <td>{text(one.missed ? 'me.planted.missed' : 'me.planted.right')}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}
