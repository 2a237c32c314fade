import type { Credential, CredentialList, RecoveryCodes } from '@entente/contracts'
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { AddFactor } from '../../app/add-factor.tsx'
import { api } from '../../app/api.ts'
import { ProveAgain } from '../../app/prove-again.tsx'
import { markStale, useRead } from '../../app/query.ts'
import { RecoveryCodeList } from '../../app/recovery-code-list.tsx'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { ProblemError } from '../../parts/problem-error.ts'
import { ReadState } from '../../parts/read-state.tsx'
import { UseCells } from '../../parts/use-cells.tsx'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'

/** The content of the dialog: nothing, the form for a factor and the codes that come with the first one, new codes, or a proof of the person before an act. */
type Shown =
  | { is: 'add'; hasCodes?: true }
  | { is: 'codes'; codes: readonly string[] }
  | { is: 'prove'; act: () => Promise<void> }
  | null

/** Lists the second factors and recovery codes of the signed-in person. Changes need a fresh proof of who it is. */
export function CredentialsPanel() {
  const read = useRead<z.infer<typeof CredentialList>>('/v1/me/credentials')
  const [shown, setShown] = useState<Shown>(null)
  const [ending, setEnding] = useState<Credential | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const items = read.data?.items ?? []
  const done = (): void => {
    setShown(null)
    markStale('/v1/me/credentials')
  }
  const run = async (act: () => Promise<void>): Promise<void> => {
    setError(null)
    try {
      await act()
    } catch (failure) {
      const isStale = failure instanceof ProblemError && failure.code === 'fresh-sign-in-needed'
      if (isStale) setShown({ is: 'prove', act })
      else setError(failure as Error)
    }
  }
  const end = async (id: string): Promise<void> => {
    await api.delete(`/v1/me/credentials/${id}`)
    done()
  }
  const makeCodes = async (): Promise<void> => {
    const { codes } = await api.post<z.infer<typeof RecoveryCodes>>('/v1/me/recovery-codes')
    setShown({ is: 'codes', codes })
  }
  const showsCodes = shown?.is === 'codes' || (shown?.is === 'add' && shown.hasCodes === true)
  return (
    <Panel title={text('me.account.title')} note={read.data?.items.length} flush>
      <ReadState read={read} rows={2} />
      {read.data?.items.length === 0 && <p style={{ padding: '10px 12px' }}>{text('me.account.none')}</p>}
      {items.length > 0 && (
        <DataTable
          name={text('me.account.title')}
          columns={[
            text('me.account.column.kind'),
            text('me.account.column.made'),
            text('me.account.column.used'),
            { head: text('me.account.column.act'), hidden: true },
          ]}
          stacks
        >
          {items.map((one) => (
            <tr key={one.id}>
              <th scope="row" className={table.wrap}>
                {text(`me.account.kinds.${one.kind}`)}
                <span className={table.dim}> {remarkOf(one, read.data?.deviceBound === true)}</span>
              </th>
              <td>
                <Instant at={one.createdAt} />
              </td>
              <UseCells
                lastUsedAt={one.lastUsedAt}
                neverUsed={text('me.account.never')}
                end={text('me.account.end')}
                endName={text('me.account.endName', { what: text(`me.account.kinds.${one.kind}`) })}
                onEnd={() => setEnding(one)}
              />
            </tr>
          ))}
        </DataTable>
      )}
      <div style={{ display: 'flex', gap: 10, padding: '10px 12px', flexWrap: 'wrap' }}>
        <Button h={30} variant="default" onClick={() => setShown({ is: 'add' })}>
          {text('me.account.add')}
        </Button>
        {items.length > 0 && (
          <Button h={30} variant="default" onClick={() => void run(makeCodes)}>
            {text('me.account.codes')}
          </Button>
        )}
      </div>
      {read.data?.deviceBound === true && <p style={{ padding: '0 12px 10px' }}>{text('me.account.deviceBound')}</p>}
      {error && <ProblemCard error={error} />}
      <ConfirmAct
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={text('me.account.endName', { what: ending === null ? '' : text(`me.account.kinds.${ending.kind}`) })}
        act={text('me.account.end')}
        notNow={text('admin.notNow')}
        adverse
        onAct={() => run(() => end(ending?.id ?? ''))}
      >
        {ending && (
          <p>
            {text('me.account.column.made')}: <Instant at={ending.createdAt} />
          </p>
        )}
      </ConfirmAct>
      {/* Codes that are shown once are not lost by a key: their button closes the dialog. */}
      <Modal
        opened={shown !== null}
        onClose={done}
        title={text('me.account.title')}
        closeOnClickOutside={false}
        closeOnEscape={!showsCodes}
        withCloseButton={!showsCodes}
        closeButtonProps={{ 'aria-label': text('shell.close') }}
      >
        {shown?.is === 'add' && <AddFactor onAdded={done} onCodes={() => setShown({ is: 'add', hasCodes: true })} />}
        {shown?.is === 'codes' && <RecoveryCodeList codes={shown.codes} onKept={done} />}
        {shown?.is === 'prove' && (
          <ProveAgain
            onProven={() => {
              setShown(null)
              void run(shown.act)
            }}
          />
        )}
      </Modal>
    </Panel>
  )
}

function remarkOf({ state, synced, left, signsFrom }: Credential, deviceBound: boolean): string {
  if (state === 'suspended') return text('me.account.suspended')
  if (synced === true && deviceBound) return text('me.account.syncedNoActs')
  if (signsFrom !== null && Date.parse(signsFrom) > Date.now())
    return text('me.account.signsFrom', { at: instantHere(signsFrom) })
  if (synced === true) return text('me.account.synced')
  return left === null ? '' : text('me.account.left', { left })
}
