import type { KillSwitchList } from '@entente/contracts'
import { useState } from 'react'
import { ListHead, Page } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { refreshMe } from '../../app/session.ts'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { DrillsPanel } from './drills-panel.tsx'
import classes from './stop.module.css'
import { StopForm } from './stop-form.tsx'
import { StopTable } from './stop-table.tsx'

/** Shows what is stopped, stops more, lets two people lift a stop, and shows the drills. */
export function StopPage() {
  const read = useRead<KillSwitchList>('/v1/kill')
  const [notice, setNotice] = useState('')
  const items = read.data?.items ?? []
  const on = items.filter((stop) => stop.on)
  const lifted = items.filter((stop) => !stop.on)
  const say = (words: string): void => {
    setNotice(words)
    // The note on each page comes from the account's answer.
    void refreshMe()
  }
  return (
    <Page
      title={text('stop.title')}
      label={text('stop.title')}
      head={
        <ListHead title={text('stop.title')} count={read.data && text('stop.count', { on: on.length })}>
          {text('stop.what')}
        </ListHead>
      }
    >
      <div className={classes.panels}>
        <p role="status" className={classes.notice}>
          {notice}
        </p>
        <ReadState read={read} rows={6} />
        {read.data && (
          <>
            <Panel title={text('stop.on.title')} flush>
              {on.length === 0 ? (
                <p className={classes.note}>{text('stop.on.none')}</p>
              ) : (
                <StopTable
                  name={text('stop.on.title')}
                  stops={on}
                  onLifted={({ state }) => say(text(state === 'lifted' ? 'stop.lifted' : 'stop.agreed'))}
                />
              )}
              {read.data.unchecked > 0 && (
                <p className={classes.note}>{text('stop.unchecked', { count: read.data.unchecked })}</p>
              )}
            </Panel>
            {read.data.may.set && (
              <StopForm
                onStopped={({ effectiveMs }) =>
                  say(
                    effectiveMs === null ? text('stop.stoppedSoon') : text('stop.stopped', { ms: number(effectiveMs) }),
                  )
                }
              />
            )}
            <DrillsPanel
              list={read.data}
              onDone={({ effectiveMs }) =>
                say(
                  effectiveMs === null
                    ? text('stop.drills.runs')
                    : text('stop.drills.done', { ms: number(effectiveMs) }),
                )
              }
            />
            {lifted.length > 0 && (
              <Panel title={text('stop.before.title')} flush>
                <StopTable name={text('stop.before.title')} stops={lifted} onLifted={() => {}} />
              </Panel>
            )}
          </>
        )}
      </div>
    </Page>
  )
}
