import { type Signal, SignalKind } from '@entente/contracts'
import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { oneOf } from '../../app/search.ts'
import { useGo } from '../../parts/go.ts'
import { ObjectHead } from '../../parts/object-head.tsx'
import { text } from '../../texts/text.ts'
import { SignalFields } from './signal-fields.tsx'
import { emptyForm, type SignalForm } from './signal-form.ts'

const route = getRouteApi('/shell/signals/new')

/** Creates a signal. The input is kept when the page is covered or left, until it is stored or discarded. */
export function NewSignalPage() {
  const go = useGo()
  const kind = oneOf(route.useSearch(), 'kind', SignalKind.options) ?? 'person'
  const empty = useMemo(() => emptyForm(kind, new Date().toISOString().slice(0, 10)), [kind])
  const [form, setForm] = useDraft<SignalForm>(`signal-new-${kind}`, empty)
  return (
    <Page
      title={text('signal-form.newTitle')}
      label={text('signal-form.newTitle')}
      head={
        <ObjectHead
          crumbs={[{ to: paths.signals(), label: text('signals.one.crumb') }, { label: text('signal-form.crumbNew') }]}
          title={text('signal-form.newTitle')}
        />
      }
    >
      <SignalFields
        key={kind}
        form={form}
        change={(part) => setForm({ ...form, ...part })}
        original={null}
        save={text('signal-form.save')}
        under={text('signal-form.under')}
        onCancel={() => {
          setForm(null)
          go(paths.signals())
        }}
        onSave={async (draft) => {
          const stored = await api.post<Signal>('/v1/signals', draft)
          setForm(null)
          markStale('/v1/signals')
          go(paths.signal(stored.id))
        }}
      >
        <Select
          label={text('signal-form.kind')}
          allowDeselect={false}
          value={kind}
          onChange={(next) => go(paths.signalNew({ kind: next }), { replace: true })}
          data={SignalKind.options.map((value) => ({ value, label: text(`signals.kind.${value}`) }))}
          style={{ inlineSize: 240 }}
        />
      </SignalFields>
    </Page>
  )
}
