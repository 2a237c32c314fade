import type { CaseDetail, CaseUpload, Match } from '@entente/contracts'
import { reviewers } from '../../../app/navigation.ts'
import { useMe } from '../../../app/session.ts'
import { AgreementBand } from '../../../evidence/agreement-band.tsx'
import { Explanations } from '../../../evidence/explanations.tsx'
import { type HitView, hitViews, standing } from '../../../evidence/hit-source.ts'
import { Marking } from '../../../evidence/marking.tsx'
import { DataTable } from '../../../parts/data-table.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { number } from '../../../texts/numbers.ts'
import { useLabelNames } from '../labels/use-label-names.ts'
import { MediaMatch } from '../match/media-match.tsx'
import { mediaBand, nearnessOf } from '../match/media-words.ts'
import { text } from '../texts/index.ts'
import own from './content-case.module.css'
import { ShownToMe } from './shown-to-me.tsx'
import { useUpload } from './use-upload.ts'
import { ViewPanel } from './view-panel.tsx'

/** Tests whether a match is a reason of the case: its bank opens cases, its item is active, and harmless content is not nearer. */
const carries = ({ state, negative, suppressedBy }: Match): boolean =>
  state === 'active' && !negative && suppressedBy === null

/** Shows the upload, the reason of the case, the two sides, what the sources state, and other explanations. */
export function UploadEvidence({ detail }: { detail: CaseDetail }) {
  const me = useMe()
  const { data: upload, error, refetch } = useUpload(detail.id)
  // Oversight may read the reason of the case, but not see the upload.
  const mayView = reviewers.includes(me.role)
  const resting = upload?.matches.filter(carries) ?? []
  const others = upload?.matches.filter((match) => !carries(match)) ?? []
  const views = hitViews(detail, me)
  const [first] = views.filter(standing)
  return (
    <>
      {error && <ProblemCard error={error} onRetry={() => void refetch()} />}
      {!upload && !error && <Loading rows={6} height={44} />}
      {upload && (
        <>
          <div className={own.top} data-alone={!mayView || undefined}>
            <ViewPanel mayView={mayView} upload={upload} labels={resting.flatMap(({ labels }) => labels)} />
            {mayView && <ShownToMe />}
          </div>
          <Why matches={resting} upload={upload} />
          <Panel title={text('content.case.side')} note={text('content.case.matches', { n: resting.length })}>
            <div className={own.matches}>
              {resting.map((match) => (
                <MediaMatch key={keyOf(match)} match={match} duration={upload.media.duration} />
              ))}
            </div>
          </Panel>
          <Sources views={views} matches={resting} />
          {others.length > 0 && (
            <Panel title={text('content.case.also')} note={text('content.case.matches', { n: others.length })}>
              <div className={own.matches}>
                {others.map((match) => (
                  <MediaMatch key={keyOf(match)} match={match} explained duration={upload.media.duration} />
                ))}
              </div>
            </Panel>
          )}
        </>
      )}
      <Explanations detail={detail} signal={first?.signal} />
    </>
  )
}

const keyOf = ({ itemId, query, signal }: Match): string => `${itemId} ${query.type} ${signal.value.slice(0, 80)}`

/** Shows one sentence for each match, with its distance. */
function Why({ matches, upload }: { matches: readonly Match[]; upload: CaseUpload }) {
  return (
    <Panel
      title={text('content.case.reason')}
      note={upload.truncated && text('content.case.truncated', { total: number(upload.total) })}
    >
      <ul className={own.why}>
        {matches.map((match) => {
          const near = nearnessOf(match)
          return (
            <li key={keyOf(match)}>
              <span>{match.explanation}</span>
              {near.exact ? (
                <strong>{text('content.case.match.exactCopy')}</strong>
              ) : (
                <AgreementBand band={mediaBand(near)} />
              )}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

/** Shows what each source states, separately, because the sources may differ. */
function Sources({ views, matches }: { views: HitView[]; matches: readonly Match[] }) {
  const nameOf = useLabelNames()
  return (
    <Panel title={text('content.case.sources.title')} flush>
      <DataTable
        name={text('content.case.sources.title')}
        columns={[
          text('content.case.sources.source'),
          text('content.case.sources.bank'),
          text('content.case.sources.label'),
          text('content.case.sources.madeBy'),
          text('content.case.sources.marking'),
        ]}
        minWidth={560}
      >
        {views.filter(standing).map(({ hit, signal, source }) => (
          <tr key={hit.id}>
            <th scope="row">
              <bdi>{source}</bdi>
            </th>
            <td>
              <bdi dir="ltr">
                {matches.find(({ signal: { value } }) => value === hit.comparison[0]?.b)?.bank ??
                  text('content.case.sources.notSaid')}
              </bdi>
            </td>
            <td>{signal?.labels.map(nameOf).join(', ') || text('content.case.sources.notSaid')}</td>
            <td>{signal?.entity ? <bdi>{signal.entity.name}</bdi> : text('content.case.sources.notSaid')}</td>
            <td>
              <span className={own.markings}>
                {signal ? <Marking tlp={signal.tlp} pap={signal.pap} /> : text('content.case.sources.notSaid')}
              </span>
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}
