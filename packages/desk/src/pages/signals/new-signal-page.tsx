import { type Signal, SignalKind } from '@entente/contracts'
import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { useGo } from '../../parts/go.ts'
import { ObjectHead } from '../../parts/object-head.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { SignalFields } from './signal-fields.tsx'
import { emptyForm, type SignalForm } from './signal-form.ts'

const route = getRouteApi('/shell/signals/new')

/** A new signal. What was typed stays when the page is covered or left, until it is stored or discarded. */
export function NewSignalPage() {
  const t = textsOf('signalForm')
  const signals = textsOf('signals')
  const go = useGo()
  const { kind = 'person' } = route.useSearch()
  const empty = useMemo(() => emptyForm(kind, new Date().toISOString().slice(0, 10)), [kind])
  const [form, setForm] = useDraft<SignalForm>(`signal-new-${kind}`, empty)
  return (
    <Page
      title={t.newTitle}
      label={t.newTitle}
      head={
        <ObjectHead
          crumbs={[{ to: paths.signals(), label: signals.one.crumb }, { label: t.crumbNew }]}
          title={t.newTitle}
        />
      }
    >
      <SignalFields
        key={kind}
        form={form}
        change={(part) => setForm({ ...form, ...part })}
        original={null}
        save={t.save}
        under={t.under}
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
          label={t.kind}
          allowDeselect={false}
          value={kind}
          onChange={(next) => go(paths.signalNew({ kind: next }), { replace: true })}
          data={SignalKind.options.map((value) => ({ value, label: signals.kind[value] }))}
          style={{ inlineSize: 240 }}
        />
      </SignalFields>
    </Page>
  )
}
