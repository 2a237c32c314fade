import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { accessOf } from '../../../safeguards/access/http.ts'
import { exchangeApis } from '../exchanges/apis/index.ts'
import {
  apiOf,
  createExchange,
  deleteExchange,
  type ExchangeRow,
  findExchange,
  switchExchange,
} from '../exchanges/change-exchange.ts'
import { findCredentials, keepCredentials, withCurrentNames } from '../exchanges/credentials.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { badRequest, parsed, unlessUnknown } from './refuse.ts'
import { paramOf, type Route } from './route.ts'
import { checkMaker, exchangeToUse, noteMaker } from './without-key.ts'

const NewExchange = z.object({
  bank: z.string().regex(/^[A-Z0-9_]{1,100}$/, 'is of capital letters, digits and _'),
  api: z.string(),
  api_json: z.record(z.string(), z.unknown()).default({}),
})
const Credentials = z.object({ credential_json: z.record(z.string(), z.unknown()).optional() })
const reading: AccessIntent = { action: 'bank.read', type: 'signal.read', decision: 'allow', impersonal: true }
const writing = (what: string): AccessIntent => ({
  ...{ action: 'bank.write', type: 'config.change', impersonal: true },
  details: { what, interface: 'hma' },
})

/** Routes of the sources that fill banks, as HMA's clients configure them. */
export function exchangeRoutes(deps: Pick<CoreDeps, 'store'> & { index: ContentIndex }): Route[] {
  const read = <T>(
    request: Parameters<Route['answer']>[0],
    work: Parameters<ReturnType<typeof accessOf>['transaction']>[1],
  ) =>
    accessOf(deps, request).transaction(reading, async (tx) => {
      tx.leavesNoEntry()
      return work(tx)
    }) as Promise<T>
  const authOf = async (tx: Parameters<typeof findCredentials>[0], name: string) => ({
    supports_authentification: apiOf(name).credentials !== null,
    has_set_authentification: (await findCredentials(tx, name)) !== undefined,
  })

  return [
    {
      method: 'GET',
      url: '/c/exchanges/apis',
      answer: (request) => read(request, async () => [...exchangeApis.keys()]),
    },
    {
      method: 'GET',
      url: '/c/exchanges/api/:name',
      answer: (request) => read(request, (tx) => authOf(tx, apiNamed(request))),
    },
    {
      method: 'POST',
      url: '/c/exchanges/api/:name',
      answer(request) {
        const name = apiNamed(request)
        const { credential_json: given } = parsed(Credentials, request.body)
        return accessOf(deps, request).transaction(writing('exchange key'), async (tx) => {
          const before = await findCredentials(tx, name)
          if (before !== undefined) checkMaker(tx, request, before, 'The key of this exchange was set')
          const withoutKey = noteMaker(tx, request)
          if (given !== undefined) await keepCredentials(tx, name, credentialsFor(name, given), withoutKey)
          tx.note({ api: name, set: given !== undefined && Object.keys(given).length > 0 })
          return authOf(tx, name)
        })
      },
    },
    {
      method: 'GET',
      url: '/c/exchanges/api/:name/schema',
      answer: (request, reply) =>
        read(request, async () => {
          const api = exchangeApis.get(paramOf(request, 'name'))
          if (api === undefined) {
            reply.code(404)
            return { message: 'No such exchange API.' }
          }
          return {
            config_schema: { fields: fieldsOf(api.config) },
            credentials_schema: api.credentials === null ? null : { fields: fieldsOf(api.credentials) },
          }
        }),
    },
    {
      method: 'GET',
      url: '/c/exchanges',
      answer: (request) =>
        read(request, async ({ db }) => {
          const rows = await db.selectFrom('hash_exchange').select('name').orderBy('name').execute()
          return rows.map(({ name }) => name)
        }),
    },
    {
      method: 'POST',
      url: '/c/exchanges',
      async answer(request, reply) {
        const { bank: name, api, api_json: given } = parsed(NewExchange, request.body)
        // HMA sets `name` and `api` itself, and takes `enabled` among the settings.
        const { name: _name, api: _api, enabled: switched, ...config } = given
        const { enabled = true } = parsed(z.object({ enabled: z.boolean().optional() }), { enabled: switched })
        await accessOf(deps, request).transaction(writing('exchange added'), (tx) =>
          createExchange(tx, { name, api, config, enabled, withoutKey: noteMaker(tx, request) }),
        )
        await deps.index.catchUp()
        reply.code(201)
        return { message: 'Created successfully' }
      },
    },
    {
      method: 'GET',
      url: '/c/exchange/:name',
      answer: (request) => read(request, async (tx) => shown(await findExchange(tx, paramOf(request, 'name')))),
    },
    {
      method: 'PUT',
      url: '/c/exchange/:name',
      async answer(request) {
        const { enabled } = parsed(z.object({ enabled: z.boolean().nullish() }), request.body)
        const row = await accessOf(deps, request).transaction(writing('exchange switched'), async (tx) => {
          const before = await exchangeToUse(tx, request)
          return enabled == null ? before : switchExchange(tx, before.name, enabled)
        })
        return shown(row)
      },
    },
    {
      method: 'DELETE',
      url: '/c/exchange/:name',
      async answer(request) {
        await unlessUnknown(() =>
          accessOf(deps, request).transaction(writing('exchange deleted'), async (tx) =>
            deleteExchange(tx, (await exchangeToUse(tx, request)).name),
          ),
        )
        await deps.index.catchUp()
        return { message: 'Exchange deleted' }
      },
    },
    {
      method: 'GET',
      url: '/c/exchange/:name/status',
      answer: (request) =>
        read(request, async (tx) => {
          const row = await findExchange(tx, paramOf(request, 'name'))
          const { count } = await tx.db
            .selectFrom('exchange_record')
            .select((e) => e.fn.countAll().as('count'))
            .where('exchange_id', '=', row.id)
            .executeTakeFirstOrThrow()
          const running = row.fetch_started_at !== null && row.fetch_finished_at === null
          return {
            checkpoint_ts: secondsOf(row.checkpoint_at),
            running_fetch_start_ts: running ? secondsOf(row.fetch_started_at) : null,
            last_fetch_complete_ts: secondsOf(row.fetch_finished_at),
            last_fetch_succeeded: row.fetch_succeeded,
            up_to_date: row.up_to_date,
            fetched_items: Number(count),
          }
        }),
    },
  ]
}

