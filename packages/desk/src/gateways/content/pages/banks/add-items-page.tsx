import type {
  AddItemsAnswer,
  HashAnswer,
  Incident,
  Label,
  MediaHashes,
  NewItem,
  SignalInput,
  SignalType,
} from '@entente/contracts'
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../../app/api.ts'
import { Page } from '../../../../app/page.tsx'
import { usePageSearch, usePathPart } from '../../../../app/page-address.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { FileDrop } from '../../../../parts/file-drop.tsx'
import layout from '../../../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../../../parts/form-faults.ts'
import { FormFrame } from '../../../../parts/form-frame.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { useSubmission } from '../../../../parts/use-submission.ts'
import { paths } from '../../addresses/paths.ts'
import { addItemsSearch } from '../../addresses/searches.ts'
import { findText, text } from '../../texts/index.ts'
import classes from './content-banks.module.css'
import { LabelsInput } from './labels-input.tsx'

interface Hashed {
  name: string
  signals: SignalInput[]
}
const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
const mostAtOnce = 10_000

/** Adds values or hashes of files to a bank, then lists the added and the refused items. The input is kept on this page only. */
export function AddItemsPage() {
  const name = usePathPart('name')
  const search = usePageSearch(addItemsSearch)
  const go = useGo()
  const [kind, setKind] = useState<TypedKind>('pdq')
  const [typed, setTyped] = useState('')
  const [files, setFiles] = useState<Hashed[]>([])
  const [hashing, setHashing] = useState<string | null>(null)
  const [labels, setLabels] = useState<Label[]>([])
  const [note, setNote] = useState('')
  const [incident, setIncident] = useState<string | null>(search.incident ?? null)
  const [confidence, setConfidence] = useState('')
  const submission = useSubmission((at) => findText(`signal-form.plain.${at}`))
  const { faults } = submission
  const [hashError, setHashError] = useState<Error | null>(null)
  const [answer, setAnswer] = useState<AddItemsAnswer | null>(null)
  const incidents = useRead<{ items: Incident[] }>('/v1/content/incidents')
  const running = (incidents.data?.items ?? []).filter(
    ({ endsAt }) => endsAt === null || Date.parse(endsAt) > Date.now(),
  )
  const contents: SignalInput[][] = [
    ...valuesOf(kind, typed).map((signal) => [signal]),
    ...files.map((file) => file.signals),
  ]

  const hash = async (chosen: File[]): Promise<void> => {
    setHashError(null)
    for (const file of chosen) {
      setHashing(file.name)
      try {
        const hashes = await hashFile(file)
        const words = hashes.kind === 'text' ? await file.text() : null
        setFiles((before) => [...before, { name: file.name, signals: signalsOfFile(hashes, words) }])
      } catch (problem) {
        setHashError(problem as Error)
      }
    }
    setHashing(null)
  }
  const read = (): { items: NewItem[] } | { faults: FieldFault[] } => {
    const found: FieldFault[] = []
    if (contents.length === 0) found.push({ code: 'empty', at: '/values', message: text('content.banks.add.nothing') })
    if (contents.length > mostAtOnce)
      found.push({ code: 'many', at: '/values', message: text('content.banks.add.tooMany') })
    if (confidence !== '' && !/^(\d{1,2}|100)$/.test(confidence))
      found.push({ code: 'number', at: '/confidence', message: text('content.banks.form.faults.ratio-range') })
    if (found.length > 0) return { faults: found }
    const terms = {
      ...(labels.length > 0 && { labels }),
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(incident !== null && { incident }),
      ...(confidence !== '' && { confidence: Number(confidence) }),
    }
    return { items: contents.map((signals) => ({ signals, ...terms })) }
  }
  const store = async (items: { items: NewItem[] }): Promise<void> => {
    const added = await api.post<AddItemsAnswer>(`/v1/content/banks/${encodeURIComponent(name)}/items`, items)
    setAnswer(added)
    if (added.rejected.length === 0) {
      setTyped('')
      setFiles([])
    }
    markStale('/v1/content/banks', '/v1/content/banks/', '/v1/content/index')
  }
  const submit = (): void => {
    setHashError(null)
    setAnswer(null)
    void submission.submit(read(), store)
  }
  return (
    <Page
      title={text('content.banks.add.title', { name })}
      label={text('content.banks.add.title', { name })}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.banks(), label: text('content.banks.title') },
            { to: paths.bank(name), label: name },
            { label: text('content.banks.add.crumb') },
          ]}
          title={text('content.banks.add.title', { name })}
        />
      }
    >
      <FormFrame
        submission={{ ...submission, error: submission.error ?? hashError }}
        onSubmit={submit}
        second={{ act: () => go(paths.bank(name)) }}
        save={
          contents.length === 0
            ? text('content.banks.add.actNone')
            : text('content.banks.add.act', { n: contents.length })
        }
        disabled={hashing !== null}
        after={<Added answer={answer} bank={name} />}
        under={text('content.banks.add.under')}
      >
        <Panel title={text('content.banks.add.values')}>
          <div className={layout.grid}>
            <Select
              label={text('content.banks.add.kind')}
              value={kind}
              allowDeselect={false}
              onChange={(next) => setKind((next ?? 'pdq') as TypedKind)}
              data={typedKinds.map((value) => ({ value, label: text(`content.banks.types.${value}`) }))}
            />
            <Textarea
              {...fieldProps(faults, '/values')}
              label={text('content.banks.add.values')}
              description={kind === 'text' ? text('content.banks.add.linesText') : text('content.banks.add.lines')}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              className={layout.wide}
              minRows={3}
              maxRows={12}
              spellCheck={false}
              inputWrapperOrder={below}
              {...(kind !== 'text' && { styles: { input: { fontFamily: 'var(--mono)' } } })}
            />
          </div>
        </Panel>
        <Panel
          title={text('content.banks.add.files')}
          note={files.length > 0 && text('content.banks.add.hashed', { n: files.length })}
        >
          <FileDrop
            what={
              hashing === null
                ? text('content.banks.add.filesWhat')
                : text('content.banks.add.hashing', { name: hashing })
            }
            choose={text('content.banks.add.choose')}
            several
            busy={hashing !== null}
            onFiles={(chosen) => void hash(chosen)}
          />
          {files.length > 0 && (
            <ul className={classes.files}>
              {files.map((file, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
                <li key={place}>
                  <bdi>{file.name}</bdi>
                  <span className={classes.kind}>
                    {file.signals.map(({ type }) => findText(`content.banks.shortTypes.${type}`) ?? type).join(', ')}
                  </span>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={text('content.banks.add.dropFile', { name: file.name })}
                    onClick={() => setFiles(files.filter((_, other) => other !== place))}
                  >
                    <Icon name="cross" size={12} />
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title={text('content.banks.add.common')}>
          <div className={layout.grid}>
            <LabelsInput
              label={text('content.banks.add.labels')}
              description={text('content.banks.add.labelsHint')}
              value={labels}
              onChange={setLabels}
              inputWrapperOrder={below}
            />
            <Select
              label={text('content.banks.add.incident')}
              placeholder={text('content.banks.add.noIncident')}
              clearable
              value={incident}
              onChange={setIncident}
              data={running.map(({ id, name: label }) => ({ value: id, label }))}
            />
            <TextInput
              label={text('content.banks.add.note')}
              description={text('content.banks.add.noteHint')}
              maxLength={510}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              inputWrapperOrder={below}
            />
            <TextInput
              {...fieldProps(faults, '/confidence')}
              label={text('content.banks.add.confidence')}
              inputMode="numeric"
              value={confidence}
              onChange={(event) => setConfidence(event.currentTarget.value.trim())}
            />
          </div>
        </Panel>
      </FormFrame>
    </Page>
  )
}

/** Lists the added items, and each refused item with its reason. */
function Added({ answer, bank }: { answer: AddItemsAnswer | null; bank: string }) {
  return (
    <div role="status">
      {answer && (
        <p>
          <strong>{text('content.banks.add.added', { n: answer.added.length })}</strong>{' '}
          {answer.rejected.length > 0 && text('content.banks.add.rejected', { n: answer.rejected.length })}{' '}
          <GoLink to={paths.bank(bank)}>{text('content.banks.add.toBank')}</GoLink>
        </p>
      )}
      {answer && answer.rejected.length > 0 && (
        <ul>
          {answer.rejected.slice(0, 50).map(({ index, message }) => (
            <li key={index}>{text('content.banks.add.rejectedLine', { place: index + 1, message })}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Shows the hashes of one file. The node does not store them. */
async function hashFile(file: File): Promise<MediaHashes> {
  const form = new FormData()
  form.append('file', file)
  const { results } = await api.postBytes<z.infer<typeof HashAnswer>>('/v1/content/hash', form)
  const [hashes] = results
  if (hashes === undefined) throw new Error('no hashes')
  return hashes
}

/** The kinds of items that can be typed or pasted, in display order. */
const typedKinds = ['pdq', 'sha256', 'sha1', 'md5', 'tlsh', 'url', 'text'] as const satisfies SignalType[]
type TypedKind = (typeof typedKinds)[number]

/** Reads one signal per line; a text is one signal with its line breaks. Empty lines are skipped. */
export function valuesOf(kind: TypedKind, typed: string): SignalInput[] {
  if (kind === 'text') return typed.trim() === '' ? [] : [{ type: kind, value: typed.trim() }]
  return typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((value) => ({ type: kind, value }))
}

/**
 * Returns the signals of a file for a bank: hashes of its bytes, of its picture or frames, and of its text. A picture that is too plain for a
 * perceptual hash gives only the hashes of its bytes.
 */
export function signalsOfFile(hashes: MediaHashes, words: string | null): SignalInput[] {
  const { sha256, md5, pdq, vpdq, tlsh } = hashes
  const frames = vpdq?.frames.map(({ frame, quality, hash, time }) => `${frame},${quality},${hash},${time.toFixed(3)}`)
  return [
    ...(pdq?.usable ? [{ type: 'pdq', value: pdq.hash, quality: pdq.quality }] : []),
    ...(frames !== undefined && frames.length > 0 ? [{ type: 'vpdq', value: frames.join('\n') }] : []),
    ...(words !== null && words.trim() !== '' ? [{ type: 'text', value: words.trim() }] : []),
    ...(tlsh === null ? [] : [{ type: 'tlsh', value: tlsh }]),
    ...(sha256 === null ? [] : [{ type: 'sha256', value: sha256 }]),
    ...(md5 === null ? [] : [{ type: 'md5', value: md5 }]),
  ]
}
