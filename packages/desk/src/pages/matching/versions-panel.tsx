import type { ThresholdProposal, ThresholdVersion } from '@entente/contracts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { hundredths } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

/** Lists every threshold that was in force, newest first, with both people and both reasons. */
export function VersionsPanel({ versions }: { versions: readonly ThresholdVersion[] }) {
  return (
    <Panel title={text('threshold.history.title')} flush>
      <DataTable
        name={text('threshold.history.title')}
        columns={[
          text('threshold.history.column.version'),
          { head: text('threshold.history.column.threshold'), number: true },
          text('threshold.history.column.since'),
          text('threshold.history.column.proposed'),
          text('threshold.history.column.confirmed'),
        ]}
      >
        {versions.map((version) => (
          <tr key={version.version}>
            <th scope="row">{version.version}</th>
            <td className={table.number}>{hundredths(version.threshold)}</td>
            <td style={{ whiteSpace: 'nowrap' }}>
              {version.since === null ? text('threshold.history.start') : <Instant at={version.since} />}
            </td>
            <td className={table.wrap}>
              <Said name={version.proposedByName} words={version.reason} />
            </td>
            <td className={table.wrap}>
              <Said name={version.confirmedByName} words={version.confirmation} />
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

function Said({ name, words }: { name: string | null; words: string | null }) {
  if (name === null) return text('threshold.history.nobody')
  return (
    <>
      <bdi>{name}</bdi>
      <br />
      <span className={table.secondary}>
        <bdi>{words}</bdi>
      </span>
    </>
  )
}

/** Lists proposals without effect: a second person refused them, or they were taken back. */
export function NotTaken({ proposals }: { proposals: readonly ThresholdProposal[] }) {
  const shown = proposals.filter(({ state }) => state === 'refused' || state === 'withdrawn')
  if (shown.length === 0) return null
  return (
    <Panel title={text('threshold.notTaken.title')} flush>
      <DataTable
        name={text('threshold.notTaken.title')}
        columns={[
          text('threshold.notTaken.column.at'),
          { head: text('threshold.notTaken.column.threshold'), number: true },
          text('threshold.notTaken.column.proposed'),
          text('threshold.notTaken.column.end'),
        ]}
      >
        {shown.map((proposal) => (
          <tr key={proposal.id}>
            <td style={{ whiteSpace: 'nowrap' }}>
              <Instant at={proposal.at} />
            </td>
            <td className={table.number}>{hundredths(proposal.threshold)}</td>
            <td className={table.wrap}>
              <Said name={proposal.byName} words={proposal.reason} />
            </td>
            <td className={table.wrap}>
              {proposal.answer === null ? (
                text('threshold.notTaken.withdrawn')
              ) : (
                <Said
                  name={text('threshold.notTaken.refusedBy', { name: proposal.answer.byName })}
                  words={proposal.answer.reason}
                />
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}
