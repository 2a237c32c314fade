import type { CaseRow, OnShift } from '@entente/contracts'
import { Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { text } from '../../texts/text.ts'

interface Props {
  row: CaseRow | undefined
  people: readonly OnShift[]
  onClose: () => void
  onDone: (words: string) => void
}

/** Assigns one case to a colleague. There is no way to assign several. */
export function AssignDialog({ row, people, onClose, onDone }: Props) {
  const [to, setTo] = useState<string | null>(null)
  const [shown, setShown] = useState(row)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case begins without a choice
  useEffect(() => {
    setTo(null)
    // The words stay while the dialog closes.
    if (row) setShown(row)
  }, [row?.id])
  return (
    <ConfirmAct
      opened={row !== undefined}
      onClose={onClose}
      title={text('shift.assign.title', { reference: shown?.reference ?? '' })}
      act={text('shift.assign.act')}
      notNow={text('shift.assign.cancel')}
      blocked={to === null || to === row?.assignedTo}
      onAct={async () => {
        if (row === undefined) return
        await api.post(`/v1/cases/${row.id}/assign`, { to })
        markStale('/v1/cases', '/v1/badges')
        const name = people.find(({ person }) => person === to)?.name ?? ''
        onDone(text('shift.assign.done', { reference: row.reference, name }))
      }}
    >
      <Select
        label={text('shift.assign.to')}
        placeholder={text('shift.assign.toNone')}
        searchable
        value={to}
        onChange={setTo}
        data={people.map(({ person, name, presence, open }) => ({
          value: person,
          label: text('shift.assign.choice', {
            name,
            presence: text(`decision.confirmers.presence.${presence}`),
            open,
          }),
        }))}
      />
    </ConfirmAct>
  )
}
