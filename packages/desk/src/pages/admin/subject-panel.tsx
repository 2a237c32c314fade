import type { Account, MemberAnswer, PeopleChange } from '@entente/contracts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale, useRead } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { isReason, ReasonField } from '../../parts/reason-field.tsx'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import { useProposing } from './use-proposing.tsx'

/** Proposes who at the agency's OpenID provider signs in to an account. Nobody alone ties or unties a person. */
export function SubjectPanel({ account, onDone }: { account: Account; onDone: (sentence: string) => void }) {
  const { data: member } = useRead<MemberAnswer>('/v1/member')
  const [isAsked, setIsAsked] = useState(false)
  const [subject, setSubject] = useState('')
  const [reason, setReason] = useState('')
  const proposing = useProposing()
  const { subject: tied } = account
  const act = tied === null ? 'tie' : 'untie'
  if (member === undefined || (member.provider === null && tied === null) || account.state === 'disabled') return null
  const run = async (): Promise<void> => {
    const body = { action: act, reason: reason.trim(), ...(act === 'tie' && { subject: subject.trim() }) }
    const change = await api.post<PeopleChange>(`/v1/accounts/${account.id}/subject`, body)
    onDone(await proposing.sign([change]))
    markStale('/v1/accounts', '/v1/people/changes')
  }
  return (
    <Panel title={text('admin.subject.title')}>
      <p style={{ marginBlockEnd: 10, overflowWrap: 'anywhere' }}>
        <bdi>
          {tied === null
            ? text('admin.subject.none')
            : text('admin.subject.tied', { ...tied, at: instantHere(tied.tiedAt) })}
        </bdi>
      </p>
      <Button
        variant="default"
        h={30}
        onClick={() => {
          setReason('')
          setSubject('')
          setIsAsked(true)
        }}
      >
        {text(`admin.subject.act.${act}`)}
      </Button>
      <ConfirmAct
        opened={isAsked}
        onClose={() => setIsAsked(false)}
        title={text(`admin.subject.heading.${act}`, { name: account.name })}
        act={text(`admin.subject.go.${act}`)}
        notNow={text('admin.notNow')}
        blocked={!isReason(reason) || (act === 'tie' && subject.trim() === '')}
        onAct={run}
        adverse={act === 'untie'}
      >
        <p>{text(`admin.subject.what.${act}`)}</p>
        {act === 'tie' && (
          <TextInput
            label={text('admin.subject.label')}
            description={text('admin.subject.hint')}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={255}
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
            mt={12}
          />
        )}
        <ReasonField value={reason} onChange={setReason} />
        {proposing.dialog}
      </ConfirmAct>
    </Panel>
  )
}
