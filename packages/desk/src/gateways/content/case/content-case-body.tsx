import type { CaseDetail, CaseUpload, Match } from '@entente/contracts'
import { useMe } from '../../../app/session.ts'
import { AgreementBand } from '../../../evidence/agreement-band.tsx'
import { Explanations } from '../../../evidence/explanations.tsx'
import { type HitView, standing } from '../../../evidence/hit-source.ts'
import { Marking } from '../../../evidence/marking.tsx'
import classes from '../../../pages/case/case.module.css'
import { DecisionsPanel } from '../../../pages/case/decisions-panel.tsx'
import { NotesPanel } from '../../../pages/case/notes-panel.tsx'
import table from '../../../parts/data-table.module.css'
import { Loading } from '../../../parts/loading.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { TimeLine } from '../../../parts/time-line.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { number } from '../../../texts/numbers.ts'
import { useLabelNames } from '../labels/use-label-names.ts'
import { MediaMatch } from '../match/media-match.tsx'
import { mediaBand, nearnessOf } from '../match/media-words.ts'
import own from './content-case.module.css'
import { ContextPanel } from './context-panel.tsx'
import { LookPanel } from './look-panel.tsx'
import { ShownToMe } from './shown-to-me.tsx'
import { ToldPanel } from './told-panel.tsx'
import { WordsPanel } from './words-panel.tsx'

interface Props {
  detail: CaseDetail
  views: HitView[]
  upload: CaseUpload | undefined
  error: Error | null
  onRetry: () => void
  reread: () => Promise<void>
}

/** What a case rests on: a match of a bank that opens cases, not held back, not nearer to harmless content. */
const carries = ({ state, negative, suppressedBy }: Match): boolean =>
  state === 'active' && !negative && suppressedBy === null

/** The upload, why it is here, the two sides, what the sources say; then what is around it and what happened. */
export function ContentCaseBody({ detail, views, upload, error, onRetry, reread }: Props) {
  const t = textsOf('contentCase')
  const tc = textsOf('caseTexts')
  const { role } = useMe()
  // Who oversees reads why it is here, and is shown nothing of it.
  const looks = role === 'analyst' || role === 'supervisor'
  const resting = upload?.matches.filter(carries) ?? []
  const others = upload?.matches.filter((match) => !carries(match)) ?? []
  const [first] = views.filter(standing)
  return (
    <div className={classes.body}>
      {detail.record.masked && (
        <p className={classes.notice}>
          <strong>{tc.maskedTitle}</strong> {tc.maskedText}
        </p>
      )}
      {error && <ProblemCard error={error} onRetry={onRetry} />}
      {!upload && !error && <Loading rows={6} height={44} />}
      {upload && (
        <>
          <div className={own.top} data-alone={!looks || undefined}>
            <LookPanel looks={looks} upload={upload} labels={resting.flatMap(({ labels }) => labels)} />
            {looks && <ShownToMe />}
          </div>
          <Why matches={resting} upload={upload} />
          <Panel title={t.side} note={t.matches(resting.length)}>
            <div className={own.matches}>
              {resting.map((match) => (
                <MediaMatch key={keyOf(match)} match={match} duration={upload.media.duration} />
              ))}
            </div>
          </Panel>
          <Sources views={views} matches={resting} />
          {others.length > 0 && (
            <Panel title={t.also} note={t.matches(others.length)}>
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
      {upload && <WordsPanel words={upload.words} />}
      {upload && <ContextPanel upload={upload} />}
      <ToldPanel answers={detail.answers} />
      <DecisionsPanel detail={detail} />
      <NotesPanel detail={detail} reread={reread} />
      <Panel title={tc.happened}>
        {detail.history.length === 0 ? (
          <p className={classes.dim}>{tc.nothingHappened}</p>
        ) : (
          <TimeLine entries={detail.history} />
        )}
      </Panel>
    </div>
  )
}

const keyOf = ({ itemId, query, signal }: Match): string => `${itemId} ${query.type} ${signal.value.slice(0, 80)}`

/** A sentence a match, with how close it is. */
function Why({ matches, upload }: { matches: readonly Match[]; upload: CaseUpload }) {
  const t = textsOf('contentCase')
  return (
    <Panel title={t.why} note={upload.truncated && t.truncated(number(upload.total))}>
      <ul className={own.why}>
        {matches.map((match) => {
          const near = nearnessOf(match)
          return (
            <li key={keyOf(match)}>
              <span>{match.explanation}</span>
              {near.exact ? <strong>{t.match.exactCopy}</strong> : <AgreementBand band={mediaBand(near)} />}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

/** Each source's own words, side by side and never merged: they may differ. */
function Sources({ views, matches }: { views: HitView[]; matches: readonly Match[] }) {
  const t = textsOf('contentCase').sources
  const nameOf = useLabelNames()
  return (
    <Panel title={t.title} flush>
      <table className={table.table} style={{ minInlineSize: 560 }}>
        <caption className="visually-hidden">{t.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.source}</th>
            <th scope="col">{t.bank}</th>
            <th scope="col">{t.label}</th>
            <th scope="col">{t.madeBy}</th>
            <th scope="col">{t.marking}</th>
          </tr>
        </thead>
        <tbody>
          {views.filter(standing).map(({ hit, signal, source }) => (
            <tr key={hit.id}>
              <th scope="row">
                <bdi>{source}</bdi>
              </th>
              <td>
                <bdi dir="ltr">
                  {matches.find(({ signal: { value } }) => value === hit.comparison[0]?.b)?.bank ?? t.notSaid}
                </bdi>
              </td>
              <td>{signal?.labels.map(nameOf).join(', ') || t.notSaid}</td>
              <td>{signal?.entity ? <bdi>{signal.entity.name}</bdi> : t.notSaid}</td>
              <td>
                <span className={own.markings}>
                  {signal ? <Marking tlp={signal.tlp} pap={signal.pap} /> : t.notSaid}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
