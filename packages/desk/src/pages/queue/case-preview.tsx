import type { CaseDetail } from '@entente/contracts'
import { Button, Skeleton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useZone } from '../../app/session.ts'
import { signalReference } from '../../evidence/compare.tsx'
import { Due } from '../../evidence/due.tsx'
import { EvidenceList } from '../../evidence/evidence-list.tsx'
import { sidesOf, trackOf } from '../../evidence/evidence-sides.ts'
import { ruleTrackOf } from '../../evidence/hit-source.ts'
import { HundredDots } from '../../evidence/hundred-dots.tsx'
import { cx } from '../../parts/cx.ts'
import { useGo } from '../../parts/go.ts'
import { Icon } from '../../parts/icon.tsx'
import { PersonRef } from '../../parts/person-ref.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { clockOn } from '../../texts/times.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'

/** The node logs every read of a case, so the preview loads only if its row stays selected this long. */
const stayMs = 300

interface Props {
  row: ShownRow
  onClose: (() => void) | null
  /** True if the preview stands below its row, over the whole width. */
  below?: boolean
}

/** Shows facts and evidence of the selected case. No decision can be made here. */
export function CasePreview({ row, onClose, below }: Props) {
  const go = useGo()
  const gateway = useGateway(row.gateway)
  const [stayedOn, setStayedOn] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setStayedOn(row.id), stayMs)
    return () => clearTimeout(timer)
  }, [row.id])
  const zone = useZone()
  const clock = (instant: string): string => clockOn(instant, zone, Date.now())
  const detail = useRead<CaseDetail>(`/v1/cases/${row.id}`, {}, { enabled: stayedOn === row.id })
  const hit = detail.data?.hits.toSorted((a, b) => b.score - a.score)[0]
  const signal = detail.data?.signals.find(({ id }) => id === hit?.signalId)
  const facts: (readonly [string, string])[] = detail.data
    ? [
        ...(gateway.queue?.preview?.(detail.data, clock) ?? []),
        ...(signal
          ? [[text('queue.previewSignal'), `${signalReference(signal)} · ${row.signalFrom.name}`] as const]
          : []),
      ]
    : []
  const sides = hit && sidesOf(hit.evidence)
  return (
    <article className={cx(classes.preview, below && classes.below)} aria-label={text('queue.preview')}>
      <header>
        <p className={classes.previewTop}>
          <span>{text('queue.openedAt', { reference: row.reference, clock: clock(row.openedAt) })}</span>
          <Due dueAt={row.dueAt} gateway={gateway} />
          {onClose && (
            <button type="button" onClick={onClose} aria-label={text('queue.hide')} className={classes.close}>
              <Icon name="cross" />
            </button>
          )}
        </p>
        <h2>
          <PersonRef name={row.subject.label} otherScript={row.otherScript} />
        </h2>
      </header>
      {detail.error && <ProblemCard error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <Skeleton h={120} animate={false} />}
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {hit && sides && (
        <>
          <section className={classes.side}>
            <h3>{text('evidence.forIt')}</h3>
            <EvidenceList sentences={sides.supports} side="for" />
          </section>
          <section className={classes.side}>
            <h3>{text('evidence.againstIt')}</h3>
            <EvidenceList sentences={sides.against} side="against" />
          </section>
        </>
      )}
      <div className={classes.previewActs}>
        {hit && (
          <div className={classes.previewTrack}>
            <HundredDots
              source={row.signalFrom.name}
              track={trackOf(row.track, row.signalFrom.name, hit.strength.band)}
              rule={detail.data ? ruleTrackOf(detail.data, hit) : null}
              brief
            />
          </div>
        )}
        <Button onClick={() => go(paths.case(row.id))} aria-keyshortcuts="Enter">
          {text('queue.openCase')}
        </Button>
        <p className={classes.dim}>{text('queue.oneAtATime')}</p>
      </div>
    </article>
  )
}
