import type { Account, PeopleChange } from '@entente/contracts'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { isReason, ReasonField } from '../../parts/reason-field.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import { teamsIn } from './account-form.ts'
import { useProposing } from './use-proposing.tsx'

/** Proposes another name of the person, or other teams whose cases the account may see. */
export function PersonForm({ account, onDone }: { account: Account; onDone: (sentence: string) => void }) {
  const [personName, setPersonName] = useState(account.person.name)
  const [teams, setTeams] = useState(account.teams.join(', '))
  const [reason, setReason] = useState('')
  const submission = useSubmission()
  const proposing = useProposing()
  const { faults } = submission
  const submit = (): Promise<void> =>
    submission.submit(
      personName.trim() === ''
        ? { faults: [{ code: 'empty', at: '/personName', message: text('admin.fillIn') }] }
        : { ...changed(account, personName.trim(), teamsIn(teams)), reason: reason.trim() },
      async (person) => {
        const { items } = await api.patch<{ items: PeopleChange[] }>(`/v1/accounts/${account.id}`, person)
        onDone(await proposing.sign(items, { done: text('admin.saved') }))
        setReason('')
        markStale('/v1/accounts', '/v1/people/changes')
      },
    )
  return (
    <Panel title={text('admin.accounts.page.details')}>
      <FormFrame
        submission={submission}
        onSubmit={() => void submit()}
        save={text('admin.save')}
        disabled={!isReason(reason)}
      >
        <TextInput
          {...fieldProps(faults, '/personName')}
          label={text('admin.accounts.create.personName')}
          value={personName}
          onChange={(event) => setPersonName(event.currentTarget.value)}
        />
        <TextInput
          {...fieldProps(faults, '/teams')}
          label={text('admin.accounts.create.teams')}
          description={text('admin.accounts.create.teamsHint')}
          value={teams}
          onChange={(event) => setTeams(event.currentTarget.value)}
        />
        <ReasonField value={reason} onChange={setReason} />
      </FormFrame>
      {proposing.dialog}
    </Panel>
  )
}

/** Returns the parts of the form that differ from the account. */
function changed(account: Account, personName: string, teams: string[]): { personName?: string; teams?: string[] } {
  const sameTeams = teams.toSorted().join() === account.teams.toSorted().join()
  return {
    ...(personName === account.person.name ? {} : { personName }),
    ...(sameTeams ? {} : { teams }),
  }
}
