import type { CargoRuleLeafValue } from '@entente/contracts'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Icon, type IconName } from '../../../parts/icon.tsx'
import { findText, text } from '../texts/index.ts'
import { pathWords, valueWords } from './field-words.ts'
import { FindPlace } from './find-place.tsx'

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
  /** The place of the value in the consignment, as a JSON pointer; absent if the value comes from the node. */
  at?: string | null
}

interface Props {
  name: string
  leaves: readonly Leaf[]
  /** The consignment whose messages state the values; without it, no value leads to its place. */
  consignmentId?: string
  caseId?: string | undefined
}

/** Shows a line for each value that a rule read: in words and as a path, with the condition and whether it is true, and a way to its place in the message. */
export function LeafTable({ name, leaves, consignmentId, caseId }: Props) {
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
      {leaves.map(({ path, operator, value, expected, outcome, at }, place) => (
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
            {consignmentId !== undefined && at && value !== null && (
              <FindPlace consignmentId={consignmentId} at={at} caseId={caseId} />
            )}
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
