import type { CaseDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { DeskGateway } from '../app/gateway.ts'
import { type HitView, standing } from '../evidence/hit-source.ts'
import { HundredDots } from '../evidence/hundred-dots.tsx'
import { text } from '../texts/text.ts'
import classes from './decision.module.css'
import { choicesOf } from './decision-draft.ts'
import { answers } from './second-form.tsx'

/** The part of the bar's height in which the decision below does not count as seen yet. */
const margin = '0px 0px -140px 0px'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  views: HitView[]
}

/**
 * In a narrow window, leads from the evidence to the decision below it: "Decide… 4 outcomes". It is hidden while the
 * decision is in view, and records nothing.
 */
export function DecideBar({ detail, gateway, views }: Props) {
  const inView = useInView('decision-title')
  const { decision: rules } = gateway
  const { propose, confirm } = detail.may
  const words =
    rules && confirm
      ? text('decision.bar.answer', { count: answers.length })
      : rules && propose
        ? text('decision.bar.decide', { count: choicesOf(rules).length })
        : text('decision.bar.open')
  const [view] = views.filter(standing)
  if (inView) return null
  return (
    <div className={classes.bar}>
      {view && (propose || confirm) && (
        <HundredDots source={view.source} track={view.track} rule={view.ruleTrack} brief />
      )}
      <div className={classes.barActs}>
        {propose && !confirm && (
          <Button variant="default" h={44} onClick={() => document.getElementById('decision-hand-over')?.click()}>
            {text('decision.bar.handOver')}
          </Button>
        )}
        <Button h={44} className={classes.barAct} onClick={toDecision}>
          {words}
        </Button>
      </div>
    </div>
  )
}

/** Scrolls to the decision and gives its first choice the focus. */
function toDecision(): void {
  const title = document.getElementById('decision-title')
  title?.scrollIntoView({ block: 'start' })
  const first = title?.closest('section')?.querySelector<HTMLElement>('input[type=radio]') ?? title
  first?.focus({ preventScroll: true })
}

/** Returns whether the section of a heading is in view. */
function useInView(id: string): boolean {
  const [inView, setInView] = useState(false)
  useEffect(() => {
    const section = document.getElementById(id)?.closest('section')
    if (!section) return
    const observer = new IntersectionObserver(([entry]) => setInView(entry?.isIntersecting ?? false), {
      rootMargin: margin,
    })
    observer.observe(section)
    return () => observer.disconnect()
  }, [id])
  return inView
}
