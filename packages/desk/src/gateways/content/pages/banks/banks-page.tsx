import type { Bank } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { Marking } from '../../../../evidence/marking.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { number } from '../../../../texts/numbers.ts'
import { paths } from '../../addresses/paths.ts'
import { BanksFrame } from '../../frame/banks-frame.tsx'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { text } from '../../texts/index.ts'
import { BankUseChip } from './bank-use.tsx'

/** Lists the banks of this node and the use of each. */
export function BanksPage() {
  const { role } = useMe()
  const go = useGo()
  const nameOf = useLabelNames()
  const read = useRead<{ items: Bank[] }>('/v1/content/banks')
  const banks = read.data?.items ?? []
  const officer = role === 'signal-officer'
  return (
    <BanksFrame
      title={text('content.banks.title')}
      flush
      actions={
        officer && (
          <Button h={30} onClick={() => go(paths.bankNew())}>
            {text('content.banks.newBank')}
          </Button>
        )
      }
    >
      <ListBody
        read={read}
        rows={banks}
        awaited={6}
        empty={{
          title: text('content.banks.empty'),
          next: officer ? text('content.banks.emptyNext') : text('content.banks.emptyRead'),
        }}
      >
        <DataTable
          name={text('content.banks.tableName')}
          columns={[
            text('content.banks.column.name'),
            text('content.banks.column.use'),
            { head: text('content.banks.column.items'), number: true },
            text('content.banks.column.radius'),
            text('content.banks.column.answers'),
            { head: text('content.banks.column.labels'), width: '28%' },
            text('content.banks.column.marking'),
          ]}
          rows
          minWidth={860}
        >
          {banks.map((bank) => (
            <tr key={bank.name}>
              <th scope="row">
                <GoLink to={paths.bank(bank.name)}>
                  <bdi dir="ltr">{bank.name}</bdi>
                </GoLink>
              </th>
              <td>
                <BankUseChip bank={bank} />
              </td>
              <td className={table.number}>{number(bank.items)}</td>
              <td>{text('content.banks.bits', { n: bank.radius.pdq })}</td>
              <td>{text('content.banks.percent', { share: number(bank.matchingEnabledRatio * 100, 1) })}</td>
              <td className={bank.labels.length === 0 ? table.dim : table.one}>
                {bank.labels.map(nameOf).join(', ') || text('content.banks.noLabels')}
              </td>
              <td>
                <Marking tlp={bank.tlp} quiet />
              </td>
            </tr>
          ))}
        </DataTable>
      </ListBody>
    </BanksFrame>
  )
}
