import type { Account, NewAccountAnswer, Role } from '@entente/contracts'
import { Button, Checkbox, Modal, Radio, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { type FieldFault, faultsOf, fieldProps } from '../../parts/form-faults.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { SecretDialog } from '../../parts/secret-dialog.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { type AccountForm, emptyAccount, grantable, readAccount } from './account-form.ts'

type Answer = z.infer<typeof NewAccountAnswer>
interface Props {
  opened: boolean
  onClose: () => void
  accounts: readonly Account[]
}

/** Makes an account; its one-time password is shown once, afterwards. */
export function NewAccountDialog({ opened, onClose, accounts }: Props) {
  const t = textsOf('admin')
  const [made, setMade] = useState<Answer | null>(null)
  return (
    <>
      <Modal
        opened={opened}
        onClose={onClose}
        title={t.accounts.create.title}
        size={520}
        closeButtonProps={{ 'aria-label': t.close }}
      >
        <AccountFields
          accounts={accounts}
          onClose={onClose}
          onMade={(answer) => {
            setMade(answer)
            onClose()
            markStale('/v1/accounts')
          }}
        />
      </Modal>
      <SecretDialog
        secret={made?.oneTimePassword ?? null}
        title={t.accounts.password.title(made?.name ?? '')}
        what={t.accounts.password.what}
        label={t.accounts.password.label}
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
  onMade: (answer: Answer) => void
  onClose: () => void
}) {
  const admin = textsOf('admin')
  const t = admin.accounts.create
  const roles = textsOf('roleNames')
  const [form, setForm] = useState(emptyAccount)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<AccountForm>): void => setForm({ ...form, ...part })
  const people = new Map(accounts.map((account) => [account.person.id, account.person.name]))
  const submit = async (): Promise<void> => {
    setError(null)
    const read = readAccount(form, { name: t.nameWrong, empty: admin.fillIn, role: t.noRole })
    if ('faults' in read) {
      setFaults(read.faults)
      return
    }
    setFaults([])
    setBusy(true)
    try {
      onMade(await api.post<Answer>('/v1/accounts', read.account))
    } catch (problem) {
      const told = faultsOf(problem)
      setFaults(told)
      if (told.length === 0) setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {faults.length > 0 && <FaultSummary title={textsOf('signalForm').summary(faults.length)} faults={faults} />}
      <TextInput
        {...fieldProps(faults, '/name')}
        label={t.name}
        description={t.nameHint}
        autoComplete="off"
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Radio.Group
        label={t.whose}
        description={t.personHint}
        value={form.whose}
        onChange={(whose) => change({ whose: whose as AccountForm['whose'] })}
      >
        <div style={{ display: 'grid', gap: 8, marginBlockStart: 8 }}>
          <Radio value="new" label={t.newPerson} />
          <Radio value="known" label={t.knownPerson} />
        </div>
      </Radio.Group>
      {form.whose === 'new' ? (
        <TextInput
          {...fieldProps(faults, '/person')}
          label={t.personName}
          value={form.personName}
          onChange={(event) => change({ personName: event.currentTarget.value })}
        />
      ) : (
        <Select
          {...fieldProps(faults, '/person')}
          label={t.person}
          searchable
          value={form.personId}
          onChange={(personId) => change({ personId })}
          data={[...people].map(([value, label]) => ({ value, label }))}
        />
      )}
      <Checkbox.Group
        {...fieldProps(faults, '/roles')}
        label={t.roles}
        description={t.rolesHint}
        value={form.roles}
        onChange={(next) => change({ roles: next as Role[] })}
      >
        <div style={{ display: 'grid', gap: 8, marginBlock: 8 }}>
          {grantable.map((role) => (
            <Checkbox key={role} value={role} label={roles[role]} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        {...fieldProps(faults, '/teams')}
        label={t.teams}
        description={t.teamsHint}
        value={form.teams}
        onChange={(event) => change({ teams: event.currentTarget.value })}
      />
      {form.roles.includes('oversight') && (
        <TextInput
          {...fieldProps(faults, '/consentOf')}
          label={t.consent}
          description={t.consentHint}
          value={form.consentOf}
          onChange={(event) => change({ consentOf: event.currentTarget.value })}
        />
      )}
      {error && <ProblemCard error={error} />}
      <div style={{ display: 'flex', gap: 10 }}>
        <Button type="submit" h={36} loading={busy}>
          {t.act}
        </Button>
        <Button variant="default" h={36} onClick={onClose}>
          {admin.notNow}
        </Button>
      </div>
    </form>
  )
}
