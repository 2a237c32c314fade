import type { PublicDraw, PublicDrawList } from '@entente/contracts'
import { useState } from 'react'
import { useRead } from '../../../../app/query.ts'
import { Chip } from '../../../../parts/chip.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import draws from '../../../../parts/draws.module.css'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { dateUtc } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'
import { CheckDraw } from './check-draw.tsx'

/** Lists the draws of the newest days with their commitments and revealed keys, and a way to check each. */
export function DrawsPanel() {
  const read = useRead<PublicDrawList>('/v1/cargo/draws')
  const [shown, setShown] = useState<string | null>(null)
  return (
    <Panel title={text('cargo.draws.title')} flush>
      <p className={draws.said}>{text('cargo.draws.what')}</p>
      <ReadState read={read} rows={4} />
      {read.data?.items.length === 0 && <p className={draws.said}>{text('cargo.draws.none')}</p>}
      {read.data && read.data.items.length > 0 && (
        <DataTable
          name={text('cargo.draws.title')}
          columns={[
            text('cargo.draws.day'),
            text('cargo.draws.commitment'),
            text('cargo.draws.state'),
            text('cargo.draws.result'),
            { head: text('cargo.draws.check'), hidden: true },
          ]}
          stacks
        >
          {read.data.items.map((draw) => (
            <Draw
              key={draw.day}
              draw={draw}
              isOpen={shown === draw.day}
              onToggle={() => setShown(shown === draw.day ? null : draw.day)}
            />
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

function Draw({ draw, isOpen, onToggle }: { draw: PublicDraw; isOpen: boolean; onToggle: () => void }) {
  const { day, commitment, key, keyLost, drawn, selected } = draw
  return (
    <>
      <tr>
        <th scope="row">
          <time dateTime={day}>{dateUtc(`${day}T00:00:00Z`)}</time>
        </th>
        <td className={table.wrap}>
          <code className={draws.hash}>{commitment}</code>
        </td>
        <td>
          {keyLost ? (
            <Chip tone="bad" icon="circledCross">
              {text('cargo.draws.lost')}
            </Chip>
          ) : key === null ? (
            <Chip tone="plain" icon="padlock">
              {text('cargo.draws.secret')}
            </Chip>
          ) : (
            <Chip tone="ok" icon="circledTick">
              {text('cargo.draws.revealed')}
            </Chip>
          )}
        </td>
        <td className={table.wrap}>
          {drawn === null ? text('cargo.draws.later') : text('cargo.draws.counts', { drawn, selected: selected ?? 0 })}
        </td>
        <td>
          {key !== null && (
            <button type="button" className={draws.toggle} aria-expanded={isOpen} onClick={onToggle}>
              {text('cargo.draws.check')}
            </button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={5} className={table.wrap}>
            <CheckDraw draw={draw} />
          </td>
        </tr>
      )}
    </>
  )
}
