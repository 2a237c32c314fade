import {
  type CaseDetail,
  shortestUnmaskReason,
  type UnmaskField,
  type UnmaskGround,
  type UnmaskRequest,
  unmaskFields,
  unmaskGrounds,
} from '@entente/contracts'
import { Checkbox, Select, Textarea } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import type { Regime } from '../../app/regimes-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { useGo } from '../../parts/go.ts'
import { ObjectHead } from '../../parts/object-head.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { findText, text } from '../../texts/text.ts'

const route = getRouteApi('/shell/unmaskings/new')

/** Asks to unmask fields of the record of a case. */
export function AskPage() {
  const { case: caseId = '' } = route.useSearch()
  const read = useRead<CaseDetail>(`/v1/cases/${caseId}`, {}, { enabled: caseId !== '' })
  const regimes = useRead<Regime[]>('/v1/retention/regimes')
  const regime = regimes.data?.find(({ id }) => id === read.data?.regime)
  const title = text('unmask.ask.title')
  const crumbs = [
    { to: paths.unmaskings(), label: text('shell.pages.unmaskings') },
    ...(read.data ? [{ to: paths.case(caseId), label: read.data.reference }] : []),
  ]
  return (
    <Page title={title} label={title} head={<ObjectHead crumbs={crumbs} title={title} />}>
      {caseId === '' ? (
        <EmptyState title={text('unmask.empty')} next={text('unmask.emptyNext')} />
      ) : (
        <ReadState read={read} rows={6} />
      )}
      {read.data && regime && <AskForm detail={read.data} regime={regime} />}
    </Page>
  )
}

function AskForm({ detail, regime }: { detail: CaseDetail; regime: Regime }) {
  const go = useGo()
  const submission = useSubmission()
  const [fields, setFields] = useState<string[]>([])
  const [ground, setGround] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const { faults } = submission
  const approver = regime.unmask?.approver ?? 'none'
  const read = () => {
    const fault = (at: string, message: string) => ({ code: 'body-invalid', at, message })
    const wrong = [
      ...(fields.length === 0 ? [fault('/fields', text('unmask.ask.fieldsMissing'))] : []),
      ...(ground === null ? [fault('/ground', text('unmask.ask.groundMissing'))] : []),
      ...(reason.trim().length < shortestUnmaskReason
        ? [fault('/reason', text('unmask.ask.reasonHint', { least: shortestUnmaskReason }))]
        : []),
    ]
    return wrong.length > 0 ? { faults: wrong } : { ground: ground as UnmaskGround, fields: fields as UnmaskField[] }
  }
  const store = async (chosen: { ground: UnmaskGround; fields: UnmaskField[] }): Promise<void> => {
    const body = { ...chosen, recordId: detail.subject.id, caseId: detail.id, reason: reason.trim() }
    const made = await api.post<UnmaskRequest>('/v1/unmask', body)
    markStale('/v1/unmask')
    go(paths.unmasking(made.id))
  }
  return (
    <FormFrame
      submission={submission}
      onSubmit={() => void submission.submit(read(), store)}
      save={text('unmask.ask.submit')}
      second={{ act: () => go(paths.case(detail.id)) }}
      under={text('unmask.ask.under', { approver: findText(`admin.regimes.approver.${approver}`) ?? approver })}
    >
      <Checkbox.Group
        {...fieldProps(faults, '/fields')}
        label={text('unmask.ask.fields')}
        description={text('unmask.ask.fieldsHint')}
        value={fields}
        onChange={setFields}
      >
        <div style={{ display: 'grid', gap: 8, marginBlock: 8 }}>
          {unmaskFields
            .filter((field) => field === 'other' || regime.maskedFields.includes(field))
            .map((field) => (
              <Checkbox key={field} value={field} label={text(`unmask.field.${field}`)} />
            ))}
        </div>
      </Checkbox.Group>
      <Select
        {...fieldProps(faults, '/ground')}
        label={text('unmask.ask.ground')}
        value={ground}
        onChange={setGround}
        data={unmaskGrounds.map((value) => ({ value, label: text(`unmask.ground.${value}`) }))}
      />
      <Textarea
        {...fieldProps(faults, '/reason')}
        label={text('unmask.ask.reason')}
        description={text('unmask.ask.reasonHint', { least: shortestUnmaskReason })}
        autosize
        minRows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormFrame>
  )
}
