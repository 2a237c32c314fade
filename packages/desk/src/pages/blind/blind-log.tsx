import type { AgreementView, BlindLogEntry } from '@entente/contracts'
import { Button } from '@mantine/core'
import { usePages } from '../../app/use-pages.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './blind.module.css'

/** Lists the blind checks by and of this member. It shows only counts and members, because the items are not stored. */
export function BlindLog({ agreements }: { agreements: readonly AgreementView[] }) {
  const read = usePages<BlindLogEntry>('/v1/blind/checks', {})
  const titleOf = (id: string) => agreements.find(({ agreement }) => agreement.id === id)?.agreement.title ?? id
  const hidden = <span className={table.dim}>{text('blind.log.unknown')}</span>
  return (
    <Panel title={text('blind.log.title')} flush>
      <ReadState read={read} rows={4} />
      {read.data && read.items.length === 0 && <p className={classes.padded}>{text('blind.log.empty')}</p>}
      {read.items.length > 0 && (
        <DataTable
          name={text('blind.log.tableName')}
          columns={[
            text('blind.log.column.at'),
            text('blind.log.column.direction'),
            text('blind.log.column.agreement'),
            { head: text('blind.log.column.asked'), number: true },
            { head: text('blind.log.column.padded'), number: true },
            { head: text('blind.log.column.hits'), number: true },
            { head: text('blind.log.column.quota'), number: true },
            text('blind.log.column.revealed'),
          ]}
          minWidth={760}
        >
          {read.items.map((entry) => (
            <tr key={entry.id}>
              <th scope="row" className={table.wrap}>
                <Instant at={entry.at} />
              </th>
              <td className={table.wrap}>
                <bdi>
                  {entry.direction === 'ask'
                    ? text('blind.log.ask', { member: entry.member })
                    : text('blind.log.answer', { member: entry.member })}
                </bdi>
              </td>
              <td className={table.wrap}>
                <bdi>{titleOf(entry.agreement)}</bdi>, {text(`signals.kind.${entry.kind}`)}
              </td>
              <td className={table.number}>{entry.asked === null ? hidden : number(entry.asked)}</td>
              <td className={table.number}>{number(entry.padded)}</td>
              <td className={table.number}>{entry.hits === null ? hidden : number(entry.hits)}</td>
              <td className={table.number}>{number(entry.quotaLeft)}</td>
              <td className={table.wrap}>
                {entry.revealedAt !== null ? (
                  <Instant at={entry.revealedAt} />
                ) : (
                  <span className={table.dim}>{text('blind.log.notShown')}</span>
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {read.more && (
        <div className={classes.padded}>
          <Button variant="default" h={30} onClick={read.more} style={{ justifySelf: 'start' }}>
            {text('blind.log.more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}
