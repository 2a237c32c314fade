import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { markStale } from '../app/query.ts'
import { useMe } from '../app/session.ts'
import { usePeople } from '../app/use-people.ts'
import { ConfirmAct } from '../parts/confirm-act.tsx'
import { Key } from '../parts/key.tsx'
import { useKeys } from '../parts/keys.ts'
import { text } from '../texts/text.ts'
import { useAskedForm } from './asked-form.ts'
import classes from './decision.module.css'

interface Props {
  caseId: string
  reread: () => Promise<void>
  /** Called after the case was handed over, which deletes the person's draft. */
  onDone: () => void
}

/** Hands the case over to a colleague, with a reason of one line. It records no outcome. */
export function HandOver({ caseId, reread, onDone }: Props) {
  const me = useMe()
  const [opened, setOpened] = useState(false)
  const [to, setTo] = useState<string | null>(null)
  const [line, setLine] = useState('')
  const { people } = usePeople(opened)
  useAskedForm('hand-over', caseId, () => setOpened(true))
  const colleagues = people.filter(
    (each) => each.person !== me.person && each.roles.some((role) => role === 'analyst' || role === 'supervisor'),
  )
  useKeys([{ keys: 'H', label: text('case.keys.handOver'), act: () => setOpened(true) }], { enabled: !opened })
  return (
    <>
      <button
        type="button"
        id="decision-hand-over"
        className={classes.cannotTell}
        onClick={() => setOpened(true)}
        aria-keyshortcuts="H"
      >
        {text('decision.cannotDecide')} <Key>H</Key>
      </button>
      <ConfirmAct
        opened={opened}
        onClose={() => setOpened(false)}
        title={text('decision.handOver.title')}
        act={text('decision.handOver.act')}
        notNow={text('decision.handOver.cancel')}
        blocked={to === null || line.trim() === ''}
        onAct={async () => {
          await api.post(`/v1/cases/${caseId}/handover`, { to, text: line.trim() })
          onDone()
          markStale('/v1/cases', '/v1/badges')
          await reread()
        }}
      >
        <p>{text('decision.handOver.body')}</p>
        <div className={classes.fields}>
          <Select
            label={text('decision.handOver.to')}
            placeholder={text('decision.handOver.toNone')}
            searchable
            value={to}
            onChange={setTo}
            data={colleagues.map((each) => ({ value: each.person, label: each.name }))}
          />
          <TextInput
            label={text('decision.handOver.line')}
            maxLength={500}
            value={line}
            onChange={(event) => setLine(event.currentTarget.value)}
          />
        </div>
      </ConfirmAct>
    </>
  )
}
