import type { CargoRuleDetail, CargoRuleVersion } from '@entente/contracts'
import { Button } from '@mantine/core'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { TimeLine, type TimeLineEntry } from '../../../../parts/time-line.tsx'
import { dateHere } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'
import { RuleStateChip } from './rule-state.tsx'

interface Props {
  rule: CargoRuleDetail
  shown: CargoRuleVersion
  onShow: (version: number) => void
}

/** Lists the versions of a rule, newest first, and what happened to them, newest last. */
export function RuleVersions({ rule: { versions, waitsSince, version: newest }, shown, onShow }: Props) {
  return (
    <>
      <Panel title={text('cargo.rules.versions')} note={versions.length} flush>
        <DataTable
          name={text('cargo.rules.versions')}
          columns={[
            text('cargo.rules.column.version'),
            text('cargo.rules.column.state'),
            text('cargo.rules.column.author'),
            text('cargo.rules.column.approver'),
            text('cargo.rules.column.ends'),
            { head: text('cargo.rules.column.acts'), hidden: true },
          ]}
          stacks
        >
          {versions.map((one) => (
            <tr key={one.version} aria-current={one.version === shown.version || undefined}>
              <th scope="row">{text('cargo.tables.version', { n: one.version })}</th>
              <td>
                <RuleStateChip state={one.state} waits={waitsSince !== null && one.version === newest} />
              </td>
              <td className={table.wrap}>
                <bdi>{one.author?.name}</bdi>
              </td>
              <td className={one.approver === null ? table.dim : table.wrap}>
                {one.approver === null ? text('cargo.tables.nobody') : <bdi>{one.approver.name}</bdi>}
              </td>
              <td>{one.until === null ? '–' : dateHere(one.until)}</td>
              <td>
                {one.version !== shown.version && (
                  <Button h={30} variant="default" onClick={() => onShow(one.version)}>
                    {text('cargo.tables.show')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      </Panel>
      <Panel title={text('cargo.rules.history')}>
        <TimeLine entries={historyOf(versions)} />
      </Panel>
    </>
  )
}

/** Returns what happened to all versions, in order. */
function historyOf(versions: readonly CargoRuleVersion[]): TimeLineEntry[] {
  return versions
    .flatMap((one) => {
      const n = one.version
      const event = (
        at: string | null,
        kind: 'written' | 'requested' | 'approved' | 'refused' | 'withdrawn',
        by: { name: string } | null,
        reason: string | null = null,
      ): TimeLineEntry[] =>
        at === null
          ? []
          : [
              {
                at,
                person: true,
                text: text(`cargo.rules.event.${kind}`, {
                  ...{ n, name: by?.name ?? '' },
                  ...{ reason: reason ?? '', hasReason: reason !== null },
                }),
              },
            ]
      return [
        ...event(one.writtenAt, 'written', one.author),
        ...event(one.requestedAt, 'requested', one.requester),
        ...event(one.approvedAt, 'approved', one.approver),
        ...event(one.refusedAt, 'refused', one.refuser, one.refusal),
        ...event(one.withdrawnAt, 'withdrawn', one.withdrawer, one.withdrawal),
        ...(one.state === 'expired' && one.until !== null
          ? [{ at: one.until, person: false, text: text('cargo.rules.event.expired', { n }) }]
          : []),
      ]
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
