import type { CaseDetail } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Compare } from '../../evidence/compare.tsx'
import { Explanations } from '../../evidence/explanations.tsx'
import { ForAndAgainst } from '../../evidence/for-and-against.tsx'
import { type HitView, standing } from '../../evidence/hit-source.ts'
import { NameParts } from '../../evidence/name-parts.tsx'
import { namePartsOf } from '../../evidence/read-name-parts.ts'
import { originOf, ScoreOrigin } from '../../evidence/score-origin.tsx'
import { Weights } from '../../evidence/weights.tsx'
import { AnswersPanel } from '../../gateways/travel/case/answers-panel.tsx'
import { SaidAt } from '../../gateways/travel/case/said-at.tsx'
import { BookingPanel } from '../../gateways/travel/record/booking-panel.tsx'
import { DocumentsPanel } from '../../gateways/travel/record/documents-panel.tsx'
import { JoinedFrom } from '../../gateways/travel/record/joined-from.tsx'
import { JourneyPanel } from '../../gateways/travel/record/journey-panel.tsx'
import { VersionsPanel } from '../../gateways/travel/record/versions-panel.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeLine } from '../../parts/time-line.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { dateUtc } from '../../texts/times.ts'
import classes from './case.module.css'
import { DecisionsPanel } from './decisions-panel.tsx'
import { NotesPanel } from './notes-panel.tsx'

interface Props {
  detail: CaseDetail
  view: HitView | undefined
  weights: boolean
  onWeights: () => void
  toMessage: string | undefined
  reread: () => Promise<void>
}

/** Evidence first, then what is around it, then what happened. */
export function CaseBody({ detail, view, weights, onWeights, toMessage, reread }: Props) {
  const t = textsOf('caseTexts')
  return (
    <div
      id="hit-panel"
      role="tabpanel"
      aria-labelledby={view ? `hit-${view.place}` : undefined}
      className={classes.body}
    >
      {detail.record.masked && <MaskedNotice detail={detail} />}
      {view ? <HitEvidence {...{ detail, view, weights, onWeights, toMessage }} /> : <p>{t.partMissing(t.hits)}</p>}
      <JourneyPanel detail={detail} />
      <BookingPanel record={detail.record} />
      <DocumentsPanel record={detail.record} />
      <AnswersPanel answers={detail.answers} />
      <DecisionsPanel detail={detail} />
      <VersionsPanel record={detail.record} caseId={detail.id} />
      <JoinedFrom record={detail.record} caseId={detail.id} />
      <NotesPanel detail={detail} reread={reread} />
      <Panel title={t.happened}>
        {detail.history.length === 0 ? (
          <p className={classes.dim}>{t.nothingHappened}</p>
        ) : (
          <TimeLine entries={detail.history} />
        )}
      </Panel>
    </div>
  )
}

function HitEvidence({
  detail,
  view,
  weights,
  onWeights,
  toMessage,
}: Omit<Props, 'view' | 'reread'> & { view: HitView }) {
  const t = textsOf('caseTexts')
  const te = textsOf('evidence')
  const { role } = useMe()
  const { hit, signal } = view
  const toSignal = signal && role !== 'administrator' ? paths.signal(signal.id) : null
  return (
    <>
      {!standing(view) && <p className={classes.notice}>{t.hitFellAway}</p>}
      <SignalState view={view} />
      {hit.comparison.length > 0 ? (
        <div className={classes.card}>
          <Compare
            rows={hit.comparison}
            signal={signal}
            otherScript={detail.otherScript}
            messageLink={
              toMessage && (
                <GoLink to={toMessage} aria-keyshortcuts="M">
                  {te.compare.message} <Key>M</Key>
                </GoLink>
              )
            }
            toSignal={toSignal}
            said={
              detail.record.masked
                ? undefined
                : (row, value) => (
                    <SaidAt detail={detail} row={row}>
                      {value}
                    </SaidAt>
                  )
            }
          />
        </div>
      ) : (
        <p className={classes.notice}>{t.partMissing(te.compare.caption)}</p>
      )}
      {weights ? (
        <Weights hit={hit} onClose={onWeights} weightsKey="W" />
      ) : (
        <ForAndAgainst hit={hit} onWeights={onWeights} weightsKey="W" />
      )}
      <Explanations detail={detail} signal={signal} />
      {!detail.record.masked && <NameParts parts={namePartsOf(hit.evidence)} sides={te.parts.caseSides} />}
      <ScoreOrigin origin={originOf(hit, detail.record.masked)} />
    </>
  )
}

/** A signal that changed, was withdrawn or is out of date says so above Compare. */
function SignalState({ view: { signal, hit } }: { view: HitView }) {
  const t = textsOf('caseTexts')
  if (!signal) return null
  const text =
    signal.status === 'withdrawn'
      ? t.signalWithdrawn(dateUtc(signal.withdrawal?.at ?? signal.modifiedAt))
      : signal.status === 'expired' || Date.parse(signal.validUntil) < Date.now()
        ? t.signalExpired
        : signal.version > hit.signalVersion
          ? t.signalChanged(hit.signalVersion, signal.version)
          : null
  return text && <p className={classes.notice}>{text}</p>
}

function MaskedNotice({ detail }: { detail: CaseDetail }) {
  const t = textsOf('caseTexts')
  return (
    <div className={classes.notice}>
      <p>
        <Icon name="hatched" size={14} /> <strong>{t.maskedTitle}</strong> {t.maskedText}
      </p>
      <p>
        <GoLink to={paths.record(detail.record.travellerId)}>{t.maskedRecord}</GoLink> ·{' '}
        {t.deletedOn(dateUtc(detail.record.deleteAt))}
      </p>
    </div>
  )
}
