import type { InspectionDetail, InspectionList, InspectionRow } from '@entente/contracts'
import { useId, useState } from 'react'
import { useRead } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import { Chip } from '../../../parts/chip.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { Icon } from '../../../parts/icon.tsx'
import { Instant } from '../../../parts/instant.tsx'
import lines from '../../../parts/lines.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { ReadState } from '../../../parts/read-state.tsx'
import { paths } from '../addresses/paths.ts'
import { InspectionStateChip, laneChips, Reasons } from '../inspection/inspection-state.tsx'
import { PhotoList } from '../inspection/photo-list.tsx'
import { ResultList } from '../inspection/result-list.tsx'
import { text } from '../texts/index.ts'
import classes from './inspections.module.css'

/** Lists the inspections of the goods: why they were ordered, and on request their results and photos. Oversight reads no orders. */
export function InspectionsPanel({ consignmentId }: { consignmentId: string }) {
  const { role, purpose } = useMe()
  const enabled = role !== 'oversight' && purpose === 'customs-security'
  const search = { consignment: consignmentId, limit: 50 }
  const read = useRead<InspectionList>('/v1/cargo/inspections', search, { enabled })
  if (!enabled || (read.data !== undefined && read.data.items.length === 0)) return null
  return (
    <Panel title={text('cargo.inspection.ofGoods')} note={read.data?.items.length ?? ''}>
      <ReadState read={read} rows={2} />
      <ul className={lines.answers}>
        {read.data?.items.map((order) => (
          <Order key={order.id} order={order} />
        ))}
      </ul>
    </Panel>
  )
}

function Order({ order }: { order: InspectionRow }) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const read = useRead<InspectionDetail>(`/v1/cargo/inspections/${order.id}`, {}, { enabled: isOpen })
  return (
    <li>
      <p className={lines.facts}>
        <InspectionStateChip order={order} />
        <Chip {...laneChips[order.lane]}>{text(`cargo.inspection.lanes.${order.lane}`)}</Chip>
        <span>
          {text('cargo.inspection.ordered')} <Instant at={order.orderedAt} />
        </span>
        {order.place !== null && <bdi dir="ltr">{order.place}</bdi>}
        <GoLink to={paths.inspection(order.id)} className={classes.open ?? ''}>
          {text('cargo.inspection.openOrder')}
        </GoLink>
      </p>
      <Reasons reasons={order.reasons} />
      {order.state !== 'open' && (
        <button
          type="button"
          className={classes.more}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'down' : 'next'} size={12} /> {text('cargo.inspection.showResults')}
        </button>
      )}
      <div id={id}>
        {isOpen && <ReadState read={read} rows={2} />}
        {isOpen && read.data && (
          <>
            <ResultList results={read.data.results} />
            <PhotoList order={read.data} />
          </>
        )}
      </div>
    </li>
  )
}
