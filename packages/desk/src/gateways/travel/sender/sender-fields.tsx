import { BoardingOutcome, Purpose, type Sender } from '@entente/contracts'
import { Checkbox, Select, TextInput } from '@mantine/core'
import { useSenderForm } from '../../../app/use-sender-form.ts'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { type FieldFault, fieldProps } from '../../../parts/form-faults.ts'
import { FormFrame } from '../../../parts/form-frame.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { TextField } from '../../../parts/text-field.tsx'
import { findText, text } from '../texts/index.ts'
import { formats, formOfSender, readSender, type SenderForm, travelRegimes } from './sender-form.ts'

interface FieldsProps {
  form: SenderForm
  change: (part: Partial<SenderForm>) => void
  faults: readonly FieldFault[]
}

/** Shows all settings of a sender except its keys. They are stored together. */
export function SenderFields({ sender }: { sender: Sender }) {
  const { form, change, faults, frame } = useSenderForm({
    sender,
    formOf: formOfSender,
    read: (entered) =>
      readSender(entered, {
        empty: text('admin.fillIn'),
        code: text('travel.sender.codeWrong'),
        purposes: text('travel.sender.purposesNone'),
        carriers: text('travel.sender.carriersWrong'),
      }),
    words: (at) => findText(`travel.sender.plain.${at}`),
  })
  return (
    <FormFrame {...frame}>
      <FormatFields form={form} change={change} faults={faults} />
      <AnswerFields form={form} change={change} faults={faults} />
    </FormFrame>
  )
}

function FormatFields({ form, change, faults }: FieldsProps) {
  return (
    <Panel title={text('travel.sender.formats')}>
      <div style={{ display: 'grid', gap: 12 }}>
        <TextField
          at="/name"
          faults={faults}
          label={text('admin.senders.create.name')}
          value={form.name}
          onValue={(name) => change({ name })}
          maxWidth={360}
        />
        <TextField
          at="/settings/carriers"
          faults={faults}
          label={text('travel.sender.carriers')}
          description={text('travel.sender.carriersHint')}
          value={form.carriers}
          onValue={(carriers) => change({ carriers })}
          maxWidth={360}
        />
        {formats.map((format) => (
          <div key={format} style={{ display: 'grid', gap: 8 }}>
            <Select
              {...fieldProps(faults, `/regimes/${format}`)}
              label={text('travel.sender.regime', { format })}
              allowDeselect={false}
              value={form.regimes[format]}
              onChange={(regime) => change({ regimes: { ...form.regimes, [format]: regime } as SenderForm['regimes'] })}
              data={[...new Set([...travelRegimes, form.regimes[format]])]}
              maw={360}
            />
            <Checkbox.Group
              {...fieldProps(faults, `/purposes/${format}`)}
              label={text('travel.sender.purposes', { format })}
              value={form.purposes[format]}
              onChange={(purposes) => change({ purposes: { ...form.purposes, [format]: purposes as Purpose[] } })}
            >
              <div
                style={{
                  display: 'grid',
                  gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
                  gap: 8,
                  marginBlock: 8,
                }}
              >
                {Purpose.options.map((purpose) => (
                  <Checkbox key={purpose} value={purpose} label={text(`purpose.${purpose}`)} />
                ))}
              </div>
            </Checkbox.Group>
          </div>
        ))}
        <p style={{ color: 'var(--t2)', fontSize: 12 }}>{text('travel.sender.formatsWhat')}</p>
      </div>
    </Panel>
  )
}

function AnswerFields({ form, change, faults }: FieldsProps) {
  const set = (outcome: BoardingOutcome, part: Partial<{ code: string; text: string }>): void =>
    change({ answerCodes: { ...form.answerCodes, [outcome]: { ...form.answerCodes[outcome], ...part } } })
  return (
    <Panel title={text('travel.sender.answerCodes')}>
      <div style={{ display: 'grid', gap: 12 }}>
        <TextField
          at="/callbackUrl"
          faults={faults}
          type="url"
          label={text('travel.sender.callback')}
          description={text('travel.sender.callbackHint')}
          value={form.callbackUrl}
          onValue={(callbackUrl) => change({ callbackUrl })}
        />
        <Checkbox
          label={text('travel.sender.acknowledge')}
          checked={form.acknowledge}
          onChange={(event) => change({ acknowledge: event.currentTarget.checked })}
        />
        <p style={{ color: 'var(--t2)' }}>{text('travel.sender.answerWhat')}</p>
        <DataTable
          name={text('travel.sender.answerCodes')}
          columns={[
            text('travel.sender.codeColumn.outcome'),
            text('travel.sender.codeColumn.code'),
            text('travel.sender.codeColumn.text'),
          ]}
        >
          {BoardingOutcome.options.map((outcome) => (
            <tr key={outcome}>
              <th scope="row">{text(`travel.sender.answer.${outcome}`)}</th>
              <td className={table.wrap} style={{ inlineSize: 110 }}>
                <TextInput
                  {...fieldProps(faults, `/settings/answerCodes/${outcome}/code`)}
                  aria-label={text('travel.sender.code', { outcome: text(`travel.sender.answer.${outcome}`) })}
                  maxLength={2}
                  value={form.answerCodes[outcome].code}
                  onChange={(event) => set(outcome, { code: event.currentTarget.value.toUpperCase() })}
                />
              </td>
              <td className={table.wrap}>
                <TextInput
                  {...fieldProps(faults, `/settings/answerCodes/${outcome}/text`)}
                  aria-label={text('travel.sender.text', { outcome: text(`travel.sender.answer.${outcome}`) })}
                  maxLength={70}
                  value={form.answerCodes[outcome].text}
                  onChange={(event) => set(outcome, { text: event.currentTarget.value })}
                />
              </td>
            </tr>
          ))}
        </DataTable>
      </div>
    </Panel>
  )
}
