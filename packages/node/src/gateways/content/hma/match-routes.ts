import { z } from 'zod'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { accessOf } from '../../../safeguards/access/http.ts'
import { compareSignals } from '../match/compare-signals.ts'
import type { MatchDeps } from '../match/match-signals.ts'
import type { HashDeps, Hashes } from './hash-content.ts'
import { hashAddressed, hashSent } from './hash-routes.ts'
import { type HmaMatch, lookUp, lookUpRaw } from './look-up.ts'
import { namesOfContent, typeOf } from './names.ts'
import { badRequest, parsed } from './refuse.ts'
import type { Route } from './route.ts'

const Flag = z.stringbool().optional()
const Banks = z
  .string()
  .optional()
  .transform((list) => (list === undefined || list === '' ? null : list.split(',').map((name) => name.trim())))
const Raw = z.object({ signal: z.string().min(1), signal_type: z.string(), banks: Banks, include_distance: Flag })
const Query = z.object({
  signal: z.string().min(1).optional(),
  signal_type: z.string().optional(),
  url: z.string().optional(),
  banks: Banks,
  seed: z.string().max(500).optional(),
  bypass_coinflip: Flag,
})
const Pairs = z.record(z.string(), z.tuple([z.string(), z.string()], 'is a list of two hashes'))

export function matchRoutes(deps: Pick<CoreDeps, 'store' | 'clock'> & MatchDeps & HashDeps): Route[] {
  /** Looks up several hashes. An empty hash, which stands for a picture with too little detail, finds nothing. */
  const lookUpAll = async (
    hashes: Hashes,
    find: (name: string, value: string) => Promise<Record<string, HmaMatch[]>>,
  ): Promise<Record<string, Record<string, HmaMatch[]>>> => {
    const found: Record<string, Record<string, HmaMatch[]>> = {}
    for (const [name, value] of Object.entries(hashes)) found[name] = value === '' ? {} : await find(name, value)
    return found
  }

  return [
    {
      method: 'GET',
      url: '/m/raw_lookup',
      async answer(request) {
        const { signal: value, signal_type: name, banks, include_distance: full } = parsed(Raw, request.query)
        const matches = await lookUpRaw(deps, accessOf(deps, request), {
          name,
          value,
          banks,
          withoutKey: request.withoutKey,
        })
        return { matches: full === true ? matches : matches.map(({ bank_content_id: id }) => id) }
      },
    },
    {
      method: 'GET',
      url: '/m/lookup',
      async answer(request) {
        const { signal, signal_type: type, url, banks, seed, bypass_coinflip } = parsed(Query, request.query)
        const { withoutKey } = request
        const terms = { banks, seed, withoutKey, bypassCoinflip: bypass_coinflip ?? false }
        const find = (name: string, value: string) => lookUp(deps, accessOf(deps, request), { ...terms, name, value })
        if (url === undefined) {
          if (signal === undefined || type === undefined) throw badRequest('Name signal and signal_type, or a url.')
          return find(type, signal)
        }
        if (signal !== undefined) throw badRequest('Name a signal or a url, not both.')
        const found = await lookUpAll(await hashAddressed(deps, request), find)
        if (type === undefined) return found
        if (!Object.hasOwn(found, type)) throw badRequest(`The content has no signal of type ${type.slice(0, 60)}.`)
        return found[type]
      },
    },
    {
      method: 'POST',
      url: '/m/lookup',
      async answer(request) {
        const { banks, seed, bypass_coinflip } = parsed(Query, request.query)
        const { hashes, fields } = await hashSent(deps, request)
        const form = parsed(Query, fields)
        const terms = {
          banks: banks ?? form.banks,
          seed: seed ?? form.seed,
          withoutKey: request.withoutKey,
          bypassCoinflip: bypass_coinflip ?? form.bypass_coinflip ?? false,
        }
        return lookUpAll(hashes, (name, value) => lookUp(deps, accessOf(deps, request), { ...terms, name, value }))
      },
    },
    {
      method: 'POST',
      url: '/m/compare',
      async answer(request) {
        const pairs = Object.entries(parsed(Pairs, request.body))
        if (pairs.length === 0) throw badRequest(`Name a signal type, such as ${namesOfContent.photo[0]}.`)
        return Object.fromEntries(
          pairs.map(([name, [a, b]]) => {
            const { match, distance, similarity } = compareSignals({ type: typeOf(name), a, b })
            return [name, [match, distance !== null ? { distance } : similarity !== null ? { similarity } : {}]]
          }),
        )
      },
    },
  ]
}
