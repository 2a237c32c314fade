import type { Account } from '@entente/contracts'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import { teamsIn } from './account-form.ts'

/** Edits the person's name, and the teams whose cases the account may see. */
export function PersonForm({ account, onDone }: { account: Account; onDone: (sentence: string) => void }) {
  const [personName, setPersonName] = useState(account.person.name)
  const [teams, setTeams] = useState(account.teams.join(', '))
  const submission = useSubmission()
  const { faults } = submission
  const submit = (): Promise<void> =>
    submission.submit(
      personName.trim() === ''
        ? { faults: [{ code: 'empty', at: '/personName', message: text('admin.fillIn') }] }
        : { personName: personName.trim(), teams: teamsIn(teams) },
      async (person) => {
        await api.patch(`/v1/accounts/${account.id}`, person)
        onDone(text('admin.saved'))
        markStale('/v1/accounts')
      },
    )
  return (
    <Panel title={text('admin.accounts.page.details')}>
      <FormFrame submission={submission} onSubmit={() => void submit()} save={text('admin.save')}>
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
      </FormFrame>
    </Panel>
  )
}
