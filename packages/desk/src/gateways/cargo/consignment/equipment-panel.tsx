import type { CargoLoad } from '@entente/contracts'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { number } from '../../../texts/numbers.ts'
import { findText, text } from '../texts/index.ts'
import { mass } from './field-words.ts'
import type { StatedConsignment } from './use-consignment.ts'

/** Shows the containers, ULDs and trailers with their parts of the consignment, and the loose loads. */
export function EquipmentPanel({ detail }: { detail: StatedConsignment }) {
  const { consignment, loads } = detail
  const without = consignment.equipmentIds.filter((id) => !loads.some(({ equipmentId }) => equipmentId === id))
  const rows: Partial<CargoLoad>[] = [...loads, ...without.map((equipmentId) => ({ equipmentId }))]
  if (rows.length === 0 && consignment.seals.length === 0) return null
  return (
    <Panel title={text('cargo.equipment.title')} note={rows.length} flush>
      <DataTable
        name={text('cargo.equipment.title')}
        columns={[
          text('cargo.equipment.id'),
          { head: text('cargo.goods.pieces'), number: true },
          { head: text('cargo.goods.mass'), number: true },
          text('cargo.equipment.unloaded'),
          text('cargo.equipment.split'),
        ]}
        stacks
      >
        {rows.map((load, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: loads of one version keep their order
          <tr key={place}>
            <th scope="row">
              {load.equipmentId ? <bdi dir="ltr">{load.equipmentId}</bdi> : text('cargo.equipment.loose')}
            </th>
            <td className={table.number}>
              {load.pieces == null
                ? '–'
                : text('cargo.equipment.ofPieces', { n: number(load.pieces), total: load.totalPieces ?? null })}
            </td>
            <td className={table.number}>{load.grossKg == null ? '–' : mass(load.grossKg)}</td>
            <td>{load.unloadingPlace ? <bdi dir="ltr">{load.unloadingPlace}</bdi> : '–'}</td>
            <td>{load.splitCode ? (findText(`cargo.equipment.splits.${load.splitCode}`) ?? load.splitCode) : '–'}</td>
          </tr>
        ))}
      </DataTable>
      {consignment.seals.length > 0 && (
        <p className={table.secondary} style={{ paddingInline: 14 }}>
          {text('cargo.equipment.seals')} <bdi dir="ltr">{consignment.seals.map(({ id }) => id).join(', ')}</bdi>
        </p>
      )}
    </Panel>
  )
}
