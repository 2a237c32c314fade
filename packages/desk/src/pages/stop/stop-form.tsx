import type { KillSwitch, StopChoiceList } from '@entente/contracts'
import { Button, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useGateways } from '../../app/gateway.ts'
import { markStale, useRead } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { scopeName } from './scope-name.ts'
import classes from './stop.module.css'

/** The least length of a reason, as the node checks it. */
const shortest = 10

/** Asks what to stop and why. One person stops; the confirmation says what follows. */
export function StopForm({ onStopped }: { onStopped: (stop: KillSwitch) => void }) {
  const gateways = useGateways()
  const read = useRead<StopChoiceList>('/v1/kill/choices')
  const [chosen, setChosen] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const choices = (read.data?.items ?? []).map((choice) => ({
    ...{ value: `${choice.type} ${choice.id ?? ''}`, label: scopeName(gateways, choice), choice },
  }))
  const found = choices.find(({ value }) => value === chosen)
  const missing = Math.max(0, shortest - reason.trim().length)
  return (
    <Panel title={text('stop.form.title')}>
      <ReadState read={read} rows={2} />
      {read.data && (
        <form
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setAsked(true)
          }}
        >
          <Select
            label={text('stop.form.what')}
            placeholder={text('stop.form.choose')}
            searchable
            allowDeselect={false}
            nothingFoundMessage={text('stop.form.nothing')}
            value={chosen}
            onChange={setChosen}
            data={choices.map(({ value, label }) => ({ value, label }))}
          />
          <Textarea
            label={text('stop.form.reason')}
            description={missing > 0 ? text('stop.form.missing', { missing }) : text('stop.form.reasonHint')}
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" h={36} disabled={found === undefined || missing > 0}>
              {text('stop.form.act')}
            </Button>
          </div>
        </form>
      )}
      <ConfirmAct
        opened={asked && found !== undefined}
        onClose={() => setAsked(false)}
        title={text('stop.form.question', { what: found?.label ?? '' })}
        act={text('stop.form.act')}
        notNow={text('stop.notNow')}
        adverse
        onAct={async () => {
          if (found === undefined) return
          const { type, id } = found.choice
          const stop = await api.post<KillSwitch>('/v1/kill', { scope: { type, id }, reason: reason.trim() })
          setChosen(null)
          setReason('')
          markStale('/v1/kill')
          onStopped(stop)
        }}
      >
        <p>{text('stop.form.effect')}</p>
      </ConfirmAct>
    </Panel>
  )
}
