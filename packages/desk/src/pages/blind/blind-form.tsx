import type { Agreement, BlindCheckResult, SignalKind } from '@entente/contracts'
import { Button, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { FileDrop } from '../../parts/file-drop.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { number } from '../../texts/numbers.ts'
import { findText, text } from '../../texts/text.ts'
import type { Asked } from './asked.ts'
import classes from './blind.module.css'

/** Asks for agreement, kind and items, pasted or from a file. An agreement or kind is preselected only if it is the only one. */
export function BlindForm({
  agreements,
  onAsked,
}: {
  agreements: Agreement[]
  onAsked: (asked: Asked | null) => void
}) {
  const only = agreements.length === 1 ? agreements[0] : undefined
  const [id, setId] = useState(only?.id ?? null)
  const agreement = agreements.find((one) => one.id === id)
  const kinds = agreement?.blindCheck?.kinds ?? []
  const [chosen, setChosen] = useState<SignalKind | null>(null)
  const kind = kinds.length === 1 ? (kinds[0] ?? null) : chosen !== null && kinds.includes(chosen) ? chosen : null
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const items = readItems(typed)
  const ask = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    onAsked(null)
    try {
      const result = await api.post<BlindCheckResult>('/v1/blind/checks', { agreement: id, kind, items })
      onAsked({ items, result })
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
      markStale('/v1/blind/checks')
    }
  }
  return (
    <Panel title={text('blind.form.title')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
        <div className={classes.pair}>
          <Select
            label={text('blind.form.agreement')}
            placeholder={text('blind.form.choose')}
            allowDeselect={false}
            value={id}
            onChange={setId}
            data={agreements.map((one) => ({ value: one.id, label: one.title }))}
          />
          <Select
            label={text('blind.form.kind')}
            placeholder={text('blind.form.choose')}
            allowDeselect={false}
            value={kind}
            onChange={(next) => setChosen(next as SignalKind)}
            data={kinds.map((value) => ({ value, label: text(`signals.kind.${value}`) }))}
          />
        </div>
        <Textarea
          label={text('blind.form.items')}
          description={kind === null ? undefined : findText(`blind.form.hints.${kind}`)}
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--mono)' } }}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={items.length > mostItems ? text('blind.form.tooMany', { most: number(mostItems) }) : undefined}
        />
        <FileDrop
          what={text('blind.form.file')}
          choose={text('blind.form.chooseFile')}
          onFiles={([file]) => {
            if (file) void file.text().then(setTyped)
          }}
        />
        {error && (
          <ProblemCard
            error={error}
            kept={problemOf(error)?.code === 'blind-set-not-ready' ? text('blind.form.again') : text('blind.form.kept')}
          />
        )}
        <div className={classes.foot}>
          <Button
            type="submit"
            h={36}
            loading={busy}
            disabled={agreement === undefined || kind === null || items.length === 0 || items.length > mostItems}
          >
            {text('blind.form.act')}
          </Button>
          <span className={classes.under}>{text('blind.form.count', { n: items.length })}</span>
        </div>
      </form>
    </Panel>
  )
}

/** The largest number of items in one check (`BlindCheckRequest`). */
const mostItems = 10_000

/** Returns one item per line of pasted text or a file, without blank lines and repetitions. */
export function readItems(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== '')
}
