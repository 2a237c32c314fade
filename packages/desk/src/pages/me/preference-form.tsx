import type { Preferences } from '@entente/contracts'
import { Checkbox, Radio, Select } from '@mantine/core'
import { useState } from 'react'
import { changePreferences, useMe } from '../../app/session.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { ownZone } from '../../texts/times.ts'
import { Choices } from './choices.tsx'

/** Each choice is stored on the node at once. */
export function PreferenceForm() {
  const t = textsOf('me')
  const stored = useMe().preferences
  // Shown at once; taken back if the node refuses it.
  const [preferences, setPreferences] = useState(stored)
  const [told, setTold] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const change = async (part: Partial<Preferences>): Promise<void> => {
    setTold('')
    setError(null)
    const next = { ...preferences, ...part }
    setPreferences(next)
    try {
      await changePreferences(next)
      setTold(t.saved)
    } catch (problem) {
      setPreferences(stored)
      setError(problem as Error)
    }
  }
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <Radio.Group
        label={t.density}
        description={t.densityHint}
        value={preferences.density}
        onChange={(density) => void change({ density: density as Preferences['density'] })}
      >
        <Choices names={t.densities} />
      </Radio.Group>
      <Radio.Group
        label={t.scheme}
        value={preferences.scheme}
        onChange={(scheme) => void change({ scheme: scheme as Preferences['scheme'] })}
      >
        <Choices names={t.schemes} />
      </Radio.Group>
      <Checkbox
        label={t.singleKeys}
        description={t.singleKeysHint}
        checked={preferences.singleKeys}
        onChange={(event) => void change({ singleKeys: event.currentTarget.checked })}
      />
      <Select
        label={t.zone}
        description={t.zoneHint}
        searchable
        value={preferences.zone ?? ''}
        onChange={(zone) => void change({ zone: zone === null || zone === '' ? null : zone })}
        data={[
          { value: '', label: t.zoneBrowser(ownZone()) },
          ...Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone })),
        ]}
        maxDropdownHeight={260}
        limit={200}
        allowDeselect={false}
        maw={360}
      />
      <p role="status">{told}</p>
      {error && <ProblemCard error={error} />}
    </div>
  )
}
