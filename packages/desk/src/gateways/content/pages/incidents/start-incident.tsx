import { type Incident, IncidentLevel } from '@entente/contracts'
import { Radio, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import { isDay } from '../../../../parts/day.ts'
import { DayInput } from '../../../../parts/day-input.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import classes from './incidents.module.css'

interface Props {
  opened: boolean
  onClose: () => void
  onStarted: (name: string) => void
}

/** Starts an incident at this moment. Its level is not chosen beforehand. */
export function StartIncident({ opened, onClose, onStarted }: Props) {
  const t = textsOf('contentIncidents')
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
      title={t.dialog.title}
      act={t.dialog.act}
      notNow={t.dialog.notNow}
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
          label={t.dialog.name}
          description={t.dialog.nameHint}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group label={t.dialog.level} value={level} onChange={(next) => setLevel(next as Incident['level'])}>
          {IncidentLevel.options.map((each) => (
            <Radio key={each} value={each} label={t.levels[each]} description={t.levelHints[each]} mt={8} />
          ))}
        </Radio.Group>
        <DayInput label={t.dialog.until} description={t.dialog.untilHint} value={until} onChange={setUntil} />
      </div>
    </ConfirmAct>
  )
}
