import type { ConsignmentReview } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { useMe } from '../../../../app/session.ts'
import { useGo } from '../../../../parts/go.ts'
import { paths } from '../../addresses/paths.ts'
import { ConfirmStep } from '../../confirm/confirm-step.tsx'
import { consignmentPath, type StatedConsignment } from '../../consignment/use-consignment.ts'
import { text } from '../../texts/index.ts'

/**
 * Opens the case of a consignment by hand, with the officer's reason, and leads to it. Absent for people who decide no cases, and for goods
 * that are masked or cancelled.
 */
export function StartCase({ detail }: { detail: StatedConsignment }) {
  const { role } = useMe()
  const [isAsked, setIsAsked] = useState(false)
  const go = useGo()
  const isOfficer = role === 'analyst' || role === 'supervisor'
  if (!isOfficer || detail.masked || detail.status === 'cancelled') return null
  return (
    <>
      <Button variant="default" h={30} onClick={() => setIsAsked(true)}>
        {text('cargo.record.start.open')}
      </Button>
      {isAsked && (
        <ConfirmStep
          title={text('cargo.record.start.title')}
          act={text('cargo.record.start.act')}
          needsReason
          adverse={false}
          onClose={() => setIsAsked(false)}
          onAct={async (body) => {
            const path = `${consignmentPath(detail.id)}/review`
            const { caseId } = await api.post<ConsignmentReview>(path, { text: body?.reason ?? '' })
            go(paths.case(caseId))
          }}
        >
          <p>{text('cargo.record.start.body')}</p>
        </ConfirmStep>
      )}
    </>
  )
}
