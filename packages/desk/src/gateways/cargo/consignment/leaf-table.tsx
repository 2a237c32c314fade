import type { CargoRuleLeafValue } from '@entente/contracts'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Icon, type IconName } from '../../../parts/icon.tsx'
import { findText, text } from '../texts/index.ts'
import { pathWords, valueWords } from './field-words.ts'

const icons: Record<string, IconName> = {
  true: 'circledTick',
  false: 'circledCross',
  absent: 'dash',
  error: 'triangle',
}

/** One comparison of a rule, as an assessment or a hit of a case has it. */
export interface Leaf {
  path: string
  operator: string
  value: CargoRuleLeafValue
  expected: CargoRuleLeafValue
  outcome: string
}

/** Shows a line for each value that a rule read: in words and as a path, with the condition and whether it is true. */
export function LeafTable({ name, leaves }: { name: string; leaves: readonly Leaf[] }) {
  return (
    <DataTable
      name={name}
      columns={[
        text('cargo.rule.what'),
        text('cargo.rule.value'),
        text('cargo.rule.condition'),
        text('cargo.rule.outcome'),
      ]}
      stacks
    >
      {leaves.map(({ path, operator, value, expected, outcome }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the conditions of one version keep their order
        <tr key={place}>
          <th scope="row" className={table.wrap}>
            {pathWords(path)}{' '}
            <bdi dir="ltr" className={table.secondary}>
              <code>{path}</code>
            </bdi>
          </th>
          <td className={table.wrap}>
            <bdi>{valueWords(value)}</bdi>
          </td>
          <td className={table.wrap}>
            <bdi dir="ltr">
              <code>{[operator, expected === '' ? null : valueWords(expected)].filter(Boolean).join(' ')}</code>
            </bdi>
          </td>
          <td>
            <Icon name={icons[outcome] ?? 'triangle'} size={14} />{' '}
            {findText(`cargo.rule.outcomes.${outcome}`) ?? outcome}
          </td>
        </tr>
      ))}
    </DataTable>
  )
}
