import type { CaseDetail } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, Suspense, useEffect, useState } from 'react'
import { api } from '../../../app/api.ts'
import { Cover } from '../../../app/cover.tsx'
import { usePageTitle } from '../../../app/page.tsx'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { isUnfinished, useMeQuery } from '../../../app/session.ts'
import { ToSignIn } from '../../../app/to-sign-in.tsx'
import { useCover } from '../../../app/use-cover.ts'
import { useGo } from '../../../parts/go.ts'
import { Loading } from '../../../parts/loading.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { ProblemError } from '../../../parts/problem-error.ts'
import { text } from '../../../texts/text.ts'
import { Paper } from './paper.tsx'
import classes from './print.module.css'

/** Prints a case. It asks for a reason and logs it before it shows anything. */
export function PrintPage() {
  const { id } = useParams({ from: '/cases/$id/print' })
  const me = useMeQuery()
  const { covered, uncover } = useCover(me.data?.coverAfterMinutes ?? null)
  if (covered) return <Cover onOpen={uncover} />
  if (me.isPending) return null
  const { data } = me
  if (!data || isUnfinished(data) || (data.purposes.length > 0 && !data.purpose)) {
    if (me.error && !(me.error instanceof ProblemError)) {
      return (
        <main className={classes.ask}>
          <ProblemCard page error={me.error} onRetry={() => void me.refetch()} />
        </main>
      )
    }
    return <ToSignIn />
  }
  return <AskAndPrint id={id} />
}

function AskAndPrint({ id }: { id: string }) {
  const go = useGo()
  const [allowedAt, setAllowedAt] = useState<string | null>(null)
  const detail = useRead<CaseDetail>(`/v1/cases/${id}`, {}, { enabled: allowedAt !== null, staleTime: 0 })
  usePageTitle(text('print.pageTitle', { reference: detail.data?.reference ?? null }))
  const ready = detail.data !== undefined && allowedAt !== null
  useEffect(() => {
    // Printing waits until the fonts of every script on the page are loaded.
    if (ready) void document.fonts.ready.then(() => window.print())
  }, [ready])
  return (
    <main>
      <div className={classes.acts}>
        <Button variant="default" h={30} onClick={() => go(paths.case(id))}>
          {text('print.cancel')}
        </Button>
        {ready && (
          <Button h={30} onClick={() => window.print()}>
            {text('print.again')}
          </Button>
        )}
      </div>
      {allowedAt === null ? (
        <AskForm id={id} onAllowed={() => setAllowedAt(new Date().toISOString())} />
      ) : detail.error ? (
        <div className={classes.ask}>
          <ProblemCard page error={detail.error} onRetry={() => void detail.refetch()} />
        </div>
      ) : detail.data ? (
        <Suspense fallback={<Loading rows={12} height={34} />}>
          <Paper detail={detail.data} at={allowedAt} />
        </Suspense>
      ) : (
        <Loading rows={12} height={34} />
      )}
    </main>
  )
}

function AskForm({ id, onAllowed }: { id: string; onAllowed: () => void }) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    try {
      await api.post(`/v1/cases/${id}/print`, { reason: reason.trim() })
      onAllowed()
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
      setBusy(false)
    }
  }
  return (
    <form className={classes.ask} onSubmit={(event) => void submit(event)}>
      <h1>{text('print.askTitle')}</h1>
      <p>{text('print.askBody')}</p>
      <Textarea
        autoFocus
        label={text('print.reason')}
        description={text('print.reasonNote')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error && <ProblemCard error={error} />}
      <Button type="submit" loading={busy} disabled={reason.trim().length < 10}>
        {text('print.act')}
      </Button>
    </form>
  )
}
