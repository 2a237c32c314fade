import type { CaseDetail } from '@entente/contracts'
import { SentenceOfNode } from '../../../app/sentence-of-node.tsx'
import { useMe } from '../../../app/session.ts'
import { mistakenOf100 } from '../../../evidence/evidence-sides.ts'
import { type HitView, hitViews, standing } from '../../../evidence/hit-source.ts'
import { Chip } from '../../../parts/chip.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { paths } from '../addresses/paths.ts'
import { findText, text } from '../texts/index.ts'
import { hitChip } from './in-queue.ts'
import classes from './why-here.module.css'

/** Shows the reason of each hit in a sentence, and the track record of such hits. */
export function WhyHere({ detail }: { detail: CaseDetail }) {
  const views = hitViews(detail, useMe())
  return (
    <Panel title={text('cargo.why.title')} note={views.length}>
      <ol className={classes.hits}>
        {views.map((view) => (
          <li key={view.hit.id} data-fallen={!standing(view) || undefined}>
            <Chip tone="plain" icon={view.hit.of === 'rule' ? 'threshold' : 'signals'}>
              {hitChip([view.hit])}
            </Chip>
            <span className={classes.sentence}>
              <GoLink to={paths.case(detail.id, { hit: view.place })}>
                <Sentence view={view} />
              </GoLink>{' '}
              <span className={classes.track}>
                <TrackWords view={view} />
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Sentence({ view: { hit, source } }: { view: HitView }) {
  const [reason] = hit.reasons
  if (hit.rule !== null) return text('cargo.why.rule', { title: hit.rule.title, version: hit.rule.version })
  const role = hit.party.replace(/-\d+$/, '')
  return (
    <>
      {text('cargo.why.party', { role: findText(`cargo.roles.${role}`) ?? role, source })}{' '}
      {reason && <SentenceOfNode sentence={reason} />}
    </>
  )
}

/** Shows the results of inspections for the hit of a rule, and the reviews of earlier hits for that of a signal. */
function TrackWords({ view: { hit, track, ruleTrack } }: { view: HitView }) {
  if (ruleTrack) return <SentenceOfNode sentence={ruleTrack.text} />
  if (hit.rule !== null) return null
  const mistaken = mistakenOf100(track)
  return mistaken === null || track === null
    ? text('cargo.why.few', { count: track?.reviewed ?? 0 })
    : text('cargo.why.track', { mistaken, reviewed: track.reviewed })
}
