import { type Act, type ActMark, fromBase64Url, type SignedActDetail, verifyAct } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useMe } from '../app/session.ts'
import { ProblemCard } from '../parts/problem-card.tsx'
import { text } from '../texts/text.ts'
import classes from './decision.module.css'

/** Says how a person made an act. Oversight verifies its signature here, in the browser. */
export function HowSigned({ mark }: { mark: ActMark }) {
  const { role } = useMe()
  const [found, setFound] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const verify = async (): Promise<void> => {
    try {
      setError(null)
      setFound(await verdictOn(await api.get<SignedActDetail>(`/v1/acts/${mark.id}`)))
    } catch (failure) {
      setError(failure as Error)
    }
  }
  return (
    <>
      <p className={classes.note}>
        {mark.method === 'passkey'
          ? text('decision.signedWith', { synced: mark.synced === true ? 'yes' : 'no' })
          : text(`decision.signed.${mark.method}`)}
      </p>
      {mark.method === 'passkey' && role === 'oversight' && (
        <Button variant="default" size="compact-xs" onClick={() => void verify()}>
          {text('decision.verify.act')}
        </Button>
      )}
      <p className={classes.note} role="status">
        {found}
      </p>
      {error && <ProblemCard error={error} />}
    </>
  )
}

async function verdictOn(act: SignedActDetail): Promise<string> {
  const { signer, content, salt } = act
  if (signer === null) return text('decision.verify.fault', { at: 'public-key' })
  const signed = {
    ...{ act: act.act as Act, credentialId: act.credentialId ?? '', authenticatorData: act.authenticatorData ?? '' },
    ...{ clientDataJSON: act.clientDataJSON ?? '', signature: act.signature ?? '' },
  }
  const expected = {
    ...{ credentialId: signed.credentialId, publicKey: fromBase64Url(signer.publicKey, 'publicKey') },
    ...{ origins: signer.origins, rpId: signer.rpId },
  }
  const fault = await verifyAct(signed, expected, salt === null ? null : { content, salt })
  if (fault !== null) return text('decision.verify.fault', { at: fault.at })
  return salt === null ? text('decision.verify.erased') : text('decision.verify.right')
}
