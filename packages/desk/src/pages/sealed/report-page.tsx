import type { ReportChannel } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { usePageTitle } from '../../app/page.tsx'
import classes from '../../app/sign-in.module.css'
import { text } from '../../texts/text.ts'
import { sealInBrowser } from './age-files.ts'
import own from './sealed.module.css'

const path = '/public/v1/reports'
/** Nothing that names a browser or a session: no cookie, no address of this page, no cache. */
const bare: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' }
const shortest = 10

/** Lets anybody write to oversight without saying who they are. The text is sealed here, before it leaves the browser. */
export function ReportPage() {
  usePageTitle(text('sealed.report.title'))
  const [channel, setChannel] = useState<ReportChannel | 'failed' | null>(null)
  const [words, setWords] = useState('')
  const [state, setState] = useState<'writing' | 'sending' | 'sent' | 'full' | 'failed'>('writing')
  useEffect(() => {
    fetch(path, bare)
      .then((answer) => answer.json() as Promise<ReportChannel>)
      .then(setChannel)
      .catch(() => setChannel('failed'))
  }, [])
  const recipient = channel === null || channel === 'failed' ? null : channel.recipient
  const missing = Math.max(0, shortest - words.trim().length)
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (recipient === null || missing > 0) return
    setState('sending')
    try {
      const body = await sealInBrowser(words.trim(), recipient)
      const headers = { 'content-type': 'application/octet-stream' }
      const { ok, status } = await fetch(path, { ...bare, method: 'POST', headers, body })
      if (ok) setWords('')
      setState(ok ? 'sent' : status === 429 || status === 503 ? 'full' : 'failed')
    } catch {
      setState('failed')
    }
  }
  return (
    <main className={classes.page}>
      <div className={`${classes.column} ${own.report}`}>
        <form className={classes.card} onSubmit={(event) => void send(event)} noValidate>
          <h1>{text('sealed.report.title')}</h1>
          <p className={classes.note}>{text('sealed.report.what')}</p>
          {channel !== null && recipient === null && <p role="alert">{text('sealed.report.closed')}</p>}
          {recipient !== null && state !== 'sent' && (
            <>
              <ul className={own.hints}>
                <li>{text('sealed.report.hintKept')}</li>
                <li>{text('sealed.report.hintNames')}</li>
                <li>{text('sealed.report.hintPlace')}</li>
                <li>{text('sealed.report.hintAnswer')}</li>
              </ul>
              <Textarea
                label={text('sealed.report.text')}
                description={
                  missing > 0 ? text('sealed.report.missing', { missing }) : text('sealed.report.sealedHere')
                }
                autosize
                minRows={8}
                maxLength={20_000}
                autoComplete="off"
                value={words}
                onChange={(event) => setWords(event.currentTarget.value)}
              />
              <div>
                <Button type="submit" h={36} loading={state === 'sending'} disabled={missing > 0}>
                  {text('sealed.report.send')}
                </Button>
              </div>
            </>
          )}
          <p role="status" className={own.status}>
            {state === 'sent' && text('sealed.report.sent')}
            {state === 'full' && text('sealed.report.full')}
            {state === 'failed' && text('sealed.report.failed')}
          </p>
        </form>
      </div>
    </main>
  )
}
