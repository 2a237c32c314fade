import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { type DeskGateway, wordsOf } from '../app/gateway.ts'
import { ConfirmAct } from '../parts/confirm-act.tsx'
import { text } from '../texts/text.ts'
import classes from './decision.module.css'
import { shortestWords } from './decision-draft.ts'
import { leaveLists } from './leave-lists.ts'

/** Reopens a decided case. The first answer remains on record. */
export function Reopen({
  caseId,
  gateway,
  reference,
  reread,
}: {
  caseId: string
  gateway: DeskGateway
  reference: string
  reread: () => Promise<void>
}) {
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <>
      <Button variant="default" h={30} onClick={() => setOpened(true)}>
        {text('decision.done.reopen')}
      </Button>
      <ConfirmAct
        opened={opened}
        onClose={() => setOpened(false)}
        title={text('decision.reopenDialog.title', { reference })}
        act={text('decision.reopenDialog.act')}
        notNow={text('decision.reopenDialog.cancel')}
        blocked={reason.trim().length < shortestWords}
        onAct={async () => {
          await api.post(`/v1/cases/${caseId}/reopen`, { reason: reason.trim() })
          leaveLists(caseId)
          await reread()
        }}
      >
        <p>{wordsOf(gateway)('decision.sent.reopen')}</p>
        <div className={classes.fields}>
          <Textarea
            label={text('decision.reopenDialog.reason')}
            description={text('decision.reopenDialog.note')}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </div>
      </ConfirmAct>
    </>
  )
}
