import type { Peer } from '@entente/contracts'
import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useRead } from '../../app/query.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { Icon } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { emptyParty, type FieldsProps, type PartyRow } from './agreement-form.ts'
import classes from './agreements.module.css'

const types = ['state', 'platform', 'ngo', 'body'] as const
const knownList = 'members-known-here'

/** Shows one row for each party: member, type, and whether it gives and receives signals. */
export function PartyFields({ form, change, faults }: FieldsProps) {
  const peers = useRead<{ items: Peer[] }>('/v1/peers')
  const set = (place: number, part: Partial<PartyRow>): void =>
    change({ parties: form.parties.map((row, at) => (at === place ? { ...row, ...part } : row)) })
  return (
    <Panel title={text('agreements.form.section.parties')}>
      <datalist id={knownList}>
        {(peers.data?.items ?? []).map(({ member }) => (
          <option key={member} value={member} />
        ))}
      </datalist>
      <div {...{ id: fieldProps(faults, '/parties').id }}>
        {form.parties.map((party, place) => (
          <fieldset
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while they are typed
            key={place}
            className={classes.party}
            aria-label={text('agreements.form.field.party', { n: place + 1 })}
          >
            <TextInput
              {...fieldProps(faults, `/parties/${place}/member`)}
              label={text('agreements.form.field.member')}
              list={knownList}
              autoComplete="off"
              spellCheck={false}
              value={party.member}
              onChange={(event) => set(place, { member: event.currentTarget.value })}
            />
            <TextInput
              {...fieldProps(faults, `/parties/${place}/country`)}
              label={text('agreements.form.field.country')}
              placeholder={text('agreements.form.field.countryHint')}
              maxLength={3}
              value={party.country}
              onChange={(event) => set(place, { country: event.currentTarget.value })}
            />
            <Select
              {...fieldProps(faults, `/parties/${place}/type`)}
              label={text('agreements.form.field.type')}
              placeholder={text('agreements.form.field.choose')}
              value={party.type === '' ? null : party.type}
              onChange={(type) => set(place, { type: (type ?? '') as PartyRow['type'] })}
              data={types.map((value) => ({ value, label: text(`agreements.form.field.types.${value}`) }))}
            />
            <Checkbox
              className={classes.tick ?? ''}
              label={text('agreements.form.field.contribute')}
              checked={party.contribute}
              onChange={(event) => set(place, { contribute: event.currentTarget.checked })}
            />
            <Checkbox
              className={classes.tick ?? ''}
              label={text('agreements.form.field.receive')}
              checked={party.receive}
              onChange={(event) => set(place, { receive: event.currentTarget.checked })}
            />
            <ActionIcon
              variant="default"
              size={36}
              aria-label={text('agreements.form.field.removeParty', { n: place + 1 })}
              disabled={form.parties.length <= 2}
              onClick={() => change({ parties: form.parties.filter((_, at) => at !== place) })}
            >
              <Icon name="cross" size={14} />
            </ActionIcon>
          </fieldset>
        ))}
      </div>
      <Button variant="default" h={30} mt={12} onClick={() => change({ parties: [...form.parties, emptyParty] })}>
        {text('agreements.form.field.addParty')}
      </Button>
    </Panel>
  )
}
