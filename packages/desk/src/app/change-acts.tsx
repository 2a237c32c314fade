import type { CodeHalf, PeopleChange, PeopleChanges } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { useNow } from '../parts/clock.ts'
import { ConfirmAct } from '../parts/confirm-act.tsx'
import { isReason, ReasonField } from '../parts/reason-field.tsx'
import { SecretDialog } from '../parts/secret-dialog.tsx'
import { text } from '../texts/text.ts'
import { api } from './api.ts'
import { changeSentence, changeState } from './change-words.ts'
import { markStale, useRead } from './query.ts'
import classes from './shell.module.css'

type Act = PeopleChange['may'][number]

/** The buttons for everything that the user may do with a change of people, each with a dialog. */
export function ChangeActs({ change, onDone }: { change: PeopleChange; onDone: (sentence: string) => void }) {
  const [asked, setAsked] = useState<Act | null>(null)
  const [shown, setShown] = useState<Act>('consent')
  const [reason, setReason] = useState('')
  const [half, setHalf] = useState<z.infer<typeof CodeHalf> | null>(null)
  const what = changeSentence(change)
  const run = async (): Promise<void> => {
    const path = `/v1/people/changes/${change.id}`
    if (shown === 'half') setHalf(await api.post<z.infer<typeof CodeHalf>>(`${path}/half`))
    else {
      await api.post(`${path}/${shown}`, shown === 'object' ? { reason: reason.trim() } : undefined)
      onDone(text(`people.done.${shown}`))
    }
    markStale('/v1/people/changes', '/v1/accounts')
  }
  return (
    <>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        {change.may.map((act) => (
          <Button
            key={act}
            variant="default"
            size="compact-xs"
            h={24}
            aria-label={text(`people.actName.${act}`, { what })}
            onClick={() => {
              setReason('')
              setShown(act)
              setAsked(act)
            }}
          >
            {text(`people.act.${act}`)}
          </Button>
        ))}
      </div>
      <ConfirmAct
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={text(`people.title.${shown}`)}
        act={text(`people.go.${shown}`)}
        notNow={text('admin.notNow')}
        blocked={shown === 'object' && !isReason(reason)}
        adverse={shown === 'object' || shown === 'withdraw'}
        onAct={run}
      >
        <p>
          <bdi>{what}</bdi>
        </p>
        <p style={{ marginBlockStart: 8 }}>{text(`people.effect.${shown}`)}</p>
        {shown === 'object' && <ReasonField value={reason} onChange={setReason} />}
      </ConfirmAct>
      <SecretDialog
        secret={half?.half ?? null}
        title={text('people.half.title', { name: half?.account ?? '', part: half?.part ?? 'first' })}
        what={text('people.half.what')}
        label={text('people.half.label')}
        onClose={() => setHalf(null)}
      />
    </>
  )
}

/** Shows the changes that wait about the signed-in person on every page, so that this person can object in time. */
export function AboutYouBanner() {
  const now = useNow(60_000)
  const [notice, setNotice] = useState('')
  const read = useRead<PeopleChanges>('/v1/people/changes', { own: '1' })
  const changes = read.data?.items ?? []
  if (changes.length === 0 && notice === '') return null
  return (
    <section aria-label={text('people.aboutYou')}>
      <p role="status" className="visually-hidden">
        {notice}
      </p>
      {changes.map((change) => (
        <div key={change.id} className={classes.stale} data-shown>
          <span>
            <strong>{text('people.aboutYou')}</strong> <bdi>{changeSentence(change)}</bdi>{' '}
            <span>{changeState(change, now)}</span>{' '}
            <bdi>{text('people.because', { name: change.proposedBy.name, reason: change.reason })}</bdi>
          </span>
          <span style={{ marginInlineStart: 'auto' }}>
            <ChangeActs change={change} onDone={setNotice} />
          </span>
        </div>
      ))}
    </section>
  )
}
