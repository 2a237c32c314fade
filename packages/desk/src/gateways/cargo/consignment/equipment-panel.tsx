import { Chip } from '../../../parts/chip.tsx'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import lines from '../../../parts/lines.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { number } from '../../../texts/numbers.ts'
import { paths } from '../addresses/paths.ts'
import { findText, text } from '../texts/index.ts'
import { type EquipmentFault, equipmentFaults } from './equipment-faults.ts'
import { mass } from './field-words.ts'
import { isStowed, type StatedConsignment, type StatedEquipment } from './use-consignment.ts'

/** Shows the containers, ULDs and trailers: what each message states about them, what is wrong, and the loads of the consignment. */
export function EquipmentPanel({ detail, caseId }: { detail: StatedConsignment; caseId?: string | undefined }) {
  const { consignment, loads, equipment } = detail
  const ids = [
    ...new Set([
      ...consignment.equipmentIds,
      ...loads.flatMap(({ equipmentId }) => equipmentId ?? []),
      ...equipment.map(({ id }) => id),
    ]),
  ]
  // Its stowage plan alone states such a container.
  const plan = isStowed(detail) ? detail.filings.at(-1)?.messageId : undefined
  if (ids.length + loads.length + consignment.seals.length === 0) return null
  return (
    <>
      {ids.length > 0 && (
        <Panel title={text('cargo.equipment.title')} note={ids.length} flush>
          <DataTable
            name={text('cargo.equipment.title')}
            columns={[
              text('cargo.equipment.id'),
              text('cargo.equipment.statedBy'),
              text('cargo.equipment.seals'),
              { head: text('cargo.equipment.declared'), number: true },
              { head: text('cargo.equipment.verified'), number: true },
              text('cargo.equipment.cell'),
              text('cargo.equipment.others'),
            ]}
            stacks
          >
            {ids.map((id) => (
              <Equipment key={id} id={id} detail={detail} caseId={caseId} />
            ))}
          </DataTable>
          {plan !== undefined && (
            <ul className={lines.lines}>
              <li>
                <GoLink to={paths.undeclaredContainers(plan)}>{text('cargo.undeclared.ofVoyage')}</GoLink>
              </li>
            </ul>
          )}
          {detail.equipmentIsCut && (
            <p className={table.secondary} style={{ padding: '8px 14px' }}>
              {text('cargo.equipment.isCut')}
            </p>
          )}
          {consignment.seals.length > 0 && (
            <p className={table.secondary} style={{ padding: '8px 14px' }}>
              {text('cargo.equipment.sealsOfGoods')}{' '}
              <bdi dir="ltr">{consignment.seals.map(({ id }) => id).join(', ')}</bdi>
            </p>
          )}
        </Panel>
      )}
      {loads.length > 0 && <Loads loads={loads} />}
    </>
  )
}

type Props = { id: string; detail: StatedConsignment; caseId: string | undefined }

/** Rows of one container: one for each message that states it. The first has the faults. */
function Equipment({ id, detail, caseId }: Props) {
  const statements = detail.equipment.filter((each) => each.id === id)
  const faults = [
    ...equipmentFaults(statements).map((fault) => faultWords(fault)),
    ...new Set(detail.findings.filter(({ equipment }) => equipment === id).map(({ code }) => code)),
  ]
  const rows: (StatedEquipment | null)[] = statements.length === 0 ? [null] : statements
  return rows.map((row, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the statements about one container keep their order
    <tr key={place}>
      <th scope="row" className={table.wrap}>
        <EquipmentNumber id={id} />{' '}
        {place === 0 &&
          faults.map((fault) => (
            <Chip key={fault} tone="warn" icon="triangle">
              {fault}
            </Chip>
          ))}
      </th>
      <td className={table.wrap}>
        {row === null ? (
          text('cargo.equipment.notStated')
        ) : (
          <GoLink to={paths.cargoMessage(row.messageId, { consignment: detail.id, case: caseId })}>
            <bdi dir="ltr">{row.format.toUpperCase()}</bdi>
          </GoLink>
        )}{' '}
        {row !== null && <span className={table.secondary}>{kindOf(row)}</span>}
      </td>
      <td className={table.wrap}>
        <bdi dir="ltr">{row?.seals.map(({ id: seal }) => seal).join(', ') || '–'}</bdi>
      </td>
      <td className={table.number}>{row?.grossKg == null ? '–' : mass(row.grossKg)}</td>
      <td className={table.number}>{row?.vgmKg == null ? '–' : mass(row.vgmKg)}</td>
      <td>
        <bdi dir="ltr">{row?.stow ?? '–'}</bdi>
      </td>
      <td className={table.wrap}>{othersIn(row, detail)}</td>
    </tr>
  ))
}

/** Shows the number of equipment. A message may state equipment with an empty number. */
const EquipmentNumber = ({ id }: { id: string }) =>
  id === '' ? <span className={table.secondary}>{text('cargo.equipment.noNumber')}</span> : <bdi dir="ltr">{id}</bdi>

const faultWords = (fault: EquipmentFault): string => text(`cargo.equipment.faults.${fault}`)

function kindOf({ sizeType, full }: StatedEquipment): string {
  return [sizeType ?? '', full === null ? '' : full ? text('cargo.equipment.full') : text('cargo.equipment.empty')]
    .filter((part) => part !== '')
    .join(' · ')
}

/** The number of other bills that share the container. */
function othersIn(row: StatedEquipment | null, { consignment }: StatedConsignment): string {
  const others = row?.consignmentIds.filter((id) => id !== consignment.id).length ?? 0
  return others === 0 ? '–' : text('cargo.equipment.otherBills', { count: others })
}

function Loads({ loads }: Pick<StatedConsignment, 'loads'>) {
  return (
    <Panel title={text('cargo.equipment.loads')} note={loads.length} flush>
      <DataTable
        name={text('cargo.equipment.loads')}
        columns={[
          text('cargo.equipment.id'),
          { head: text('cargo.goods.pieces'), number: true },
          { head: text('cargo.goods.mass'), number: true },
          text('cargo.equipment.unloaded'),
          text('cargo.equipment.split'),
        ]}
        stacks
      >
        {loads.map((load, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: loads of one version keep their order
          <tr key={place}>
            <th scope="row">
              {load.equipmentId === null ? text('cargo.equipment.loose') : <EquipmentNumber id={load.equipmentId} />}
            </th>
            <td className={table.number}>
              {load.pieces === null
                ? '–'
                : text('cargo.equipment.ofPieces', { n: number(load.pieces), total: load.totalPieces })}
            </td>
            <td className={table.number}>{load.grossKg === null ? '–' : mass(load.grossKg)}</td>
            <td>{load.unloadingPlace ? <bdi dir="ltr">{load.unloadingPlace}</bdi> : '–'}</td>
            <td>{load.splitCode ? (findText(`cargo.equipment.splits.${load.splitCode}`) ?? load.splitCode) : '–'}</td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}
