import { type Incident, IncidentLevel } from '@entente/contracts'
import { Radio, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import { isDay } from '../../../../parts/day.ts'
import { DayInput } from '../../../../parts/day-input.tsx'
import { text } from '../../texts/index.ts'
import classes from './incidents.module.css'

interface Props {
  opened: boolean
  onClose: () => void
  onStarted: (name: string) => void
}

/** Starts an incident now. Its level is not preselected. */
export function StartIncident({ opened, onClose, onStarted }: Props) {
  const [name, setName] = useState('')
  const [level, setLevel] = useState<Incident['level'] | null>(null)
  const [until, setUntil] = useState('')
  useEffect(() => {
    if (opened) return
    setName('')
    setLevel(null)
    setUntil('')
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('content.incidents.dialog.title')}
      act={text('content.incidents.dialog.act')}
      notNow={text('content.incidents.dialog.notNow')}
      blocked={name.trim() === '' || level === null || (until !== '' && !isDay(until))}
      onAct={async () => {
        const endsAt = until === '' ? null : `${until}T23:59:59.999Z`
        const body = { name: name.trim(), level, startsAt: new Date().toISOString(), endsAt }
        const incident = await api.post<Incident>('/v1/content/incidents', body)
        onStarted(incident.name)
      }}
    >
      <div className={classes.fields}>
        <TextInput
          label={text('content.incidents.dialog.name')}
          description={text('content.incidents.dialog.nameHint')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={text('content.incidents.dialog.level')}
          value={level}
          onChange={(next) => setLevel(next as Incident['level'])}
        >
          {IncidentLevel.options.map((each) => (
            <Radio
              key={each}
              value={each}
              label={text(`content.incidents.levels.${each}`)}
              description={text(`content.incidents.levelHints.${each}`)}
              mt={8}
            />
          ))}
        </Radio.Group>
        <DayInput
          label={text('content.incidents.dialog.until')}
          description={text('content.incidents.dialog.untilHint')}
          value={until}
          onChange={setUntil}
        />
      </div>
    </ConfirmAct>
  )
}
