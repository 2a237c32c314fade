import type { Item, PatchItem } from '@entente/contracts'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import { isDay } from '../../../../parts/day.ts'
import { DayInput } from '../../../../parts/day-input.tsx'
import { useGo } from '../../../../parts/go.ts'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { paths } from '../../addresses/paths.ts'
import { text } from '../../texts/index.ts'
import { itemUse } from './item-use.ts'

const forever = '9999-12-31T23:59:59.999Z'
type Dialog = 'off' | 'release' | 'remove'

/** Offers the acts of a signal officer on an item: disable or enable it, release it from quarantine, delete an own item. */
export function useItemActs(item: Item | undefined): { buttons: ReactNode; dialogs: ReactNode } {
  const { role, member } = useMe()
  const go = useGo()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [until, setUntil] = useState('')
  const [error, setError] = useState<Error | null>(null)
  if (item === undefined || role !== 'signal-officer') return { buttons: null, dialogs: null }
  const path = `/v1/content/items/${item.id}`
  const own = item.owner === member
  const use = itemUse(item, Date.now())
  const reread = (): void =>
    markStale(path, `/v1/content/banks/${item.bank}/items`, '/v1/content/banks', '/v1/content/index')
  const patch = async (change: PatchItem): Promise<void> => {
    setError(null)
    await api.patch<Item>(path, change)
    reread()
  }
  const close = (): void => setDialog(null)
  return {
    buttons: (
      <>
        {own && (
          <Button h={30} variant="default" onClick={() => setDialog('remove')}>
            {text('content.banks.item.remove')}
          </Button>
        )}
        {use === 'off' ? (
          <Button h={30} variant="default" onClick={() => patch({ disableUntil: null }).catch(setError)}>
            {text('content.banks.item.enable')}
          </Button>
        ) : (
          <Button h={30} variant="default" onClick={() => setDialog('off')}>
            {text('content.banks.item.disable')}
          </Button>
        )}
        {item.state !== 'active' && (
          <Button h={30} onClick={() => setDialog('release')}>
            {text('content.banks.item.release')}
          </Button>
        )}
      </>
    ),
    dialogs: (
      <>
        {error && <ProblemCard error={error} />}
        <ConfirmAct
          opened={dialog === 'off'}
          onClose={close}
          title={text('content.banks.item.off.title')}
          act={text('content.banks.item.off.act')}
          notNow={text('content.banks.item.off.notNow')}
          blocked={until !== '' && !isDay(until)}
          onAct={() => patch({ disableUntil: until === '' ? forever : `${until}T00:00:00.000Z` })}
        >
          <p>{text('content.banks.item.off.body')}</p>
          <DayInput
            label={text('content.banks.item.off.until')}
            description={text('content.banks.item.off.untilHint')}
            value={until}
            onChange={setUntil}
            mt={12}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        </ConfirmAct>
        <ConfirmAct
          opened={dialog === 'release'}
          onClose={close}
          title={text('content.banks.item.released.title')}
          act={text('content.banks.item.released.act')}
          notNow={text('content.banks.item.released.notNow')}
          onAct={() => patch({ state: 'active' })}
        >
          <p>{text('content.banks.item.released.body')}</p>
        </ConfirmAct>
        <ConfirmAct
          opened={dialog === 'remove'}
          onClose={close}
          title={text('content.banks.item.removal.title')}
          act={text('content.banks.item.removal.act')}
          notNow={text('content.banks.item.removal.notNow')}
          adverse
          onAct={async () => {
            await api.delete(path)
            reread()
            go(paths.bank(item.bank))
          }}
        >
          <p>{text('content.banks.item.removal.body')}</p>
        </ConfirmAct>
      </>
    ),
  }
}
