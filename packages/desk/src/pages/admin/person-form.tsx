import type { Account } from '@entente/contracts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { type FieldFault, faultsOf, fieldProps } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { teamsIn } from './account-form.ts'

/** The person's name and the teams whose cases the account sees. */
export function PersonForm({ account, onTold }: { account: Account; onTold: (sentence: string) => void }) {
  const [personName, setPersonName] = useState(account.person.name)
  const [teams, setTeams] = useState(account.teams.join(', '))
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [error, setError] = useState<Error | null>(null)
  const submit = async (): Promise<void> => {
    setError(null)
    if (personName.trim() === '') {
      setFaults([{ code: 'empty', at: '/personName', message: text('admin.fillIn') }])
      return
    }
    setFaults([])
    try {
      await api.patch(`/v1/accounts/${account.id}`, { personName: personName.trim(), teams: teamsIn(teams) })
      onTold(text('admin.saved'))
      markStale('/v1/accounts')
    } catch (problem) {
      const told = faultsOf(problem)
      setFaults(told)
      if (told.length === 0) setError(problem as Error)
    }
  }
  return (
    <Panel title={text('admin.accounts.page.details')}>
      <form
        noValidate
        style={{ display: 'grid', gap: 12, maxInlineSize: 420 }}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
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
        {error && <ProblemCard error={error} />}
        <Button type="submit" h={30} style={{ justifySelf: 'start' }}>
          {text('admin.save')}
        </Button>
      </form>
    </Panel>
  )
}
