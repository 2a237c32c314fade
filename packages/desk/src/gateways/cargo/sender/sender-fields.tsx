import type { ComparableSignals, Sender } from '@entente/contracts'
import { Select } from '@mantine/core'
import { useRead } from '../../../app/query.ts'
import { useSenderForm } from '../../../app/use-sender-form.ts'
import { FormFrame } from '../../../parts/form-frame.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ReadState } from '../../../parts/read-state.tsx'
import { TextField } from '../../../parts/text-field.tsx'
import { number } from '../../../texts/numbers.ts'
import { findText, text } from '../texts/index.ts'
import { type FilerForm, formOfFiler, readFiler, settingOptions } from './sender-form.ts'

/** Shows the settings of a filer, and how many signals of the node may be compared with its goods. */
export function SenderFields({ sender }: { sender: Sender }) {
  const { form, change, faults, frame } = useSenderForm({
    sender,
    formOf: formOfFiler,
    read: (filer) => readFiler(filer, { empty: text('admin.fillIn'), carriers: text('cargo.sender.carriersWrong') }),
  })
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <Comparable senderId={sender.id} />
      <FormFrame {...frame}>
        <Panel title={text('cargo.sender.title')}>
          <div style={{ display: 'grid', gap: 12 }}>
            <TextField
              at="/name"
              faults={faults}
              label={text('admin.senders.create.name')}
              value={form.name}
              onValue={(name) => change({ name })}
              maxWidth={360}
            />
            {(['filer', 'tier'] as const).map((setting) => (
              <Choice key={setting} setting={setting} form={form} change={change} />
            ))}
            <TextField
              at="/settings/carriers"
              faults={faults}
              label={text('cargo.sender.carriers')}
              description={text('cargo.sender.carriersHint')}
              value={form.carriers}
              onValue={(carriers) => change({ carriers })}
              maxWidth={360}
            />
            <TextField
              at="/callbackUrl"
              faults={faults}
              type="url"
              label={text('cargo.sender.callback')}
              description={text('cargo.sender.callbackHint')}
              value={form.callbackUrl}
              onValue={(callbackUrl) => change({ callbackUrl })}
            />
            <Choice setting="answerCodes" form={form} change={change} />
          </div>
        </Panel>
      </FormFrame>
    </div>
  )
}

interface ChoiceProps {
  setting: keyof typeof settingOptions
  form: FilerForm
  change: (part: Partial<FilerForm>) => void
}

/** The texts of the values of each setting. */
const values = { filer: 'roles', tier: 'tiers', answerCodes: 'answerWords' } as const

function Choice({ setting, form, change }: ChoiceProps) {
  return (
    <Select
      label={text(`cargo.sender.fields.${setting}`)}
      description={text(`cargo.sender.hints.${setting}`)}
      allowDeselect={false}
      value={form[setting]}
      onChange={(value) => change({ [setting]: value ?? form[setting] })}
      data={settingOptions[setting].map((value) => ({
        value,
        label: findText(`cargo.sender.values.${values[setting]}.${value}`) ?? value,
      }))}
      maw={360}
    />
  )
}

/** Shows how many of the node's signals may be compared with the goods of the filer. A list for another purpose never meets goods. */
function Comparable({ senderId }: { senderId: string }) {
  const read = useRead<ComparableSignals>(`/v1/cargo/senders/${senderId}/signals`)
  return (
    <Panel title={text('cargo.sender.comparable')}>
      <ReadState read={read} rows={1} />
      {read.data && (
        <p>
          {text('cargo.sender.count', {
            comparable: number(read.data.comparable),
            signals: number(read.data.signals),
          })}{' '}
          {read.data.comparable < read.data.signals && text('cargo.sender.countHint')}
        </p>
      )}
    </Panel>
  )
}
