import type { Looking } from '@entente/contracts'
import { Checkbox, MultiSelect, Radio } from '@mantine/core'
import { useState } from 'react'
import { reviewers } from '../../../app/navigation.ts'
import { useMe } from '../../../app/session.ts'
import { Choices } from '../../../parts/choices.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { useLabelSchemes } from '../labels/use-label-names.ts'
import { text } from '../texts/index.ts'
import { changeLooking, useExposure, useLooking } from './use-care.ts'

/** What reviewers of uploads are shown, among their preferences. */
export function CarePanel() {
  const { role } = useMe()
  if (!reviewers.includes(role)) return null
  return (
    <Panel title={text('content.care.title')}>
      <CareForm />
    </Panel>
  )
}

/** What a person allows themselves to be shown of uploads, and which labels they leave to others. Each choice is stored on the node at once. */
function CareForm() {
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
      setTold(text('content.care.saved'))
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
        {text('content.care.what')} {exposure.data && text('content.care.today', { looks: exposure.data.lookedToday })}
      </p>
      <Radio.Group
        label={text('content.care.view')}
        value={looking.view}
        onChange={(view) => void change({ view: view as Looking['view'] })}
      >
        <Choices names={{ tiles: text('content.care.views.tiles'), list: text('content.care.views.list') }} />
      </Radio.Group>
      <Radio.Group
        label={text('content.care.most')}
        value={looking.most}
        onChange={(most) => void change({ most: most as Looking['most'] })}
      >
        <Choices
          names={{
            blurred: text('content.care.mosts.blurred'),
            still: text('content.care.mosts.still'),
            video: text('content.care.mosts.video'),
          }}
        />
      </Radio.Group>
      <Checkbox
        label={text('content.care.colour')}
        checked={looking.colour}
        onChange={(event) => void change({ colour: event.currentTarget.checked })}
      />
      <Checkbox
        label={text('content.care.sound')}
        checked={looking.sound}
        onChange={(event) => void change({ sound: event.currentTarget.checked })}
      />
      <MultiSelect
        label={text('content.care.leave')}
        description={text('content.care.leaveHint')}
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
