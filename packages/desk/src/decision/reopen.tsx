import type { CaseDetail, Decision } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { type DeskGateway, wordsOf } from '../app/gateway.ts'
import { useSigning } from '../app/use-signing.tsx'
import { ConfirmAct } from '../parts/confirm-act.tsx'
import { text } from '../texts/text.ts'
import classes from './decision.module.css'
import { shortestWords } from './decision-draft.ts'
import { leaveLists } from './leave-lists.ts'
import { reversalShown } from './shown-acts.ts'

/** Reopens a decided case. The first answer remains on record. */
export function Reopen({
  detail,
  decision,
  gateway,
  reread,
}: {
  detail: CaseDetail
  decision: Decision
  gateway: DeskGateway
  reread: () => Promise<void>
}) {
  const signing = useSigning()
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
        title={text('decision.reopenDialog.title', { reference: detail.reference })}
        act={text('decision.reopenDialog.act')}
        notNow={text('decision.reopenDialog.cancel')}
        blocked={reason.trim().length < shortestWords}
        onAct={async () => {
          const body = { reason: reason.trim() }
          const signed = decision.adverse
            ? await signing.sign(async () => reversalShown(detail, decision.id, body))
            : {}
          await api.post(`/v1/cases/${detail.id}/reopen`, { ...body, ...signed })
          leaveLists(detail.id)
          await reread()
        }}
      >
        <p>{wordsOf(gateway)('decision.sent.reopen')}</p>
        {signing.dialog}
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
