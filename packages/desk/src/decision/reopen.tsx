import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { markStale } from '../app/query.ts'
import { ConfirmAct } from '../parts/confirm-act.tsx'
import { textsOf } from '../texts/catalogue.ts'
import classes from './decision.module.css'
import { type DecidedGateway, shortestWords } from './decision-draft.ts'

/** Reopening is an act of its own; the first answer stays on record. */
export function Reopen({
  caseId,
  gateway,
  reference,
  reread,
}: {
  caseId: string
  gateway: DecidedGateway
  reference: string
  reread: () => Promise<void>
}) {
  const t = textsOf('decision')
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <>
      <Button variant="default" h={30} onClick={() => setOpened(true)}>
        {t.done.reopen}
      </Button>
      <ConfirmAct
        opened={opened}
        onClose={() => setOpened(false)}
        title={t.reopenDialog.title(reference)}
        act={t.reopenDialog.act}
        notNow={t.reopenDialog.cancel}
        blocked={reason.trim().length < shortestWords}
        onAct={async () => {
          await api.post(`/v1/cases/${caseId}/reopen`, { reason: reason.trim() })
          markStale('/v1/cases', '/v1/badges')
          await reread()
        }}
      >
        <p>{t.sent[gateway].reopen}</p>
        <div className={classes.fields}>
          <Textarea
            label={t.reopenDialog.reason}
            description={t.reopenDialog.note}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </div>
      </ConfirmAct>
    </>
  )
}
