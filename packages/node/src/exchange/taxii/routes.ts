import type { Purpose } from '@entente/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { AccessIntent, AccessStore, Database, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { readPeople } from '../../safeguards/access/grants.ts'
import type { App } from '../../safeguards/access/http.ts'
import { isStixId, isUuid } from '../stix/check-object.ts'
import type { TakeSignal } from '../stix/take-signal.ts'
import { collectionsFor, describeCollection, type SeenCollection } from './collections.ts'
import { type Cursors, createCursors } from './cursor.ts'
import { describeTaxii } from './describe.ts'
import {
  carriedFilters,
  everyFilter,
  type FilterName,
  followingFilters,
  ofObject,
  ofVersions,
  readFilters,
} from './filters.ts'
import { bodiesInbox, markVersions, storedInbox } from './inbox-collection.ts'
import { instantOf } from './instants.ts'
import { acceptsTaxii, isTaxii, stixType, taxiiBody, taxiiType } from './media-type.ts'
import { bodiesOut, storedOut } from './out-collection.ts'
import { readPage, type StoredIn, type StoredObject, versionsOf } from './stored-objects.ts'
import { lockCollection } from './take-numbers.ts'
import { readEnvelope, takeObjects } from './take-objects.ts'
import { notFound, replyWithTaxiiError, TaxiiFailure } from './taxii-error.ts'
import { actorOfUser, certificateOf, createAuthentication, type TaxiiSignInDeps, type TaxiiUser } from './users.ts'

export interface TaxiiDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'>, TaxiiSignInDeps {
  db: Database
  /** The secret from which the key of page tokens is derived. */
  cursorKey: Buffer
  takeSignal: TakeSignal
  maxContentLength: number
}
declare module 'fastify' {
  interface FastifyRequest {
    /** The authenticated client. It is set for all requests below `/taxii2/`. */
    taxiiUser: TaxiiUser | null
  }
}

const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

type Params = { root: string; collection: string; object: string; status: string }
interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  user: TaxiiUser
  params: Params
}
type Handler = (asked: Asked) => Promise<unknown>

/**
 * Registers the TAXII 2.1 server. Each agreement is an API root under its id, with a collection of its signals and an
 * inbox. All answers below `/taxii2/` have TAXII form, including errors.
 */
export function taxiiRoutes(app: App, deps: TaxiiDeps): void {
  const identify = createAuthentication(deps)
  const cursors = createCursors(deps.cursorKey)
  app.decorateRequest('taxiiUser', null)
  app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: deps.maxContentLength }, (_request, body, done) =>
        done(null, body),
      )
      scope.setErrorHandler(replyWithTaxiiError)
      scope.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store')
        request.taxiiUser = await identify(request.headers.authorization, certificateOf(request.raw.socket), request.ip)
        if (!acceptsTaxii(request.headers.accept))
          throw new TaxiiFailure(406, 'not-acceptable', `Bodies are ${taxiiType}.`)
        if (Number(request.headers['content-length'] ?? 0) > deps.maxContentLength)
          throw new TaxiiFailure(413, 'too-large', `A body is ${deps.maxContentLength} bytes at most.`)
      })
      // Unknown paths below `/taxii2/` must get a TAXII error and not the page of the desk.
      for (const [url, prefixTrailingSlash] of [
        ['/*', 'both'],
        ['/', 'no-slash'],
      ] as const)
        scope.route({
          ...{ method: everyMethod, url, prefixTrailingSlash, schema: { hide: true } },
          handler: (request, reply) => replyWithTaxiiError(notFound(), request, reply),
        })
      for (const [url, methods] of Object.entries(resources(deps, cursors)))
        addResource(scope as unknown as App, url, methods)
    },
    { prefix: '/taxii2' },
  )
}

/** Registers one resource: its methods, and an answer 405 with `Allow` for all other methods. */
function addResource(scope: App, url: string, methods: Partial<Record<'GET' | 'POST' | 'DELETE', Handler>>): void {
  const allowed = Object.keys(methods)
  if (allowed.includes('GET')) allowed.splice(1, 0, 'HEAD')
  for (const [method, handler] of Object.entries(methods)) {
    scope.route({
      method,
      url,
      prefixTrailingSlash: 'slash',
      schema: describeTaxii(method, url),
      handler: async (request, reply) => {
        if (request.taxiiUser === null) throw notFound()
        const body = await handler({ request, reply, user: request.taxiiUser, params: request.params as Params })
        return reply.type(taxiiType).send(taxiiBody(body))
      },
    })
  }
  scope.route({
    method: everyMethod.filter((method) => !allowed.includes(method)),
    url,
    prefixTrailingSlash: 'slash',
    schema: { hide: true },
    handler: (request, reply) => {
      reply.header('allow', allowed.join(', '))
      return replyWithTaxiiError(
        new TaxiiFailure(405, 'method-not-allowed', `Here are ${allowed.join(', ')}.`),
        request,
        reply,
      )
    },
  })
}

