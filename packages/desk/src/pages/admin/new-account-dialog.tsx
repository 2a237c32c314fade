import type { Account, NewAccount, NewAccountAnswer } from '@entente/contracts'
import { Checkbox, Modal, Radio, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { SecretDialog } from '../../parts/secret-dialog.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import { type AccountForm, emptyAccount, grantable, readAccount } from './account-form.ts'
import { useProposing } from './use-proposing.tsx'

type Answer = z.infer<typeof NewAccountAnswer>
interface Props {
  opened: boolean
  onClose: () => void
  accounts: readonly Account[]
  onDone: (sentence: string) => void
}

/** Creates an account. Before founding is over it shows the one-time password once; after that it names the next step. */
export function NewAccountDialog({ opened, onClose, accounts, onDone }: Props) {
  const [made, setMade] = useState<Answer | null>(null)
  return (
    <>
      <Modal
        opened={opened}
        onClose={onClose}
        title={text('admin.accounts.create.title')}
        size={520}
        closeButtonProps={{ 'aria-label': text('admin.close') }}
      >
        <AccountFields
          accounts={accounts}
          onClose={onClose}
          onMade={(answer, sentence) => {
            setMade(answer)
            onClose()
            if (answer.oneTimePassword === null) onDone(sentence)
            markStale('/v1/accounts', '/v1/people/changes')
          }}
        />
      </Modal>
      <SecretDialog
        secret={made?.oneTimePassword ?? null}
        title={text('admin.accounts.password.title', { name: made?.name ?? '' })}
        what={text('admin.accounts.password.what')}
        label={text('admin.accounts.password.label')}
        onClose={() => setMade(null)}
      />
    </>
  )
}

function AccountFields({
  accounts,
  onMade,
  onClose,
}: {
  accounts: readonly Account[]
  onMade: (answer: Answer, sentence: string) => void
  onClose: () => void
}) {
  const [form, setForm] = useState(emptyAccount)
  const submission = useSubmission()
  const proposing = useProposing()
  const { faults } = submission
  const change = (part: Partial<AccountForm>): void => setForm({ ...form, ...part })
  const people = new Map(accounts.map((account) => [account.person.id, account.person.name]))
  const submit = (): Promise<void> =>
    submission.submit(
      readAccount(form, {
        name: text('admin.accounts.create.nameWrong'),
        empty: text('admin.fillIn'),
        role: text('admin.accounts.create.noRole'),
      }),
      async ({ account }: { account: z.infer<typeof NewAccount> }) => {
        const answer = await api.post<Answer>('/v1/accounts', account)
        const asked = text('admin.accounts.create.proposed', { name: answer.name })
        onMade(answer, await proposing.sign(answer.changes, { asked }))
      },
    )
  return (
    <FormFrame
      submission={submission}
      onSubmit={() => void submit()}
      save={text('admin.accounts.create.act')}
      second={{ label: text('admin.notNow'), act: onClose }}
    >
      <TextInput
        {...fieldProps(faults, '/name')}
        label={text('admin.accounts.create.name')}
        description={text('admin.accounts.create.nameHint')}
        autoComplete="off"
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Radio.Group
        label={text('admin.accounts.create.owner')}
        description={text('admin.accounts.create.personHint')}
        value={form.whose}
        onChange={(whose) => change({ whose: whose as AccountForm['whose'] })}
      >
        <div style={{ display: 'grid', gap: 8, marginBlockStart: 8 }}>
          <Radio value="new" label={text('admin.accounts.create.newPerson')} />
          <Radio value="known" label={text('admin.accounts.create.knownPerson')} />
        </div>
      </Radio.Group>
      {form.whose === 'new' ? (
        <>
          <TextInput
            {...fieldProps(faults, '/person')}
            label={text('admin.accounts.create.personName')}
            value={form.personName}
            onChange={(event) => change({ personName: event.currentTarget.value })}
          />
          <TextInput
            {...fieldProps(faults, '/person/staffReference')}
            label={text('admin.accounts.create.staffReference')}
            description={text('admin.accounts.create.staffReferenceHint')}
            autoComplete="off"
            value={form.staffReference}
            onChange={(event) => change({ staffReference: event.currentTarget.value })}
          />
        </>
      ) : (
        <Select
          {...fieldProps(faults, '/person')}
          label={text('admin.accounts.create.person')}
          searchable
          value={form.personId}
          onChange={(personId) => change({ personId })}
          data={[...people].map(([value, label]) => ({ value, label }))}
        />
      )}
      <Checkbox.Group
        {...fieldProps(faults, '/roles')}
        label={text('admin.accounts.create.roles')}
        description={text('admin.accounts.create.rolesHint')}
        value={form.roles}
        onChange={(next) => change({ roles: next as AccountForm['roles'] })}
      >
        <div style={{ display: 'grid', gap: 8, marginBlock: 8 }}>
          {grantable.map((role) => (
            <Checkbox key={role} value={role} label={text(`role.${role}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        {...fieldProps(faults, '/teams')}
        label={text('admin.accounts.create.teams')}
        description={text('admin.accounts.create.teamsHint')}
        value={form.teams}
        onChange={(event) => change({ teams: event.currentTarget.value })}
      />
      <Checkbox
        {...fieldProps(faults, '/knowsHuman')}
        label={text('people.knowsHuman')}
        checked={form.knowsHuman}
        onChange={(event) => change({ knowsHuman: event.currentTarget.checked })}
      />
      {proposing.dialog}
    </FormFrame>
  )
}
