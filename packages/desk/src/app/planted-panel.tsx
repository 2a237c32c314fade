import type { PlantedFigures } from '@entente/contracts'
import table from '../parts/data-table.module.css'
import { DataTable } from '../parts/data-table.tsx'
import { Panel } from '../parts/panel.tsx'
import { ReadState } from '../parts/read-state.tsx'
import { number } from '../texts/numbers.ts'
import { text } from '../texts/text.ts'
import { useGateways } from './gateway.ts'
import { useRead } from './query.ts'

/** Shows how many of the judged cases were planted, and how many of those were missed, by queue. No person is named. */
export function PlantedPanel() {
  const gateways = useGateways()
  const read = useRead<PlantedFigures>('/v1/oversight/planted')
  const queues = read.data?.queues ?? []
  return (
    <Panel title={text('oversight.planted.title')} flush>
      <ReadState read={read} rows={2} />
      {read.data && (
        <p style={{ padding: '10px 12px' }}>
          {text('oversight.planted.what', { days: read.data.days })}
          {!read.data.plants && ` ${text('oversight.planted.off')}`}
          {queues.length === 0 && ` ${text('oversight.planted.none')}`}
        </p>
      )}
      {queues.length > 0 && (
        <DataTable
          name={text('oversight.planted.title')}
          columns={[
            text('oversight.planted.column.queue'),
            { head: text('oversight.planted.column.cases'), number: true },
            { head: text('oversight.planted.column.planted'), number: true },
            { head: text('oversight.planted.column.share'), number: true },
            { head: text('oversight.planted.column.misses'), number: true },
          ]}
        >
          {queues.map(({ gateway, cases, planted, share, misses }) => (
            <tr key={gateway}>
              <th scope="row">{gateways.find(({ kind }) => kind === gateway)?.queue?.name() ?? gateway}</th>
              <td className={table.number}>{number(cases)}</td>
              <td className={table.number}>{number(planted)}</td>
              <td className={table.number}>
                {share === null ? '–' : text('rates.percent', { share: number(share * 100, 1) })}
              </td>
              <td className={table.number}>{number(misses)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}
