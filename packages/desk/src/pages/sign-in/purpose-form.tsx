import type { Me, Purpose } from '@entente/contracts'
import { Button, Radio } from '@mantine/core'
import { useEffect, useState } from 'react'
import { choosePurpose } from '../../app/session.ts'
import classes from '../../app/sign-in.module.css'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'

interface Props {
  me: Me
  onChosen: (me: Me) => void
  onOther: () => void
}

/** Asks for the purpose of the session, without preselection. A role with at most one purpose is not asked. */
export function PurposeForm({ me, onChosen, onOther }: Props) {
  const [chosen, setChosen] = useState<Purpose | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [only] = me.purposes
  const asks = me.purposes.length > 1 && me.purpose === null
  const start = async (purpose: Purpose): Promise<void> => {
    setBusy(true)
    try {
      onChosen(await choosePurpose(purpose))
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
      setBusy(false)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per person, not whenever a callback is new
  useEffect(() => {
    if (me.purposes.length === 0 || me.purpose !== null) onChosen(me)
    else if (me.purposes.length === 1 && only) void start(only)
  }, [me.account, me.role])
  if (!asks) return error && <ProblemCard error={error} />
  return (
    <div className={classes.column}>
      <form
        className={classes.card}
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen) void start(chosen)
        }}
      >
        <h1 id="why">{text('sign-in.purposeTitle')}</h1>
        <p className={classes.note}>{text('sign-in.purposeNote', { name: me.name, role: text(`role.${me.role}`) })}</p>
        <Radio.Group
          aria-label={text('sign-in.purposes')}
          value={chosen}
          onChange={(value) => setChosen(value as Purpose)}
        >
          <div className={classes.purposes}>
            {me.purposes.map((purpose) => (
              <Radio
                key={purpose}
                value={purpose}
                label={text(`purpose.${purpose}`)}
                classNames={{ body: classes.purpose ?? '' }}
              />
            ))}
          </div>
        </Radio.Group>
        {error && <ProblemCard error={error} />}
        <Button type="submit" fullWidth disabled={!chosen} loading={busy}>
          {chosen ? text('sign-in.start') : text('sign-in.startNone')}
        </Button>
        <Button variant="subtle" fullWidth onClick={onOther}>
          {text('sign-in.otherPerson')}
        </Button>
      </form>
    </div>
  )
}
