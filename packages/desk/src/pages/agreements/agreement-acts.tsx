import { type AgreementView, agreementContent, agreementEndContent } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import type { ShownAct } from '../../app/sign-act.ts'
import { useSigning } from '../../app/use-signing.tsx'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { useGo } from '../../parts/go.ts'
import { text } from '../../texts/text.ts'

interface Props {
  view: AgreementView
  onDone: (sentence: string) => void
}
type Act = 'offer' | 'sign' | 'suspend' | 'end'
const shortestReason = 3

/** Offers the acts on an agreement: officers write and offer it; officers and supervisors approve, suspend and end it. */
export function AgreementActs({ view, onDone }: Props) {
  const me = useMe()
  const go = useGo()
  // The dialog keeps the version that was shown when it opened, even if a newer one arrives.
  const [dialog, setDialog] = useState<{ act: Act; about: AgreementView } | null>(null)
  const { agreement, status } = view
  const officer = me.role === 'signal-officer'
  if ((!officer && me.role !== 'supervisor') || status === 'ended') return null
  const waits = view.offered && view.missingSignatures.includes(me.member)
  const saidYes = view.yes.some(({ person }) => person === me.person)
  const ask = (act: Act): void => setDialog({ act, about: view })
  const close = (): void => setDialog(null)
  const dialogs = { view: dialog?.about ?? view, onDone, onClose: close }
  return (
    <>
      {officer && (
        <Button variant="default" h={30} onClick={() => go(paths.agreementNext(agreement.id))}>
          {view.offered ? text('agreements.one.next') : text('agreements.one.rewrite')}
        </Button>
      )}
      {officer && !view.offered && (
        <Button variant="default" h={30} onClick={() => ask('offer')}>
          {text('agreements.one.offer')}
        </Button>
      )}
      {waits && !saidYes && (
        <Button h={30} onClick={() => ask('sign')}>
          {text('agreements.one.sign')}
        </Button>
      )}
      {(status === 'active' || (status === 'suspended' && !officer)) && (
        <Button variant="default" h={30} onClick={() => ask('suspend')}>
          {status === 'suspended' ? text('agreements.one.resume') : text('agreements.one.suspend')}
        </Button>
      )}
      {(view.offered || view.inForceVersion !== null) && (
        <Button variant="outline" color="bad" h={30} onClick={() => ask('end')}>
          {text('agreements.one.end')}
        </Button>
      )}
      <OfferDialog {...dialogs} opened={dialog?.act === 'offer'} />
      <SignDialog {...dialogs} opened={dialog?.act === 'sign'} />
      <SuspendDialog {...dialogs} opened={dialog?.act === 'suspend'} />
      <EndDialog {...dialogs} opened={dialog?.act === 'end'} />
    </>
  )
}

interface DialogProps extends Props {
  opened: boolean
  onClose: () => void
}
async function act(view: AgreementView, what: Act, body?: unknown): Promise<AgreementView> {
  const path = `/v1/agreements/${view.agreement.id}`
  try {
    return await api.post<AgreementView>(`${path}/${what}`, body)
  } finally {
    // Reload after a refusal too, so that the page behind the dialog shows the present state.
    markStale('/v1/agreements', path, `${path}/`, '/v1/exchange')
  }
}

/** The act of approving the version that is shown. */
async function shownAct({ agreement: { id, version }, digest }: AgreementView): Promise<ShownAct> {
  const content = agreementContent(id, version, digest)
  return { type: 'agreement.sign', about: `agreement:${id}@${version}`, body: { digest }, content }
}

function OfferDialog({ view, onDone, opened, onClose }: DialogProps) {
  const me = useMe()
  const signing = useSigning()
  const others = view.agreement.parties.map(({ member }) => member).filter((member) => member !== me.member)
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('agreements.offer.title', { version: view.agreement.version })}
      act={text('agreements.offer.act')}
      notNow={text('agreements.offer.notNow')}
      onAct={async () => {
        await act(view, 'offer', { digest: view.digest, ...(await signing.sign(() => shownAct(view))) })
        onDone(text('agreements.offer.done'))
      }}
    >
      <p>{text('agreements.offer.what', { others: others.join(', ') })}</p>
      {signing.dialog}
    </ConfirmAct>
  )
}

function SignDialog({ view, onDone, opened, onClose }: DialogProps) {
  const me = useMe()
  const signing = useSigning()
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('agreements.sign.title', { version: view.agreement.version })}
      act={text('agreements.sign.act')}
      notNow={text('agreements.offer.notNow')}
      onAct={async () => {
        const signed = await signing.sign(() => shownAct(view))
        const after = await act(view, 'sign', { digest: view.digest, ...signed })
        onDone(
          after.agreement.signatures.some(({ member }) => member === me.member)
            ? text('agreements.sign.done')
            : text('agreements.sign.second'),
        )
      }}
    >
      <p>{text('agreements.sign.what')}</p>
      {signing.dialog}
    </ConfirmAct>
  )
}

function SuspendDialog({ view, onDone, opened, onClose }: DialogProps) {
  const [reason, setReason] = useReason(opened)
  const resumes = view.status === 'suspended'
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={resumes ? text('agreements.suspend.resumeTitle') : text('agreements.suspend.title')}
      act={resumes ? text('agreements.suspend.resumeAct') : text('agreements.suspend.act')}
      notNow={text('agreements.offer.notNow')}
      blocked={reason.trim().length < shortestReason}
      onAct={async () => {
        await act(view, 'suspend', { suspended: !resumes, reason: reason.trim() })
        onDone(resumes ? text('agreements.suspend.resumed') : text('agreements.suspend.done'))
      }}
    >
      <p>{resumes ? text('agreements.suspend.resumeWhat') : text('agreements.suspend.what')}</p>
      <Reason
        label={text('agreements.suspend.reason')}
        hint={text('agreements.suspend.reasonHint')}
        value={reason}
        change={setReason}
      />
    </ConfirmAct>
  )
}

function EndDialog({ view, onDone, opened, onClose }: DialogProps) {
  const [reason, setReason] = useReason(opened)
  const signing = useSigning()
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('agreements.end.title')}
      act={text('agreements.end.act')}
      notNow={text('agreements.offer.notNow')}
      adverse
      blocked={reason.trim().length < shortestReason}
      onAct={async () => {
        const body = { reason: reason.trim() }
        const { id, version } = view.agreement
        const shown = async () => ({
          ...{ type: 'agreement.end', about: `agreement:${id}@${version}`, body },
          content: agreementEndContent(id, version, view.digest, body.reason),
        })
        await act(view, 'end', { ...body, ...(await signing.sign(shown)) })
        onDone(text('agreements.end.done'))
      }}
    >
      <p>{text('agreements.end.what')}</p>
      {signing.dialog}
      <Reason
        label={text('agreements.end.reason')}
        hint={text('agreements.end.reasonHint')}
        value={reason}
        change={setReason}
      />
    </ConfirmAct>
  )
}

function useReason(opened: boolean): [string, (reason: string) => void] {
  const [reason, setReason] = useState('')
  useEffect(() => {
    if (!opened) setReason('')
  }, [opened])
  return [reason, setReason]
}

function Reason(props: { label: string; hint: string; value: string; change: (reason: string) => void }) {
  return (
    <Textarea
      mt={12}
      label={props.label}
      description={props.hint}
      maxLength={500}
      value={props.value}
      onChange={(event) => props.change(event.currentTarget.value)}
    />
  )
}
