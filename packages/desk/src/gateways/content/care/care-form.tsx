import type { ViewingSettings } from '@entente/contracts'
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
import { changeLimits, useExposure, useLimits } from './use-care.ts'

/** Shows a reviewer's limits for viewing uploads, on the page of preferences. */
export function CarePanel() {
  const { role } = useMe()
  if (!reviewers.includes(role)) return null
  return (
    <Panel title={text('content.care.title')}>
      <CareForm />
    </Panel>
  )
}

/** Sets how much of an upload a person is shown, and which labels they leave to other reviewers. The node stores each choice at once. */
function CareForm() {
  const { limits: stored, read, error: unread } = useLimits()
  // The form shows the choice before the node has answered.
  const [chosen, setChosen] = useState<Partial<ViewingSettings>>({})
  const limits = { ...stored, ...chosen }
  const exposure = useExposure()
  const schemes = useLabelSchemes()
  const [notice, setNotice] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const change = async (part: Partial<ViewingSettings>): Promise<void> => {
    setNotice('')
    setError(null)
    setChosen((before) => ({ ...before, ...part }))
    try {
      await changeLimits({ ...limits, ...part })
      setNotice(text('content.care.saved'))
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
        {text('content.care.what')} {exposure.data && text('content.care.today', { views: exposure.data.viewedToday })}
      </p>
      <Radio.Group
        label={text('content.care.view')}
        value={limits.view}
        onChange={(view) => void change({ view: view as ViewingSettings['view'] })}
      >
        <Choices names={{ tiles: text('content.care.views.tiles'), list: text('content.care.views.list') }} />
      </Radio.Group>
      <Radio.Group
        label={text('content.care.most')}
        value={limits.most}
        onChange={(most) => void change({ most: most as ViewingSettings['most'] })}
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
        checked={limits.colour}
        onChange={(event) => void change({ colour: event.currentTarget.checked })}
      />
      <Checkbox
        label={text('content.care.sound')}
        checked={limits.sound}
        onChange={(event) => void change({ sound: event.currentTarget.checked })}
      />
      <MultiSelect
        label={text('content.care.leave')}
        description={text('content.care.leaveHint')}
        searchable
        clearable
        value={limits.leftToOthers}
        onChange={(leftToOthers) => void change({ leftToOthers })}
        data={(schemes.data?.schemes ?? []).map(({ scheme, version, labels }) => ({
          group: `${scheme} ${version}`,
          items: labels.map(({ code, name }) => ({ value: `${scheme}:${code}`, label: name })),
        }))}
      />
      <p role="status">{notice}</p>
      {error && <ProblemCard error={error} />}
    </div>
  )
}
