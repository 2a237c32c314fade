import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { accessOf } from '../../../safeguards/access/http.ts'
import { findBank } from '../banks/bank-row.ts'
import { changeBank, createBank, deleteBank } from '../banks/change-bank.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { parsed, Ratio, unlessUnknown } from './refuse.ts'
import { paramOf, type Route } from './route.ts'
import { bankToUse, noteMaker } from './without-key.ts'

const Name = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'is of capital letters, digits and _, and begins with no digit')
/** HMA reads null as a field that is not set. */
const unlessNull = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)
const Terms = { enabled: unlessNull(z.boolean()), enabled_ratio: unlessNull(Ratio) }
const NewBank = z.object({ name: Name, ...Terms })
const PatchBank = z.object({ name: unlessNull(Name), ...Terms })

/** Clients of HMA state no lawful basis: an officer states a better one with `/v1/content/banks`. */
const basis = 'Content safety of the platform that fills the bank; entered over the HMA-compatible interface'

export interface HmaBank {
  name: string
  matching_enabled_ratio: number
}
export const hmaBank = (bank: { name: string; enabled_ratio: number }): HmaBank => ({
  name: bank.name,
  matching_enabled_ratio: bank.enabled_ratio,
})

const reading: AccessIntent = { action: 'bank.read', type: 'signal.read', decision: 'allow', impersonal: true }
const writing = (what: string): AccessIntent => ({
  ...{ action: 'bank.write', type: 'config.change', impersonal: true },
  details: { what, interface: 'hma' },
})
const ratioOf = ({
  enabled,
  enabled_ratio: ratio,
}: {
  enabled?: boolean | undefined
  enabled_ratio?: number | undefined
}) => ratio ?? (enabled === undefined ? undefined : enabled ? 1 : 0)

export function bankRoutes(deps: Pick<CoreDeps, 'store'> & { index: ContentIndex }): Route[] {
  return [
    {
      method: 'GET',
      url: '/c/banks',
      answer: (request) =>
        accessOf(deps, request).transaction(reading, async (tx) => {
          tx.leavesNoEntry()
          const banks = tx.db.selectFrom('bank').select(['name', 'enabled_ratio']).where('deleted_at', 'is', null)
          return (await banks.orderBy('name').execute()).map(hmaBank)
        }),
    },
    {
      method: 'POST',
      url: '/c/banks',
      async answer(request, reply) {
        const { name, ...terms } = parsed(NewBank, request.body)
        const matchingEnabledRatio = ratioOf(terms) ?? 1
        await accessOf(deps, request).transaction(writing('bank added'), (tx) =>
          createBank(
            tx,
            { name, purposes: ['content-safety'], lawfulBasis: basis, matchingEnabledRatio },
            noteMaker(tx, request),
          ),
        )
        await deps.index.catchUp()
        reply.code(201)
        return hmaBank({ name, enabled_ratio: matchingEnabledRatio })
      },
    },
    {
      method: 'GET',
      url: '/c/bank/:name',
      answer: (request) =>
        accessOf(deps, request).transaction(reading, async (tx) => {
          tx.leavesNoEntry()
          return hmaBank(await findBank(tx, paramOf(request, 'name')))
        }),
    },
    {
      method: 'PUT',
      url: '/c/bank/:name',
      async answer(request) {
        const { name, ...terms } = parsed(PatchBank, request.body)
        const ratio = ratioOf(terms)
        const bank = await accessOf(deps, request).transaction(writing('bank changed'), async (tx) =>
          changeBank(tx, (await bankToUse(tx, request)).name, {
            ...(name === undefined ? {} : { name }),
            ...(ratio === undefined ? {} : { matchingEnabledRatio: ratio }),
          }),
        )
        await deps.index.catchUp()
        return hmaBank({ name: bank.name, enabled_ratio: bank.matchingEnabledRatio })
      },
    },
    {
      method: 'DELETE',
      url: '/c/bank/:name',
      async answer(request) {
        await unlessUnknown(() =>
          accessOf(deps, request).transaction(writing('bank deleted'), async (tx) =>
            deleteBank(tx, (await bankToUse(tx, request)).name),
          ),
        )
        await deps.index.catchUp()
        return { message: 'Done' }
      },
    },
  ]
}
