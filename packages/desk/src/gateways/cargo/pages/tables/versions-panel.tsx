import type { CargoTable, CargoTableVersion } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { Instant } from '../../../../parts/instant.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { number } from '../../../../texts/numbers.ts'
import { text } from '../../texts/index.ts'
import { TableStateChip } from './table-state.tsx'

interface Props {
  table: CargoTable
  onShow: (version: number) => void
  onApproved: (version: number) => void
}

/** Lists the versions of a table, newest first, with both people. A second person approves here. */
export function VersionsPanel({ table: { kind, versions, shown }, onShow, onApproved }: Props) {
  const [asked, setAsked] = useState<CargoTableVersion | null>(null)
  return (
    <Panel title={text('cargo.tables.versions')} flush>
      <DataTable
        name={text('cargo.tables.versions')}
        columns={[
          text('cargo.tables.column.version'),
          text('cargo.tables.column.state'),
          { head: text('cargo.tables.column.rows'), number: true },
          text('cargo.tables.column.source'),
          text('cargo.tables.column.days'),
          text('cargo.tables.column.author'),
          text('cargo.tables.column.approver'),
          { head: text('cargo.tables.column.acts'), hidden: true },
        ]}
        stacks
      >
        {versions.map((one) => (
          <tr key={one.version} aria-current={one.version === shown.version || undefined}>
            <th scope="row">
              {one.version === 0 ? text('cargo.tables.ofRelease') : text('cargo.tables.version', { n: one.version })}
            </th>
            <td>
              <TableStateChip state={one.state} />
            </td>
            <td className={table.number}>{number(one.rows)}</td>
            <td className={table.wrap}>
              <bdi>{one.source}</bdi> ·{' '}
              <span dir="ltr" style={{ whiteSpace: 'nowrap' }}>
                {one.sourceDate}
              </span>
              {one.note !== null && (
                <div className={table.secondary}>
                  <bdi>{one.note}</bdi>
                </div>
              )}
            </td>
            <td>{daysOf(one)}</td>
            <td>
              <Person name={one.authorName} at={one.at} />
            </td>
            <td>
              <Person name={one.approverName} at={one.approvedAt} />
            </td>
            <td>
              {one.may.approve && (
                <Button h={30} onClick={() => setAsked(one)}>
                  {text('cargo.tables.approve.open')}
                </Button>
              )}
              {one.version !== shown.version && (
                <Button h={30} variant="default" onClick={() => onShow(one.version)}>
                  {text('cargo.tables.show')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      <ConfirmAct
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={text('cargo.tables.approve.title', { n: asked?.version ?? 0 })}
        act={text('cargo.tables.approve.act')}
        notNow={text('cargo.tables.approve.notNow')}
        onAct={async () => {
          if (asked === null) return
          await api.post(`/v1/cargo/tables/${kind}/versions/${asked.version}/approve`)
          onApproved(asked.version)
        }}
      >
        <p>{text('cargo.tables.approve.body', { name: asked?.authorName ?? '', rows: number(asked?.rows ?? 0) })}</p>
      </ConfirmAct>
    </Panel>
  )
}

function daysOf({ version, validFrom, validUntil }: CargoTableVersion): string {
  if (version === 0) return text('cargo.tables.days.release')
  if (validFrom === null) return validUntil === null ? text('cargo.tables.days.approval') : `– ${validUntil}`
  return validUntil === null ? text('cargo.tables.days.from', { day: validFrom }) : `${validFrom} – ${validUntil}`
}

function Person({ name, at }: { name: string | null; at: string | null }) {
  if (name === null) return <span className={table.dim}>{text('cargo.tables.nobody')}</span>
  return (
    <>
      <bdi>{name}</bdi>
      {at !== null && (
        <div className={table.secondary}>
          <Instant at={at} />
        </div>
      )}
    </>
  )
}
