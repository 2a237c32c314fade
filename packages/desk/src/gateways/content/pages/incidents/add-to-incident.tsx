import type { Bank } from '@entente/contracts'
import { Select } from '@mantine/core'
import { useState } from 'react'
import { useRead } from '../../../../app/query.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import { useGo } from '../../../../parts/go.ts'
import { paths } from '../../addresses/paths.ts'
import { text } from '../../texts/index.ts'

interface Props {
  incident: string | null
  onClose: () => void
}

/** Asks which bank the hashes of the incident are added to. */
export function AddToIncident({ incident, onClose }: Props) {
  const go = useGo()
  const [bank, setBank] = useState<string | null>(null)
  const read = useRead<{ items: Bank[] }>('/v1/content/banks', {}, { enabled: incident !== null })
  const banks = (read.data?.items ?? []).filter(({ negative }) => !negative)
  return (
    <ConfirmAct
      opened={incident !== null}
      onClose={onClose}
      title={text('content.incidents.adding.title')}
      act={text('content.incidents.adding.act')}
      notNow={text('content.incidents.adding.notNow')}
      blocked={bank === null}
      onAct={async () => {
        if (bank !== null) go(paths.bankAdd(bank, { incident }))
      }}
    >
      <p>{text('content.incidents.adding.body')}</p>
      {read.data && banks.length === 0 ? (
        <p>{text('content.incidents.adding.none')}</p>
      ) : (
        <Select
          label={text('content.incidents.adding.bank')}
          mt={12}
          value={bank}
          onChange={setBank}
          data={banks.map(({ name }) => ({ value: name, label: name }))}
        />
      )}
    </ConfirmAct>
  )
}
