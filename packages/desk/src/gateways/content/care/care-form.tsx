import type { Looking } from '@entente/contracts'
import { Checkbox, MultiSelect, Radio } from '@mantine/core'
import { useState } from 'react'
import { Choices } from '../../../pages/me/choices.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { useLabelSchemes } from '../labels/use-label-names.ts'
import { changeLooking, useExposure, useLooking } from './use-care.ts'

/** What a person allows themselves to be shown of uploads, and which labels they leave to others. Each choice is stored on the node at once. */
export function CareForm() {
  const t = textsOf('me').care
  const { looking: stored, read, error: unread } = useLooking()
  // What was chosen stands at once; what the node says of it follows.
  const [chosen, setChosen] = useState<Partial<Looking>>({})
  const looking = { ...stored, ...chosen }
  const exposure = useExposure()
  const schemes = useLabelSchemes()
  const [told, setTold] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const change = async (part: Partial<Looking>): Promise<void> => {
    setTold('')
    setError(null)
    setChosen((before) => ({ ...before, ...part }))
    try {
      await changeLooking({ ...looking, ...part })
      setTold(t.saved)
    } catch (problem) {
      setError(problem as Error)
    }
    setChosen((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))))
  }
  if (unread) return <ProblemCard error={unread} />
  if (!read) return <Loading rows={4} height={44} />
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <p>
        {t.what} {exposure.data && t.today(exposure.data.lookedToday)}
      </p>
      <Radio.Group
        label={t.view}
        value={looking.view}
        onChange={(view) => void change({ view: view as Looking['view'] })}
      >
        <Choices names={t.views} />
      </Radio.Group>
      <Radio.Group
        label={t.most}
        value={looking.most}
        onChange={(most) => void change({ most: most as Looking['most'] })}
      >
        <Choices names={t.mosts} />
      </Radio.Group>
      <Checkbox
        label={t.colour}
        checked={looking.colour}
        onChange={(event) => void change({ colour: event.currentTarget.checked })}
      />
      <Checkbox
        label={t.sound}
        checked={looking.sound}
        onChange={(event) => void change({ sound: event.currentTarget.checked })}
      />
      <MultiSelect
        label={t.leave}
        description={t.leaveHint}
        searchable
        clearable
        value={looking.leftToOthers}
        onChange={(leftToOthers) => void change({ leftToOthers })}
        data={(schemes.data?.schemes ?? []).map(({ scheme, version, labels }) => ({
          group: `${scheme} ${version}`,
          items: labels.map(({ code, name }) => ({ value: `${scheme}:${code}`, label: name })),
        }))}
      />
      <p role="status">{told}</p>
      {error && <ProblemCard error={error} />}
    </div>
  )
}
