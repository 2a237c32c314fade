import {
  type Language,
  type RedressReceipt,
  redressChannels,
  redressFiles,
  redressFileTypes,
  redressKinds,
} from '@entente/contracts'
import { Button, Radio, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useGateways } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useReading } from '../../app/reading-language.tsx'
import { DayInput } from '../../parts/day-input.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { isPseudo } from '../../texts/language.ts'
import { text } from '../../texts/text.ts'
import classes from './ask.module.css'
import { AskFrame } from './ask-frame.tsx'

const empty = { kind: 'misidentification', about: '', name: '', birthDate: '', number: '', issuer: '', neededBy: '' }

/** Lets anybody ask without an account. Nothing is stored before the form is sent, also not in the browser. */
export function AskPage() {
  const [receipt, setReceipt] = useState<RedressReceipt | null>(null)
  return (
    <AskFrame
      title={text(receipt === null ? 'ask.title' : 'ask.sent.title')}
      other={{ to: paths.askState(), label: text('ask.toState') }}
    >
      {receipt === null ? <Form onSent={setReceipt} /> : <Sent receipt={receipt} />}
    </AskFrame>
  )
}

function Form({ onSent }: { onSent: (receipt: RedressReceipt) => void }) {
  const submission = useSubmission()
  const gateways = useGateways()
  const { language } = useReading()
  const [form, setForm] = useState({ ...empty, text: '', channel: 'here', contact: '' })
  const [files, setFiles] = useState<File[]>([])
  const { faults } = submission
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change })
  const send = async (): Promise<void> => {
    const { number, issuer, about, birthDate, neededBy, contact, ...plain } = form
    const evidence = await Promise.all(files.map(async (file) => ({ type: file.type, data: await inBase64(file) })))
    const receipt = await api.post<RedressReceipt>('/public/v1/redress', {
      ...plain,
      language: isPseudo(language) ? 'en' : (language satisfies Language),
      about: about || null,
      birthDate: birthDate || null,
      neededBy: neededBy || null,
      contact: contact || null,
      documents: number.trim() === '' ? [] : [{ number, issuer }],
      evidence,
    })
    onSent(receipt)
  }
  return (
    <>
      <p>{text('ask.what')}</p>
      <p>{text('ask.times')}</p>
      <FormFrame
        submission={submission}
        className={classes.form}
        onSubmit={() => void submission.submit({}, send)}
        save={text('ask.send')}
        under={text('ask.under')}
      >
        <Radio.Group
          {...fieldProps(faults, '/kind')}
          label={text('ask.kind')}
          value={form.kind}
          onChange={(kind) => set({ kind })}
        >
          <div className={classes.choices}>
            {redressKinds.map((kind) => (
              <Radio key={kind} value={kind} label={text(`ask.kinds.${kind}`)} />
            ))}
          </div>
        </Radio.Group>
        <Select
          {...fieldProps(faults, '/about')}
          label={text('ask.about')}
          value={form.about}
          onChange={(about) => set({ about: about ?? '' })}
          data={[
            { value: '', label: text('ask.aboutUnknown') },
            ...gateways.map(({ kind, findText }) => ({ value: kind, label: findText(`${kind}.queue.name`) ?? kind })),
          ]}
          allowDeselect={false}
        />
        <Textarea
          {...fieldProps(faults, '/text')}
          label={text('ask.text')}
          description={text('ask.textHint')}
          maxLength={4000}
          autosize
          minRows={4}
          value={form.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <TextField
            at="/name"
            faults={faults}
            label={text('ask.name')}
            value={form.name}
            onValue={(name) => set({ name })}
          />
          <DayInput
            {...fieldProps(faults, '/birthDate')}
            label={text('ask.birthDate')}
            value={form.birthDate}
            onChange={(birthDate) => set({ birthDate })}
          />
        </div>
        <fieldset>
          <legend>{text('ask.documents')}</legend>
          <p>{text('ask.documentsHint')}</p>
          <div className={classes.pair}>
            <TextField
              at="/documents/0/number"
              faults={faults}
              label={text('ask.number')}
              value={form.number}
              onValue={(number) => set({ number })}
            />
            <TextField
              at="/documents/0/issuer"
              faults={faults}
              label={text('ask.issuer')}
              value={form.issuer}
              onValue={(issuer) => set({ issuer })}
            />
          </div>
        </fieldset>
        <DayInput
          {...fieldProps(faults, '/neededBy')}
          label={text('ask.neededBy')}
          value={form.neededBy}
          onChange={(neededBy) => set({ neededBy })}
        />
        <Radio.Group
          {...fieldProps(faults, '/channel')}
          label={text('ask.channel')}
          value={form.channel}
          onChange={(channel) => set({ channel })}
        >
          <div className={classes.choices}>
            {redressChannels.map((channel) => (
              <Radio key={channel} value={channel} label={text(`ask.channels.${channel}`)} />
            ))}
          </div>
        </Radio.Group>
        {form.channel !== 'here' && (
          <TextField
            at="/contact"
            faults={faults}
            label={text('ask.contact')}
            value={form.contact}
            onValue={(contact) => set({ contact })}
          />
        )}
        <fieldset id="field-evidence" tabIndex={-1}>
          <legend>{text('ask.files')}</legend>
          <FileDrop
            what={text('ask.filesHint')}
            choose={text('ask.choose')}
            several
            accept={redressFileTypes.join(',')}
            onFiles={(chosen) => setFiles(chosen.slice(0, redressFiles))}
          />
          <p role="status">{text('ask.chosen', { n: files.length })}</p>
        </fieldset>
      </FormFrame>
    </>
  )
}

async function inBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Shows reference and secret once. */
function Sent({ receipt: { reference, secret } }: { receipt: RedressReceipt }) {
  const code = (value: string) => (
    <code className={classes.code} dir="ltr">
      {value}
    </code>
  )
  return (
    <Panel title={text('ask.sent.title')}>
      <p>{text('ask.sent.keep')}</p>
      <FactList
        facts={[
          { name: text('ask.reference'), value: code(reference) },
          { name: text('ask.secret'), value: code(secret) },
        ]}
      />
      <Button variant="default" h={36} mt={12} onClick={() => window.print()}>
        {text('ask.print')}
      </Button>
    </Panel>
  )
}
