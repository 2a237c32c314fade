import { bandOf, type CaseDetail } from '@entente/contracts'
import { Button, Skeleton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Due } from '../../evidence/due.tsx'
import { EvidenceList } from '../../evidence/evidence-list.tsx'
import { sidesOf, trackOf } from '../../evidence/evidence-sides.ts'
import { HundredDots } from '../../evidence/hundred-dots.tsx'
import { useGo } from '../../parts/go.ts'
import { Icon } from '../../parts/icon.tsx'
import { PersonRef } from '../../parts/person-ref.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { clockUtc } from '../../texts/times.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'

/** The node logs every read of a case, so the preview loads only if its row stays selected this long. */
const stayMs = 300

/** Shows the evidence of the selected case. No decision can be made here. */
export function CasePreview({ row, onClose }: { row: ShownRow; onClose: (() => void) | null }) {
  const go = useGo()
  const gateway = useGateway(row.gateway)
  const [stayedOn, setStayedOn] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setStayedOn(row.id), stayMs)
    return () => clearTimeout(timer)
  }, [row.id])
  const detail = useRead<CaseDetail>(`/v1/cases/${row.id}`, {}, { enabled: stayedOn === row.id })
  const hit = detail.data?.hits.toSorted((a, b) => b.score - a.score)[0]
  const sides = hit && sidesOf(hit.evidence)
  return (
    <article className={classes.preview}>
      <header>
        <p className={classes.previewTop}>
          <span>{text('queue.openedAt', { reference: row.reference, clock: clockUtc(row.openedAt) })}</span>
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
      {hit && sides && (
        <>
          <h3>{text('evidence.forIt')}</h3>
          <EvidenceList sentences={sides.supports} side="for" />
          <h3>{text('evidence.againstIt')}</h3>
          <EvidenceList sentences={sides.against} side="against" />
          <div className={classes.previewTrack}>
            <HundredDots
              source={row.signalFrom.name}
              track={trackOf(row.track, row.signalFrom.name, bandOf(hit.score))}
              brief
            />
          </div>
        </>
      )}
      <Button fullWidth onClick={() => go(paths.case(row.id))} aria-keyshortcuts="Enter">
        {text('queue.openCase')}
      </Button>
      <p className={classes.dim}>{text('queue.oneAtATime')}</p>
    </article>
  )
}
