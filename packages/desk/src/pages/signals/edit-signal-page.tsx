import type { SignalDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { SignalName } from '../../evidence/signal-name.tsx'
import { useGo } from '../../parts/go.ts'
import note from '../../parts/note.module.css'
import { ObjectHead } from '../../parts/object-head.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { SignalFields } from './signal-fields.tsx'
import { changedFields, formOf, mergeForms, type SignalForm } from './signal-form.ts'

const route = getRouteApi('/shell/signals/$id/edit')

/** Edits a signal of this member. The edit becomes a new version, based on the version that was loaded. */
export function EditSignalPage() {
  const { id } = route.useParams()
  const me = useMe()
  const read = useRead<SignalDetail>(`/v1/signals/${id}`)
  const signal = read.data
  const form = signal === undefined || signal.owner !== me.member ? null : formOf(signal)
  return (
    <Page
      title={text('signal-form.editTitle')}
      label={text('signal-form.editTitle')}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals({ sel: id }), label: text('signals.one.crumb') },
            { to: paths.signal(id), label: signal ? text(`signals.kind.${signal.kind}`) : text('signals.title') },
            { label: text('signal-form.crumbEdit') },
          ]}
          title={signal ? <SignalName signal={signal} /> : text('signal-form.editTitle')}
          facts={signal && text('signals.one.version', { n: signal.version })}
        />
      }
    >
      <ReadState read={read} rows={10} />
      {signal && form === null && <p className={note.note}>{text('signals.one.foreign', { owner: signal.owner })}</p>}
      {signal && form !== null && <Editing signal={signal} initial={form} onReread={() => read.refetch()} />}
    </Page>
  )
}

function Editing({
  signal,
  initial,
  onReread,
}: {
  signal: SignalDetail
  initial: SignalForm
  onReread: () => Promise<unknown>
}) {
  const go = useGo()
  // The input remains based on the first loaded version, even if the signal is loaded again.
  const [start, setStart] = useState(initial)
  const [form, setForm] = useDraft<SignalForm>(`signal-edit-${signal.id}`, start)
  const [base, setBase] = useState(signal.version)
  const [conflict, setConflict] = useState(false)
  const [same, setSame] = useState(false)
  return (
    <SignalFields
      form={form}
      change={(part) => {
        setSame(false)
        setForm({ ...form, ...part })
      }}
      original={signal}
      save={text('signal-form.saveEdit')}
      under={same ? text('signal-form.nothingChanged') : text('signal-form.underEdit')}
      onCancel={() => {
        setForm(null)
        go(paths.signal(signal.id))
      }}
      onSave={async (draft) => {
        if (changedFields(signal, draft).length === 0) {
          setSame(true)
          return
        }
        try {
          await api.patch(`/v1/signals/${signal.id}`, draft, { headers: { 'If-Match': String(base) } })
        } catch (error) {
          if (problemOf(error)?.code !== 'version-conflict') throw error
          await onReread()
          setConflict(true)
          return
        }
        setForm(null)
        markStale('/v1/signals', `/v1/signals/${signal.id}`)
        go(paths.signal(signal.id))
      }}
    >
      {conflict && (
        <div className={note.note} role="alert">
          <p>
            <strong>{text('signal-form.conflict')}</strong> {text('signal-form.conflictNext')}
          </p>
          <Button
            variant="default"
            h={30}
            mt={8}
            onClick={() => {
              setForm(mergeForms(start, form, initial))
              setStart(initial)
              setBase(signal.version)
              setConflict(false)
            }}
          >
            {text('signal-form.takeVersion', { n: signal.version })}
          </Button>
        </div>
      )}
    </SignalFields>
  )
}
