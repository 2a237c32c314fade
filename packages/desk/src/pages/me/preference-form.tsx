import type { Preferences } from '@entente/contracts'
import { Checkbox, Radio, Select } from '@mantine/core'
import { useState } from 'react'
import { changePreferences, useMe } from '../../app/session.ts'
import { Choices } from '../../parts/choices.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { ownZone } from '../../texts/times.ts'
import { LanguageChoice } from './language-choice.tsx'

/** Edits preferences. The node stores each choice at once. */
export function PreferenceForm() {
  const { preferences: stored, zone: memberZone } = useMe()
  // The choice is shown at once, and undone if the node refuses it.
  const [preferences, setPreferences] = useState(stored)
  const [notice, setNotice] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const change = async (part: Partial<Preferences>): Promise<void> => {
    setNotice('')
    setError(null)
    const next = { ...preferences, ...part }
    setPreferences(next)
    try {
      await changePreferences(next)
      setNotice(text('me.saved'))
    } catch (problem) {
      setPreferences(stored)
      setError(problem as Error)
    }
  }
  const chooseNotices = async (wanted: boolean): Promise<void> => {
    const isAllowed = !wanted || (await Notification.requestPermission()) === 'granted'
    if (isAllowed) return change({ notices: wanted ? ['second-person'] : [] })
    setNotice(text('me.noticesDenied'))
  }
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <LanguageChoice
        digits={preferences.digits}
        onLanguage={(language) => void change({ language })}
        onDigits={(digits) => void change({ digits })}
      />
      <Radio.Group
        label={text('me.density')}
        description={text('me.densityHint')}
        value={preferences.density}
        onChange={(density) => void change({ density: density as Preferences['density'] })}
      >
        <Choices names={{ 'two-lines': text('me.densities.two-lines'), 'one-line': text('me.densities.one-line') }} />
      </Radio.Group>
      <Radio.Group
        label={text('me.scheme')}
        value={preferences.scheme}
        onChange={(scheme) => void change({ scheme: scheme as Preferences['scheme'] })}
      >
        <Choices
          names={{ auto: text('me.schemes.auto'), light: text('me.schemes.light'), dark: text('me.schemes.dark') }}
        />
      </Radio.Group>
      <Checkbox
        label={text('me.singleKeys')}
        description={text('me.singleKeysHint')}
        checked={preferences.singleKeys}
        onChange={(event) => void change({ singleKeys: event.currentTarget.checked })}
      />
      <Checkbox
        label={text('me.notices')}
        description={text('me.noticesHint')}
        checked={preferences.notices.includes('second-person')}
        onChange={(event) => void chooseNotices(event.currentTarget.checked)}
      />
      <Select
        label={text('me.zone')}
        description={memberZone === null ? text('me.zoneHint') : text('me.zoneOfMember', { zone: memberZone })}
        disabled={memberZone !== null}
        searchable
        value={preferences.zone ?? ''}
        onChange={(zone) => void change({ zone: zone === null || zone === '' ? null : zone })}
        data={[
          { value: '', label: text('me.zoneBrowser', { zone: ownZone() }) },
          ...Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone })),
        ]}
        maxDropdownHeight={260}
        limit={200}
        allowDeselect={false}
        maw={360}
      />
      <p role="status">{notice}</p>
      {error && <ProblemCard error={error} />}
    </div>
  )
}
