import type { CaseDetail, Confirmers } from '@entente/contracts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { actName, type DeskGateway, reasonName, wordsOf } from '../app/gateway.ts'
import { markStale, useRead } from '../app/query.ts'
import { useNow } from '../parts/clock.ts'
import { Icon } from '../parts/icon.tsx'
import { Key } from '../parts/key.tsx'
import { useKeys } from '../parts/keys.ts'
import { ProblemCard } from '../parts/problem-card.tsx'
import { ReadState } from '../parts/read-state.tsx'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import classes from './decision.module.css'
import { leaveLists } from './leave-lists.ts'

interface Props {
  detail: CaseDetail
  proposal: NonNullable<CaseDetail['proposal']>
  gateway: DeskGateway
  reread: () => Promise<void>
}

/** Shows the own proposal while it waits: who can confirm it, a reminder for them, the own reasons, and how to take it back. */
export function Proposed({ detail, proposal, gateway, reread }: Props) {
  const now = useNow(10_000)
  const isOverdue = detail.dueAt !== null && Date.parse(detail.dueAt) <= now
  return (
    <div className={classes.scroll}>
      <div className={classes.proposed}>
        <Icon name="second" size={16} />
        <div>
          <p role="status">
            <strong>{text('decision.proposed.title', { act: actName(gateway, proposal.act) })}</strong>
          </p>
          <p className={classes.note}>
            {text('decision.proposed.at', { clock: clockHere(proposal.at) })}{' '}
            {isOverdue
              ? text('decision.waiting')
              : wordsOf(gateway)('decision.sent.withoutSecond', { clock: detail.dueAt && clockHere(detail.dueAt) })}
          </p>
        </div>
      </div>
      <WhoCanConfirm caseId={detail.id} />
      <section>
        <h3 className={classes.small}>{text('decision.proposed.reasons')}</h3>
        <p className={classes.note}>{proposal.reasons.map((code) => reasonName(gateway, code)).join(' · ')}</p>
        <p className={classes.quoted}>
          <bdi>{proposal.text}</bdi>
        </p>
      </section>
      <TakeBack caseId={detail.id} reread={reread} />
    </div>
  )
}

function WhoCanConfirm({ caseId }: { caseId: string }) {
  const path = `/v1/cases/${caseId}/confirmers`
  const read = useRead<Confirmers>(path, {}, { staleTime: 10_000 })
  const now = useNow(10_000)
  const [error, setError] = useState<Error | null>(null)
  const { items = [], reminded = { count: 0, at: null, nextAt: null } } = read.data ?? {}
  const isOver = reminded.count > 0 && reminded.nextAt === null
  const isEarly = reminded.nextAt !== null && Date.parse(reminded.nextAt) > now
  const remind = async (): Promise<void> => {
    try {
      await api.post(`/v1/cases/${caseId}/proposal/remind`)
      setError(null)
    } catch (problem) {
      setError(problem as Error)
    }
    markStale(path)
  }
  return (
    <section className={classes.confirmers} aria-labelledby="confirmers-title">
      <h3 id="confirmers-title" className={classes.small}>
        {text('decision.confirmers.title')}
      </h3>
      <ReadState read={read} rows={2} />
      {read.data && <p className={classes.note}>{text('decision.confirmers.count', { count: items.length })}</p>}
      <ul>
        {items.map((item, place) => (
          <li key={item.person ?? place}>
            <bdi>{item.name ?? text('decision.confirmers.unnamed', { place: place + 1 })}</bdi>
            <span className={classes.note}>{text(`decision.confirmers.presence.${item.presence}`)}</span>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <p className={classes.remind}>
          <Button variant="default" h={30} disabled={isOver || isEarly} onClick={() => void remind()}>
            {text('decision.confirmers.remind')}
          </Button>
          <span className={classes.note} role="status">
            {reminded.at === null
              ? text('decision.confirmers.never')
              : isOver
                ? text('decision.confirmers.over', { count: reminded.count, clock: clockHere(reminded.at) })
                : text('decision.confirmers.last', {
                    clock: clockHere(reminded.at),
                    next: isEarly && reminded.nextAt !== null ? clockHere(reminded.nextAt) : null,
                  })}
          </span>
        </p>
      )}
      {error && <ProblemCard error={error} />}
    </section>
  )
}

function TakeBack({ caseId, reread }: { caseId: string; reread: () => Promise<void> }) {
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  useKeys([{ keys: 'U', label: text('decision.takeBack.key'), act: () => setOpened(true) }])
  const takeBack = async (): Promise<void> => {
    if (reason.trim() === '') return
    setBusy(true)
    setError(null)
    try {
      await api.post(`/v1/cases/${caseId}/proposal/withdraw`, { reason: reason.trim() })
      leaveLists(caseId)
      await reread()
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  if (!opened) {
    return (
      <Button
        variant="default"
        h={30}
        className={classes.takeBackOpen ?? ''}
        onClick={() => setOpened(true)}
        aria-keyshortcuts="U"
      >
        {text('decision.takeBack.open')}&nbsp;<Key>U</Key>
      </Button>
    )
  }
  return (
    <form
      className={classes.takeBack}
      aria-label={text('decision.takeBack.title')}
      onSubmit={(event) => {
        event.preventDefault()
        void takeBack()
      }}
    >
      <h3 className={classes.small}>{text('decision.takeBack.title')}</h3>
      <p className={classes.note}>{text('decision.takeBack.body')}</p>
      <TextInput
        data-autofocus
        autoFocus
        size="xs"
        label={text('decision.takeBack.reason')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error && <ProblemCard error={error} />}
      <span className={classes.draftActs}>
        <Button type="submit" h={30} variant="outline" color="bad" loading={busy} disabled={reason.trim() === ''}>
          {text('decision.takeBack.act')}
        </Button>
        <Button h={30} variant="default" onClick={() => setOpened(false)}>
          {text('decision.takeBack.keep')}
        </Button>
      </span>
    </form>
  )
}
