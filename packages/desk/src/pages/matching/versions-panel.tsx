import type { ThresholdProposal, ThresholdVersion } from '@entente/contracts'
import table from '../../parts/data-table.module.css'
import { Panel } from '../../parts/panel.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { hundredths } from '../../texts/numbers.ts'
import { instantUtc } from '../../texts/times.ts'

/** Every threshold that was in force, newest first, with both people and both reasons. */
export function VersionsPanel({ versions }: { versions: readonly ThresholdVersion[] }) {
  const t = textsOf('threshold')
  return (
    <Panel title={t.history.title} flush>
      <table className={table.table}>
        <caption className="visually-hidden">{t.history.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.history.column.version}</th>
            <th scope="col" className={table.number}>
              {t.history.column.threshold}
            </th>
            <th scope="col">{t.history.column.since}</th>
            <th scope="col">{t.history.column.proposed}</th>
            <th scope="col">{t.history.column.confirmed}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.version}>
              <th scope="row">{version.version}</th>
              <td className={table.number}>{hundredths(version.threshold)}</td>
              <td style={{ whiteSpace: 'nowrap' }}>
                {version.since === null ? t.history.start : instantUtc(version.since)}
              </td>
              <td className={table.wrap}>
                <Said name={version.proposedByName} words={version.reason} />
              </td>
              <td className={table.wrap}>
                <Said name={version.confirmedByName} words={version.confirmation} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Said({ name, words }: { name: string | null; words: string | null }) {
  if (name === null) return textsOf('threshold').history.nobody
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

/** Proposals that led to nothing: refused by a second person, or taken back. */
export function NotTaken({ proposals }: { proposals: readonly ThresholdProposal[] }) {
  const t = textsOf('threshold').notTaken
  const shown = proposals.filter(({ state }) => state === 'refused' || state === 'withdrawn')
  if (shown.length === 0) return null
  return (
    <Panel title={t.title} flush>
      <table className={table.table}>
        <caption className="visually-hidden">{t.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.column.at}</th>
            <th scope="col" className={table.number}>
              {t.column.threshold}
            </th>
            <th scope="col">{t.column.proposed}</th>
            <th scope="col">{t.column.end}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((proposal) => (
            <tr key={proposal.id}>
              <td style={{ whiteSpace: 'nowrap' }}>{instantUtc(proposal.at)}</td>
              <td className={table.number}>{hundredths(proposal.threshold)}</td>
              <td className={table.wrap}>
                <Said name={proposal.byName} words={proposal.reason} />
              </td>
              <td className={table.wrap}>
                {proposal.answer === null ? (
                  t.withdrawn
                ) : (
                  <Said name={t.refusedBy(proposal.answer.byName)} words={proposal.answer.reason} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
