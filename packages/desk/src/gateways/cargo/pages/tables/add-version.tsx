import type { CargoTable, CargoTableWritten } from '@entente/contracts'
import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { DayInput } from '../../../../parts/day-input.tsx'
import summary from '../../../../parts/fault-summary.module.css'
import { FileDrop } from '../../../../parts/file-drop.tsx'
import { type FieldFault, fieldProps } from '../../../../parts/form-faults.ts'
import { FormFrame } from '../../../../parts/form-frame.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { useSubmission } from '../../../../parts/use-submission.ts'
import { text } from '../../texts/index.ts'

interface Props {
  table: CargoTable
  onClose: () => void
  onAdded: (version: number) => void
}
const empty = { source: '', sourceDate: '', validFrom: '', validUntil: '', note: '' }

/** Adds a whole version of a table from a CSV file with its source and days. It waits for a second person. */
export function AddVersion({ table: { kind, columns }, onClose, onAdded }: Props) {
  const [terms, setTerms] = useState(empty)
  const [file, setFile] = useState<File | null>(null)
  const submission = useSubmission()
  const ofRows = submission.faults.filter(({ at }) => at.startsWith('/rows/'))
  const ofTerms = submission.faults.filter((fault) => !ofRows.includes(fault))
  const field = (name: keyof typeof empty) => ({
    ...fieldProps(ofTerms, `/${name}`),
    label: text(`cargo.tables.term.${name}`),
    value: terms[name],
  })
  const set = (name: keyof typeof empty, value: string): void => setTerms({ ...terms, [name]: value })
  const store = async (bytes: File): Promise<void> => {
    const written = await api.postBytes<CargoTableWritten>(`/v1/cargo/tables/${kind}`, bytes, {
      search: terms,
      headers: { 'content-type': 'text/csv' },
    })
    onAdded(written.version)
  }
  return (
    <Panel title={text('cargo.tables.add.title')}>
      <FormFrame
        submission={{ ...submission, faults: ofTerms }}
        save={text('cargo.tables.add.save')}
        second={{ act: onClose }}
        disabled={file === null || terms.source.trim() === '' || terms.sourceDate === ''}
        under={text('cargo.tables.add.under')}
        onSubmit={() => void submission.submit({}, () => (file === null ? Promise.resolve() : store(file)))}
      >
        <FileDrop
          what={
            file === null
              ? text('cargo.tables.add.file', { columns: columns.map(({ name }) => name).join(', ') })
              : file.name
          }
          choose={text('cargo.tables.add.choose')}
          busy={submission.busy}
          onFiles={([first]) => setFile(first ?? null)}
        />
        {ofRows.length > 0 && <RowFaults faults={ofRows} />}
        <TextInput
          {...field('source')}
          description={text('cargo.tables.add.sourceHint')}
          onChange={(event) => set('source', event.currentTarget.value)}
          maxLength={300}
        />
        <DayInput {...field('sourceDate')} onChange={(day) => set('sourceDate', day)} />
        <DayInput
          {...field('validFrom')}
          description={text(`cargo.tables.begins.${kind === 'capacity' ? 'tomorrow' : 'atOnce'}`)}
          onChange={(day) => set('validFrom', day)}
        />
        <DayInput
          {...field('validUntil')}
          description={text('cargo.tables.add.untilHint')}
          onChange={(day) => set('validUntil', day)}
        />
        <Textarea {...field('note')} maxLength={500} onChange={(event) => set('note', event.currentTarget.value)} />
      </FormFrame>
    </Panel>
  )
}

const faultsShown = 50

/** Lists faults of the rows of a file. The node names the line and the column of each. */
function RowFaults({ faults }: { faults: readonly FieldFault[] }) {
  return (
    <div role="alert" className={summary.summary}>
      <Icon name="circledCross" />
      <div>
        <p className={summary.title}>{text('cargo.tables.add.rowFaults', { n: faults.length })}</p>
        <ul>
          {faults.slice(0, faultsShown).map(({ at, code, message }) => (
            <li key={`${at} ${code}`}>
              <bdi>{message}</bdi>
            </li>
          ))}
        </ul>
        {faults.length > faultsShown && (
          <p>{text('cargo.tables.add.moreFaults', { n: faults.length - faultsShown })}</p>
        )}
      </div>
    </div>
  )
}
