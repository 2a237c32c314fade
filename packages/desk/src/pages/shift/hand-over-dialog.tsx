import type { Shift } from '@entente/contracts'
import { Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { text } from '../../texts/text.ts'

interface Props {
  opened: boolean
  shift: Shift
  onClose: () => void
  onDone: (words: string) => void
}
const least = 10

/** Hands the shift over to another supervisor with a note of what is open. The other one signs it too. */
export function HandOverDialog({ opened, shift, onClose, onDone }: Props) {
  const me = useMe()
  const [to, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const others = shift.people.filter(({ person, roles }) => person !== me.person && roles.includes('supervisor'))
  const { load, atRisk, open, second } = shift
  const unassigned = [load.overdue, ...load.hours].reduce((sum, hour) => sum + hour.unassigned, 0)
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('shift.handOver.title')}
      act={text('shift.handOver.act')}
      notNow={text('shift.handOver.cancel')}
      blocked={to === null || note.trim().length < least}
      onAct={async () => {
        await api.post('/v1/shift/handovers', { gateway: shift.gateway, to, text: note.trim() })
        setNote('')
        onDone(text('shift.handOver.done', { name: others.find(({ person }) => person === to)?.name ?? '' }))
      }}
    >
      <p>
        {text('shift.handOver.facts', { open, overdue: atRisk.overdue, unassigned, second: second.length })}{' '}
        {text('shift.handOver.body')}
      </p>
      <div style={{ display: 'grid', gap: 10, marginBlockStart: 10 }}>
        <Select
          label={text('shift.handOver.to')}
          placeholder={others.length === 0 ? text('shift.handOver.toNobody') : text('shift.handOver.toNone')}
          value={to}
          onChange={setTo}
          data={others.map(({ person, name }) => ({ value: person, label: name }))}
        />
        <Textarea
          label={text('shift.handOver.note')}
          description={text('shift.handOver.noteHint')}
          autosize
          minRows={4}
          maxRows={10}
          maxLength={4000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
    </ConfirmAct>
  )
}
