import type { Item, SignalInput } from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { accessOf } from '../../../safeguards/access/http.ts'
import type { BankRow } from '../banks/bank-row.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { addItems } from '../items/add-items.ts'
import { changeItem, removeItem } from '../items/change-item.ts'
import { readItem } from '../items/read-items.ts'
import { hmaBank } from './bank-routes.ts'
import type { HashDeps, Hashes } from './hash-content.ts'
import { hashAddressed, hashSent } from './hash-routes.ts'
import { type Kept, keptFrom } from './kept-fields.ts'
import { nameOf, typeOf } from './names.ts'
import { badRequest, parsed, WholeNumber } from './refuse.ts'
import { paramOf, type Route } from './route.ts'
import { bankToUse } from './without-key.ts'

type Deps = Pick<CoreDeps, 'store' | 'member' | 'clock'> & HashDeps & { index: ContentIndex }
const reading: AccessIntent = { action: 'bank.read', type: 'signal.read', decision: 'allow' }
const writing = (type: string): AccessIntent => ({ action: 'bank.write', type, details: { interface: 'hma' } })
const Shown = z.object({
  include_signals: z.stringbool().default(false),
  include_metadata: z.stringbool().default(true),
})

/**
 * HMA's `disable_until_ts`: 1 for an enabled item, 0 for one that is disabled permanently, else the second at which it
 * matches again.
 */
const enabledSecond = 1
const forGood = '9999-12-31T23:59:59.999Z'

function secondsOf(time: Date): number {
  return time.toISOString() === forGood ? 0 : Math.floor(time.getTime() / 1000)
}

function timeOfSeconds(seconds: number): string | null {
  if (seconds === enabledSecond) return null
  return seconds === 0 ? forGood : new Date(1000 * seconds).toISOString()
}

export function contentRoutes(deps: Deps): Route[] {
  const owner = deps.member.id

  async function add(request: FastifyRequest, hashes: Hashes | Record<string, string>, { metadata, note }: Kept) {
    const signals = Object.entries(hashes).map(([name, value]): SignalInput => ({ type: typeOf(name), value }))
    if (signals.some(({ value }) => value === ''))
      throw badRequest('There is too little to see for a hash to be matched.')
    const item = { signals, ...(note === null ? {} : { note }), ...(metadata === null ? {} : { metadata }) }
    const added = await accessOf(deps, request).transaction(writing('signal.release'), async (tx) => {
      const { name } = await bankToUse(tx, request)
      const { added, rejected } = await addItems(tx, name, [item], { owner, blank: 'rejected' })
      const [{ itemId } = { itemId: null }] = added
      if (itemId === null) throw badRequest(rejected[0]?.message ?? 'The signals cannot be read.')
      return readItem(tx, itemId)
    })
    await deps.index.catchUp()
    return { id: added.number, signals: signalsOf(added, Object.keys(hashes)), ...stateOf(added) }
  }
  const exists = (request: FastifyRequest) =>
    accessOf(deps, request).transaction({ ...writing('signal.release'), impersonal: true }, async (tx) => {
      tx.leavesNoEntry()
      await bankToUse(tx, request)
    })

  return [
    {
      method: 'POST',
      url: '/c/bank/:name/content',
      async answer(request) {
        // Checked before any fetching or decoding: the bank exists, and the client may fill it.
        await exists(request)
        const query = request.query as Record<string, string>
        if (query.url === undefined) {
          const { hashes, fields } = await hashSent(deps, request)
          return add(request, hashes, keptFrom(query, fields))
        }
        const kept = keptFrom(query, request.body)
        return add(request, await hashAddressed(deps, request), kept)
      },
    },
    {
      method: 'POST',
      url: '/c/bank/:name/signal',
      async answer(request) {
        const body = parsed(z.record(z.string(), z.unknown()), request.body)
        const { note: _note, metadata: _metadata, content_id: _id, content_uri: _uri, ...rest } = body
        const signals = parsed(z.record(z.string(), z.string()), rest)
        if (Object.keys(signals).length === 0) throw badRequest('Name at least one signal.')
        return add(request, signals, keptFrom({}, body))
      },
    },
    {
      method: 'GET',
      url: '/c/bank/:name/content/:id',
      answer(request) {
        const shown = parsed(Shown, request.query)
        return accessOf(deps, request).transaction(reading, async (tx) => {
          const { id, bank } = await findContent(tx, request, await bankToUse(tx, request))
          return describe(await readItem(tx, id), bank, shown)
        })
      },
    },
    {
      method: 'PUT',
      url: '/c/bank/:name/content/:id',
      async answer(request) {
        const until = z
          .int()
          .min(0)
          .max(secondsOf(deps.clock()) + fiveYears)
        const Patch = z.object({ disable_until_ts: WholeNumber.pipe(until).optional(), note: z.unknown().optional() })
        const { disable_until_ts: disabledUntil, note: given } = parsed(Patch, request.body)
        const note = given === undefined ? undefined : keptFrom({}, { note: given }).note
        const answer = await accessOf(deps, request).transaction(writing('signal.release'), async (tx) => {
          const { id, bank } = await findContent(tx, request, await bankToUse(tx, request))
          const patch = {
            ...(disabledUntil === undefined ? {} : { disableUntil: timeOfSeconds(disabledUntil) }),
            ...(note === undefined ? {} : { note }),
          }
          await changeItem(tx, id, patch, owner)
          return describe(await readItem(tx, id), bank, { include_signals: false, include_metadata: true })
        })
        await deps.index.catchUp()
        return answer
      },
    },
    {
      method: 'DELETE',
      url: '/c/bank/:name/content/:id',
      async answer(request) {
        const deleted = await accessOf(deps, request).transaction(writing('signal.withdraw'), async (tx) => {
          const bank = await bankToUse(tx, request)
          const id = await idOfContent(tx, bank.id, paramOf(request, 'id'))
          if (id !== null) await removeItem(tx, id, owner)
          else tx.leavesNoEntry()
          return id === null ? 0 : 1
        })
        await deps.index.catchUp()
        return { deleted }
      },
    },
  ]
}

