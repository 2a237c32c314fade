import type { Bank } from '@entente/contracts'
import { Select } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../../../../app/paths.ts'
import { useRead } from '../../../../app/query.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import { useGo } from '../../../../parts/go.ts'
import { textsOf } from '../../../../texts/catalogue.ts'

interface Props {
  incident: string | null
  onClose: () => void
}

/** Hashes lie in a bank: asks into which one those of the incident go. */
export function AddToIncident({ incident, onClose }: Props) {
  const t = textsOf('contentIncidents').adding
  const go = useGo()
  const [bank, setBank] = useState<string | null>(null)
  const read = useRead<{ items: Bank[] }>('/v1/content/banks', {}, { enabled: incident !== null })
  const banks = (read.data?.items ?? []).filter(({ negative }) => !negative)
  return (
    <ConfirmAct
      opened={incident !== null}
      onClose={onClose}
      title={t.title}
      act={t.act}
      notNow={t.notNow}
      blocked={bank === null}
      onAct={async () => {
        if (bank !== null) go(paths.bankAdd(bank, { incident }))
      }}
    >
      <p>{t.body}</p>
      {read.data && banks.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <Select
          label={t.bank}
          mt={12}
          value={bank}
          onChange={setBank}
          data={banks.map(({ name }) => ({ value: name, label: name }))}
        />
      )}
    </ConfirmAct>
  )
}
