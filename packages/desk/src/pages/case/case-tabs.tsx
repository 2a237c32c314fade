import type { CaseDetail } from '@entente/contracts'
import { type KeyboardEvent, useRef } from 'react'
import { type CaseParts, type DeskGateway, wordsOf } from '../../app/gateway.ts'
import { hitKind } from '../../evidence/evidence-sides.ts'
import { type HitView, standing } from '../../evidence/hit-source.ts'
import { Strength } from '../../evidence/strength.tsx'
import { Key } from '../../parts/key.tsx'
import toggle from '../../parts/toggle.module.css'
import { text } from '../../texts/text.ts'
import classes from './case.module.css'

/** The tabs of a case of every gateway, with their keys. The first is shown if the address names none. */
export const caseTabs = [
  { id: 'compare', key: 'C' },
  { id: 'links', key: 'L' },
  { id: 'messages', key: 'M' },
  { id: 'history', key: 'T' },
] as const
export type CaseTab = (typeof caseTabs)[number]['id']

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  parts: CaseParts
  tab: CaseTab
  onTab: (tab: CaseTab) => void
  views: HitView[]
  current: HitView | undefined
  opened: string[]
  onHit: (place: number) => void
}

/** Shows the tabs of a case, and at their end the hits to choose from. */
export function CaseTabs({ detail, gateway, parts, tab, onTab, views, current, opened, onHit }: Props) {
  const words = wordsOf(gateway)
  const list = useRef<HTMLDivElement>(null)
  const counts: Partial<Record<CaseTab, number | undefined>> = { messages: parts.caseTabs?.messageCount?.(detail) }
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const mirrored = getComputedStyle(event.currentTarget).direction === 'rtl' ? -step : step
    const next = caseTabs[caseTabs.findIndex(({ id }) => id === tab) + mirrored]
    if (next === undefined) return
    event.preventDefault()
    onTab(next.id)
    list.current?.querySelector<HTMLElement>(`#case-tab-${next.id}`)?.focus()
  }
  return (
    <>
      <div ref={list} className={classes.tabs} role="tablist" aria-label={text('case.tabs.label')} onKeyDown={move}>
        {caseTabs.map(({ id, key }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`case-tab-${id}`}
            aria-selected={id === tab}
            aria-controls="case-panel"
            aria-keyshortcuts={key}
            tabIndex={id === tab ? 0 : -1}
            onClick={() => onTab(id)}
          >
            {words(`case.tabs.${id}`)}
            {counts[id] !== undefined && <span className={classes.count}>{counts[id]}</span>}
          </button>
        ))}
      </div>
      {parts.Evidence === undefined && views.length > 0 && (
        <fieldset className={classes.hits}>
          <legend className="visually-hidden">{text('case.hits')}</legend>
          {views.map((view) => (
            <HitButton
              key={view.hit.id}
              view={view}
              chosen={view === current}
              seen={opened.includes(view.hit.id)}
              onChoose={() => onHit(view.place)}
            />
          ))}
          {views.length > 1 && (
            <span className={classes.hitKeys} aria-hidden="true">
              <Key>[</Key> <Key>]</Key>
            </span>
          )}
        </fieldset>
      )}
    </>
  )
}

/** Chooses a hit. A hollow dot marks a hit that was not opened yet. */
function HitButton({
  view,
  chosen,
  seen,
  onChoose,
}: {
  view: HitView
  chosen: boolean
  seen: boolean
  onChoose: () => void
}) {
  return (
    <button
      type="button"
      className={toggle.toggle}
      aria-pressed={chosen}
      onClick={onChoose}
      data-fallen={!standing(view) || undefined}
    >
      {!seen && <span className={classes.unopened} role="img" aria-label={text('case.unopened')} />}
      {text('case.hit', { place: view.place, kind: hitKind(view) })}
      <Strength strength={view.hit.strength} />
      {!standing(view) && <span>{text('case.fellAway')}</span>}
    </button>
  )
}