const fiveYears = 5 * 366 * 86_400

/** Finds an item by its number in a bank. Error: `not-found`. */
async function findContent(tx: Tx, request: FastifyRequest, bank: BankRow) {
  const id = await idOfContent(tx, bank.id, paramOf(request, 'id'))
  if (id === null) throw fail('not-found')
  return { id, bank }
}

/** Returns the id of an item by its number; null if the bank has none of this number. */
async function idOfContent({ db }: Tx, bank: number, number: string): Promise<string | null> {
  if (!/^[1-9]\d{0,15}$/.test(number)) return null
  const items = db.selectFrom('bank_item').select('id').where('bank_id', '=', bank).where('number', '=', number)
  return (await items.executeTakeFirst())?.id ?? null
}

function describe(
  item: Item,
  bank: { name: string; enabled_ratio: number },
  shown: z.infer<typeof Shown>,
): Record<string, unknown> {
  const { metadata, note } = item
  const uri = metadata?.content_uri
  return {
    id: item.number,
    disable_until_ts: item.disableUntil === null ? enabledSecond : secondsOf(new Date(item.disableUntil)),
    original_media_uri: typeof uri === 'string' ? uri : null,
    bank: hmaBank(bank),
    ...(shown.include_signals ? { signals: signalsOf(item) } : {}),
    ...(shown.include_metadata && metadata !== null ? { metadata } : {}),
    ...(note === null ? {} : { note }),
    ...stateOf(item),
  }
}

/** Returns the state of an item that does not match as others do, with the reason. HMA has no such fields. */
const stateOf = ({ state, because }: Item) => (state === 'active' && because === null ? {} : { state, because })

/** Returns signals by HMA's names: those used in the request, else those of their types. */
const signalsOf = ({ signals }: Item, names: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(signals.map(({ type, value }, place) => [names[place] ?? nameOf(type), value]))