const secondsOf = (time: Date | null): number | null => (time === null ? null : Math.floor(time.getTime() / 1000))

function apiNamed(request: Parameters<Route['answer']>[0]): string {
  return apiOf(paramOf(request, 'name')).name
}

/** Checks the fields of a key; an empty object deletes the key. */
function credentialsFor(name: string, given: Record<string, unknown>): object | null {
  const { credentials, formerNames = {} } = apiOf(name)
  if (credentials === null) throw badRequest(`${name} takes no key.`)
  return Object.keys(given).length === 0 ? null : parsed(credentials, withCurrentNames(given, formerNames))
}

const shown = ({ name, api, enabled, config }: ExchangeRow) => ({ ...config, name, api, enabled })

/** HMA's names of the types of fields, by those of JSON Schema. */
const kinds: Readonly<Record<string, string>> = { integer: 'number', number: 'number', boolean: 'boolean' }

/** Lists the fields of a schema in the format that clients use to show a form. */
function fieldsOf(schema: z.ZodObject) {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as {
    properties?: Record<string, { type?: string; enum?: string[]; default?: unknown; help?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, field]) => ({
    name,
    type: field.enum === undefined ? (kinds[field.type ?? 'string'] ?? 'string') : 'enum',
    required: required.includes(name),
    default: field.default ?? null,
    help: field.help ?? null,
    choices: field.enum ?? null,
  }))
}