function resources(
  deps: TaxiiDeps,
  cursors: Cursors,
): Record<string, Partial<Record<'GET' | 'POST' | 'DELETE', Handler>>> {
  const own = deps.member.id
  const seen = (user: TaxiiUser) => collectionsFor(deps.db, user, own, deps.clock())
  const inRoot = async ({ user, params }: Asked) => {
    const collections = (await seen(user)).filter(({ agreement_id }) => agreement_id === params.root)
    return collections
  }
  const rooted = async (asked: Asked) => {
    const collections = await inRoot(asked)
    if (collections.length === 0) throw notFound()
    return collections
  }
  const one = async (asked: Asked): Promise<SeenCollection> => {
    const { collection: wanted } = asked.params
    const found = (await inRoot(asked)).find(({ id, alias }) => id === wanted || alias === wanted)
    if (found === undefined) throw notFound()
    return found
  }
  const accessFor = (user: TaxiiUser): AccessStore =>
    deps.store.for(actorOfUser(user), { purpose: user.purpose as Purpose, caseId: null })
  const storedOf = (collection: SeenCollection, user: TaxiiUser, now: Date): StoredIn =>
    collection.kind === 'out' ? storedOut(collection.id, user, own, now) : storedInbox(collection.id, user, now)
  const reading = (collection: SeenCollection, what: string): AccessIntent => ({
    action: 'taxii.read',
    type: 'signal.release',
    decision: 'allow',
    ref: `taxii:${collection.id}`,
    details: { what },
  })

  /** Reads a page of a collection with its page token. The headers give the first and last time of adding. */
  async function page(
    asked: Asked,
    takes: FilterName[],
    shape: (tx: Tx, rows: StoredObject[], collection: SeenCollection) => Promise<string[]>,
    options: { name: string; objectId?: string; newestFirst?: boolean; missing?: boolean },
  ): Promise<string> {
    const { user, request, reply } = asked
    const collection = await one(asked)
    const first = readFilters(request.query, takes)
    const place = `${collection.id} ${user.id} ${options.name} ${options.objectId ?? ''}`
    const cursor = first.next === null ? null : cursors.read(place, first.next)
    const filters = cursor === null ? first : followingFilters(first, cursor.filters)
    const after = cursor?.after ?? null
    return accessFor(user).transaction(reading(collection, `TAXII ${options.name}`), async (tx) => {
      const stored = storedOf(collection, user, tx.now)
      if (options.objectId !== undefined && !(await exists(tx, stored, options.objectId))) throw notFound()
      const { rows, more } = await readPage(tx.db, stored, filters, after, options)
      const items = await shape(tx, rows, collection)
      const added = rows.map((row) => BigInt(row.added_us)).sort((a, b) => (a < b ? -1 : 1))
      const [first, last] = [added[0], added.at(-1)]
      if (first !== undefined && last !== undefined) {
        reply.header('x-taxii-date-added-first', instantOf(first))
        reply.header('x-taxii-date-added-last', instantOf(last))
      } else tx.leavesNoEntry()
      const end = rows.at(-1)
      const position = { after: BigInt(end?.added_us ?? 0), filters: carriedFilters(filters) }
      const next = more && end !== undefined ? cursors.write(place, position) : null
      if (items.length === 0 && options.name === 'objects') return '{}'
      const field = options.name === 'versions' ? 'versions' : 'objects'
      return `{"more":${more}${next === null ? '' : `,"next":${JSON.stringify(next)}`},"${field}":[${items.join(',')}]}`
    })
  }
  const manifest = async (_tx: Tx, rows: StoredObject[]) =>
    rows.map((row) =>
      JSON.stringify({
        id: row.object_id,
        date_added: instantOf(row.added_us),
        version: versionTextOf(row),
        media_type: stixType,
      }),
    )
  const bodies = async (user: TaxiiUser, tx: Tx, rows: StoredObject[], collection: SeenCollection) => {
    if (collection.kind === 'inbox') {
      const kept = await bodiesInbox(tx, rows)
      return rows.flatMap(({ key }) => kept.get(key ?? '') ?? [])
    }
    const made = await bodiesOut(tx, collection.id, user, rows, { own, key: deps.nodeKey })
    return rows.flatMap(({ object_id }) => made.get(object_id) ?? [])
  }
  const objects = (asked: Asked, takes: FilterName[], options: { name: string; objectId?: string }) =>
    page(asked, takes, (tx, rows, collection) => bodies(asked.user, tx, rows, collection), options)
  const objectId = ({ params }: Asked): string => {
    if (!isStixId(params.object)) throw notFound()
    return params.object
  }

  return {
    '/': {
      GET: async ({ user, request }) => {
        const base = `${request.protocol}://${request.host}/taxii2`
        const roots = [...new Set((await seen(user)).map(({ agreement_id }) => `${base}/${agreement_id}/`))]
        return {
          title: `Entente node of ${deps.member.name}`,
          description: `Signals under written agreements, one API root an agreement.${
            (await readPeople(deps.db)) === 'single-operator' ? ' One person uses this node alone: invented data.' : ''
          }`,
          ...(roots[0] === undefined ? {} : { default: roots[0] }),
          api_roots: roots,
        }
      },
    },
    '/:root/': {
      GET: async (asked) => ({
        title: (await rooted(asked)).map(({ title }) => title).join(', '),
        versions: [taxiiType],
        max_content_length: deps.maxContentLength,
      }),
    },
    '/:root/status/:status/': {
      GET: async ({ user, params }) => {
        if (![params.status, params.root].every(isUuid)) throw notFound()
        const row = await deps.db
          .selectFrom('taxii_status')
          .select('body')
          .where('id', '=', params.status)
          .where('user_id', '=', user.id)
          .where('agreement_id', '=', params.root)
          .executeTakeFirst()
        if (row === undefined) throw notFound()
        return row.body
      },
    },
    '/:root/collections/': {
      GET: async (asked) => {
        const collections = await rooted(asked)
        return { collections: collections.map(describeCollection) }
      },
    },
    '/:root/collections/:collection/': { GET: async (asked) => describeCollection(await one(asked)) },
    '/:root/collections/:collection/x-entente-access/': {
      GET: async (asked) => {
        const { agreement } = await one(asked)
        const { user } = asked
        const upTo = <T>(all: readonly T[], most: unknown) => all.slice(0, all.indexOf(most as T) + 1)
        const markings = [
          ...upTo(['clear', 'green', 'amber', 'amber+strict', 'red'], agreement.maxTlp).map((mark) => `tlp:${mark}`),
          ...upTo(['clear', 'green', 'amber', 'red'], agreement.maxPap).map((mark) => `pap:${mark}`),
        ]
        return { markings, purposes: [user.purpose], kinds: agreement.kinds ?? [] }
      },
    },
    '/:root/collections/:collection/manifest/': {
      GET: (asked) => page(asked, everyFilter, manifest, { name: 'manifest' }),
    },
    '/:root/collections/:collection/objects/': {
      GET: (asked) => objects(asked, everyFilter, { name: 'objects' }),
      POST: async (asked) => {
        const { request, reply, user } = asked
        const collection = await one(asked)
        if (collection.kind !== 'inbox') throw new TaxiiFailure(403, 'read-only', 'This collection is read only.')
        if (!isTaxii(request.headers['content-type']))
          throw new TaxiiFailure(415, 'media-type', `A body is ${taxiiType}.`)
        const elements = readEnvelope(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
        const intent: AccessIntent = { action: 'taxii.write', type: 'signal.import', ref: `taxii:${collection.id}` }
        const status = await accessFor(user).transaction(intent, (tx) =>
          takeObjects(tx, deps, { collection, user, elements }),
        )
        reply.code(202)
        return status
      },
    },
    '/:root/collections/:collection/objects/:object/': {
      GET: async (asked) => objects(asked, ofObject, { name: 'object', objectId: objectId(asked) }),
      DELETE: async (asked) => {
        const { user, request } = asked
        const collection = await one(asked)
        if (collection.kind !== 'inbox') throw new TaxiiFailure(403, 'read-only', 'This collection is read only.')
        const filters = readFilters(request.query, ['version', 'spec_version'])
        const id = objectId(asked)
        const intent: AccessIntent = { action: 'taxii.write', type: 'retention.delete', ref: `taxii:${collection.id}` }
        await accessFor(user).transaction(intent, async (tx) => {
          await lockCollection(tx, collection.id)
          const stored = storedInbox(collection.id, user, tx.now)
          if (!(await exists(tx, stored, id))) throw notFound()
          const which = filters.versions === null ? sql`true` : versionsOf(stored, filters)
          const spec = filters.specVersions === null || filters.specVersions.includes('2.1') ? sql`true` : sql`false`
          const gone = await sql`delete from foreign_object where id in (
            select o.id from ${stored.from} where ${stored.seen} and o.object_id = ${id} and ${which} and ${spec})`.execute(
            tx.db,
          )
          await markVersions(tx, collection.id, user.member, [id])
          tx.note({ what: 'object of a TAXII inbox deleted', versions: Number(gone.numAffectedRows ?? 0) })
        })
        return '{}'
      },
    },
    '/:root/collections/:collection/objects/:object/versions/': {
      GET: async (asked) =>
        page(asked, ofVersions, async (_tx, rows) => rows.map((row) => JSON.stringify(versionTextOf(row))), {
          ...{ name: 'versions', objectId: objectId(asked), newestFirst: true },
        }),
    },
  }
}

/** Returns the version of an object as text. For an object without timestamps it is its time of adding. */
const versionTextOf = (row: StoredObject): string =>
  row.version_text === '' ? instantOf(row.version_us) : row.version_text

async function exists(tx: Tx, stored: StoredIn, objectId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from ${stored.from} where ${stored.seen} and o.object_id = ${objectId} limit 1`.execute(tx.db)
  return rows.length > 0
}
