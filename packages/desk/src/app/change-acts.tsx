import {
  type CodeHalf,
  consentContent,
  type PeopleChange,
  type PeopleChanges,
  peopleProposalContent,
} from '@entente/contracts'
import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { useNow } from '../parts/clock.ts'
import { ConfirmAct } from '../parts/confirm-act.tsx'
import { isReason, ReasonField } from '../parts/reason-field.tsx'
import { SecretDialog } from '../parts/secret-dialog.tsx'
import { text } from '../texts/text.ts'
import { instantHere } from '../texts/times.ts'
import { api } from './api.ts'
import { changeSentence, changeState } from './change-words.ts'
import { markStale, useRead } from './query.ts'
import classes from './shell.module.css'
import type { ShownAct } from './sign-act.ts'
import { useSigning } from './use-signing.tsx'

type Act = PeopleChange['may'][number]

/** The buttons for everything that the user may do with a change of people, each with a dialog. */
export function ChangeActs({ change, onDone }: { change: PeopleChange; onDone: (sentence: string) => void }) {
  const [asked, setAsked] = useState<Act | null>(null)
  const [shown, setShown] = useState<Act>('consent')
  const [reason, setReason] = useState('')
  const [knowsHuman, setKnowsHuman] = useState(false)
  const [half, setHalf] = useState<z.infer<typeof CodeHalf> | null>(null)
  const signing = useSigning()
  const what = changeSentence(change)
  const asksForHuman = shown === 'consent' && change.asksForHuman
  const run = async (): Promise<void> => {
    const path = `/v1/people/changes/${change.id}`
    if (shown === 'half') setHalf(await api.post<z.infer<typeof CodeHalf>>(`${path}/half`))
    else {
      const body = bodyOf(shown, reason, knowsHuman)
      const signed =
        shown === 'sign'
          ? await signing.sign(async () => proposalToSign(change))
          : shown === 'consent'
            ? await signing.sign(async () => ({
                ...{ type: 'people.consent', about: `change:${change.id}`, body: body ?? {} },
                content: consentContent(change, knowsHuman),
              }))
            : {}
      const sent = { ...body, ...signed }
      await api.post(`${path}/${shown}`, Object.keys(sent).length === 0 ? undefined : sent)
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
              setKnowsHuman(false)
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
        blocked={(shown === 'object' && !isReason(reason)) || (asksForHuman && !knowsHuman)}
        adverse={shown === 'object' || shown === 'withdraw'}
        onAct={run}
      >
        <p>
          <bdi>{what}</bdi>
        </p>
        {(shown === 'sign' || shown === 'consent') && (
          <p style={{ marginBlockStart: 8 }}>
            <bdi>{text('people.because', { name: change.proposedBy.name, reason: change.reason })}</bdi>
          </p>
        )}
        <p style={{ marginBlockStart: 8 }}>{text(`people.effect.${shown}`)}</p>
        {shown === 'object' && <ReasonField value={reason} onChange={setReason} />}
        {signing.dialog}
        {asksForHuman && (
          <Checkbox
            mt={12}
            label={text('people.knowsHuman')}
            checked={knowsHuman}
            onChange={(event) => setKnowsHuman(event.currentTarget.checked)}
          />
        )}
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

/** Returns the act with which the proposer of a change signs it. */
export const proposalToSign = (change: PeopleChange): ShownAct => ({
  ...{ type: 'people.propose', about: `change:${change.id}`, body: {}, content: peopleProposalContent(change) },
})

/** The body of an act: an objection has its reason, a consent to a new account says whether its human is known. */
const bodyOf = (act: Act, reason: string, knowsHuman: boolean): object | undefined =>
  act === 'object' ? { reason: reason.trim() } : act === 'consent' && knowsHuman ? { knowsHuman } : undefined

/**
 * Shows the changes that wait about the signed-in person on every page, so that this person can object in time, and the keys of their
 * account that the operator made.
 */
export function AboutYouBanner() {
  const now = useNow(60_000)
  const [notice, setNotice] = useState('')
  const read = useRead<PeopleChanges>('/v1/people/changes', { own: '1' })
  const changes = read.data?.items ?? []
  const keys = read.data?.operatorKeys ?? []
  if (changes.length === 0 && keys.length === 0 && notice === '') return null
  return (
    <section aria-label={text('people.aboutYou')}>
      <p role="status" className="visually-hidden">
        {notice}
      </p>
      {keys.map((key) => (
        <div key={key.id} className={classes.stale} data-shown>
          <span>
            <strong>{text('people.aboutYou')}</strong>{' '}
            <bdi>{text('people.operatorKey', { label: key.label, at: instantHere(key.expiresAt) })}</bdi>
          </span>
        </div>
      ))}
      {changes.map((change) => (
        <div key={change.id} className={classes.stale} data-shown>
          <span>
            <strong>{text('people.aboutYou')}</strong> <bdi>{changeSentence(change)}</bdi>{' '}
            <span>{changeState(change, now)}</span>{' '}
            {!change.byOperator && (
              <bdi>{text('people.because', { name: change.proposedBy.name, reason: change.reason })}</bdi>
            )}
          </span>
          <span style={{ marginInlineStart: 'auto' }}>
            <ChangeActs change={change} onDone={setNotice} />
          </span>
        </div>
      ))}
    </section>
  )
}
