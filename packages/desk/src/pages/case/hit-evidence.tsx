import type { CaseDetail } from '@entente/contracts'
import { type CaseParts, type DeskGateway, wordsOf } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Compare } from '../../evidence/compare.tsx'
import { mistakenOf100 } from '../../evidence/evidence-sides.ts'
import { Explanations } from '../../evidence/explanations.tsx'
import { ForAndAgainst } from '../../evidence/for-and-against.tsx'
import { type HitView, standing } from '../../evidence/hit-source.ts'
import { NameParts } from '../../evidence/name-parts.tsx'
import { namePartsOf } from '../../evidence/read-name-parts.ts'
import { madeByVersion, originOf, ScoreOrigin } from '../../evidence/score-origin.tsx'
import { Weights } from '../../evidence/weights.tsx'
import { Folded } from '../../parts/folded.tsx'
import { Key } from '../../parts/key.tsx'
import lines from '../../parts/lines.module.css'
import { text } from '../../texts/text.ts'
import { dateHere } from '../../texts/times.ts'
import classes from './case.module.css'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  parts: CaseParts
  view: HitView
  weights: boolean
  onWeights: () => void
  onMessage: () => void
}

/** Shows one hit: the two sides, the evidence and other explanations; then, folded, how the hit was calculated. */
export function HitEvidence({ detail, gateway, parts, view, weights, onWeights, onMessage }: Props) {
  const { role } = useMe()
  const words = wordsOf(gateway)
  const { hit, signal } = view
  const { ValueSource, RuleHit } = parts
  const { masked } = detail.record
  const toSignal = signal && role !== 'administrator' ? paths.signal(signal.id) : null
  return (
    <>
      {!standing(view) && <p className={lines.notice}>{text('case.hitFellAway')}</p>}
      <SignalState view={view} />
      {RuleHit && hit.of === 'rule' ? (
        <RuleHit detail={detail} hit={hit} />
      ) : hit.comparison.length > 0 ? (
        <div className={classes.card}>
          <Compare
            rows={hit.comparison}
            signal={signal}
            source={view.source}
            otherScript={detail.otherScript}
            record={{
              name: words('evidence.compare.onRecord'),
              short: words('evidence.compare.shortRecord'),
              absent: words('evidence.compare.notOnRecord'),
            }}
            messageLink={
              parts.caseTabs?.Messages && (
                <button type="button" className={classes.link} aria-keyshortcuts="M" onClick={onMessage}>
                  {text('evidence.compare.message')} <Key>M</Key>
                </button>
              )
            }
            toSignal={toSignal}
            withSource={
              masked || ValueSource === undefined
                ? undefined
                : (row, value) => (
                    <ValueSource detail={detail} row={row}>
                      {value}
                    </ValueSource>
                  )
            }
          />
        </div>
      ) : (
        <p className={lines.notice}>{text('case.partMissing', { part: text('evidence.compare.caption') })}</p>
      )}
      {hit.of === 'signal' && <ForAndAgainst hit={hit} onWeights={onWeights} weightsKey="W" />}
      <Explanations detail={detail} signal={signal} />
      <Folded title={text('case.calculated')} note={text('case.calculatedNote')} open={weights} onToggle={onWeights}>
        <SourceLine view={view} />
        {!masked && (
          <NameParts
            parts={hit.of === 'rule' ? [] : namePartsOf(hit.evidence)}
            sides={{ a: words('evidence.compare.onRecord'), b: text('evidence.parts.caseSides.b') }}
          />
        )}
        <Weights hit={hit} onClose={onWeights} weightsKey="W" />
        <ScoreOrigin origin={originOf(hit, masked)} />
      </Folded>
    </>
  )
}

/** Says which member made the signal, and under which agreement it was shared. */
function SourceLine({ view }: { view: HitView }) {
  const mistaken = mistakenOf100(view.track)
  const [agreement] = view.signal?.agreements ?? []
  return (
    <p className={classes.source}>
      {text('case.from')} <bdi className={classes.sourceName}>{view.source}</bdi> ·{' '}
      {text('case.madeBy', { version: madeByVersion(view.hit) })}
      {agreement && <> · {text('case.agreement', { name: agreement })}</>}
      {mistaken !== null && <> · {text('evidence.sourceRight', { percent: 100 - mistaken })}</>}
    </p>
  )
}

/** Shows above the comparison that a signal changed, was withdrawn or has expired. */
function SignalState({ view: { signal, hit } }: { view: HitView }) {
  if (!signal) return null
  const words =
    signal.status === 'withdrawn'
      ? text('case.signalWithdrawn', { date: dateHere(signal.withdrawal?.at ?? signal.modifiedAt) })
      : signal.status === 'expired' || Date.parse(signal.validUntil) < Date.now()
        ? text('case.signalExpired')
        : signal.version > madeByVersion(hit)
          ? text('case.signalChanged', { before: madeByVersion(hit), now: signal.version })
          : null
  return words && <p className={lines.notice}>{words}</p>
}
