import type { AgreementView } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useDraft } from '../../app/drafts.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { useGo } from '../../parts/go.ts'
import { ObjectHead } from '../../parts/object-head.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AgreementFields } from './agreement-fields.tsx'
import { type AgreementForm, emptyForm, formOf } from './agreement-form.ts'

const route = getRouteApi('/shell/agreements/$id/next')

/** Shows the form of a new agreement. The input is kept when the page is covered or left, until it is stored or discarded. */
export function NewAgreementPage() {
  const me = useMe()
  const go = useGo()
  const empty = useMemo(() => emptyForm(me.member, new Date().toISOString().slice(0, 10)), [me.member])
  const [form, setForm] = useDraft<AgreementForm>('agreement-new', empty)
  return (
    <Page
      title={text('agreements.form.newTitle')}
      label={text('agreements.form.newTitle')}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.agreements(), label: text('agreements.one.crumb') },
            { label: text('agreements.form.crumbNew') },
          ]}
          title={text('agreements.form.newTitle')}
        />
      }
    >
      <AgreementFields
        form={form}
        change={(part) => setForm({ ...form, ...part })}
        original={null}
        onCancel={() => {
          setForm(null)
          go(paths.agreements())
        }}
        onKept={(view) => {
          setForm(null)
          go(paths.agreement(view.agreement.id))
        }}
      />
    </Page>
  )
}

/** Shows the form of an agreement's next version, filled from the newest version. A draft that was not offered yet is overwritten. */
export function NextAgreementPage() {
  const { id } = route.useParams()
  const read = useRead<AgreementView>(`/v1/agreements/${id}`)
  const view = read.data
  const title =
    view === undefined
      ? text('agreements.title')
      : view.offered
        ? text('agreements.form.nextTitle', { version: view.agreement.version + 1 })
        : text('agreements.form.rewriteTitle', { version: view.agreement.version })
  return (
    <Page
      title={text('agreements.title')}
      label={text('agreements.title')}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.agreements({ sel: id }), label: text('agreements.one.crumb') },
            { to: paths.agreement(id), label: view?.agreement.title ?? text('agreements.title') },
            { label: text('agreements.form.crumbNext') },
          ]}
          title={title}
        />
      }
    >
      <ReadState read={read} rows={10} />
      {view && <Next key={view.agreement.version} view={view} />}
    </Page>
  )
}

function Next({ view }: { view: AgreementView }) {
  const go = useGo()
  const { agreement } = view
  const start = useMemo(() => formOf(agreement), [agreement])
  const [form, setForm] = useDraft<AgreementForm>(`agreement-${agreement.id}-${agreement.version}`, start)
  const leave = (): void => {
    setForm(null)
    go(paths.agreement(agreement.id))
  }
  return (
    <AgreementFields
      form={form}
      change={(part) => setForm({ ...form, ...part })}
      original={agreement}
      onCancel={leave}
      onKept={leave}
    />
  )
}
