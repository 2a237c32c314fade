import type { CargoCapacity, CargoLane } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import draws from '../../../../parts/draws.module.css'
import { Panel } from '../../../../parts/panel.tsx'
import { number } from '../../../../texts/numbers.ts'
import { LaneChip, percent } from '../../consignment/lane-chip.tsx'
import { text } from '../../texts/index.ts'

type Props = { capacity: CargoCapacity }
const shareOf = (part: number, whole: number): string => (whole === 0 ? '–' : percent(part / whole))

/** Shows each lane with its expected rate and what it has so far. */
export function LanesPanel({ capacity: { lanes, rates, assessed } }: Props) {
  const expectedOf = (lane: CargoLane): string =>
    lane === 'green' || rates === null ? '–' : percent(rates.expected[lane])
  return (
    <Panel title={text('cargo.capacity.lanes')} flush>
      <DataTable
        name={text('cargo.capacity.lanes')}
        columns={[
          text('cargo.capacity.lane'),
          { head: text('cargo.capacity.count'), number: true },
          { head: text('cargo.capacity.share'), number: true },
          { head: text('cargo.capacity.expected'), number: true },
        ]}
        stacks
      >
        {lanes.map(({ lane, count }) => (
          <tr key={lane}>
            <th scope="row">
              <LaneChip lane={lane} />
            </th>
            <td className={table.number}>{number(count)}</td>
            <td className={table.number}>{shareOf(count, assessed)}</td>
            <td className={table.number}>{expectedOf(lane)}</td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

/** Shows what selected the consignments outside the green lane. One with two reasons counts in both rows. */
export function ReasonsPanel({ capacity: { reasons } }: Props) {
  return (
    <Panel title={text('cargo.capacity.reasons')} flush>
      {reasons.length === 0 ? (
        <p className={draws.said}>{text('cargo.capacity.noReasons')}</p>
      ) : (
        <DataTable
          name={text('cargo.capacity.reasons')}
          columns={[
            text('cargo.capacity.reason'),
            text('cargo.capacity.lane'),
            { head: text('cargo.capacity.count'), number: true },
          ]}
          stacks
        >
          {reasons.map(({ by, lane, count }) => (
            <tr key={`${by} ${lane}`}>
              <th scope="row">{text(`cargo.inspection.reasons.${by}`)}</th>
              <td>
                <LaneChip lane={lane} />
              </td>
              <td className={table.number}>{number(count)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

/** Shows the random share of each stratum: its rate, and how many were drawn and selected. */
export function StrataPanel({ capacity: { strata } }: Props) {
  if (strata.length === 0) return null
  return (
    <Panel title={text('cargo.capacity.strata')} note={text('cargo.capacity.strataWhat')} flush>
      <DataTable
        name={text('cargo.capacity.strata')}
        columns={[
          text('cargo.capacity.stratum'),
          { head: text('cargo.capacity.rate'), number: true },
          { head: text('cargo.capacity.count'), number: true },
          { head: text('cargo.capacity.drawn'), number: true },
          { head: text('cargo.capacity.selected'), number: true },
        ]}
        stacks
      >
        {strata.map(({ stratum, rate, count, drawn, selected }) => (
          <tr key={stratum}>
            <th scope="row">
              <bdi dir="ltr">{stratum}</bdi>
            </th>
            <td className={table.number}>{percent(rate)}</td>
            <td className={table.number}>{number(count)}</td>
            <td className={table.number}>{number(drawn)}</td>
            <td className={table.number}>{number(selected)}</td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}
