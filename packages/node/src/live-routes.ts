import { type LiveEvent, MemberAnswer } from '@entente/contracts'
import { z } from 'zod'
import type { Desk } from './desk/create-desk.ts'
import { fail } from './errors.ts'
import type { EventStreams } from './event-streams.ts'
import type { EventBus } from './events.ts'
import { shareReads } from './node-state.ts'
import type { Gateways } from './pipeline/gateway/gateway.ts'
import { countListed } from './pipeline/review/count-listed.ts'
import { countWaiting } from './pipeline/sample/read-sample.ts'
import type { Database } from './safeguards/access/access-store.ts'
import { readPeople } from './safeguards/access/grants.ts'
import { type App, actorOf } from './safeguards/access/http.ts'
import { readRestoreMark } from './safeguards/access/read-restore-mark.ts'
import { whenReplyEnds } from './safeguards/governor/when-reply-ends.ts'
import type { PostgresServer } from './store/postgres/index.ts'

const beatMs = 4000
/**
 * A desk that leaves this many bytes unread is disconnected, so that unsent events do not fill the memory. When it
 * connects again, it reads everything again.
 */
const mostUnread = 1024 * 1024

/**
 * Registers `GET /v1/events`. It sends server-sent events that say which data to read again, without personal data.
 * Regular heartbeats show an open desk that the node is alive.
 */
export function liveRoutes(
  app: App,
  deps: {
    db: Database
    events: EventBus
    member: { id: string; name: string }
    clock: () => Date
    gateways: Gateways
    streams: EventStreams
    desk: Desk
    /** The name of the agency's OpenID provider; null if there is none. */
    providerName: string | null
    postgres: Pick<PostgresServer, 'separated'>
  },
): void {
  const { gateways } = deps
  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })
  app.get(
    '/v1/events',
    {
      schema: {
        summary: 'Follow changes as server-sent events',
        errors: ['overloaded', 'too-many-requests'],
        examples: { answer: 'event: change' },
        described: {
          answers: {
            200: {
              description:
                'Events. The first is `release`: the release of the desk that the node serves. A beat comes every four seconds.',
              content: { 'text/event-stream': { schema: z.string() } },
            },
          },
        },
      },
    },
    async (request, reply) => {
      if (actorOf(request).role === 'sender') throw fail('role')
      // The stream is counted before anything is read for it.
      let end = () => {}
      let isOver = false
      const close = deps.streams.open(request, () => end())
      whenReplyEnds(request, reply, () => {
        isOver = true
        close()
        end()
      })
      const lastId = request.headers['last-event-id']
      const missed = typeof lastId === 'string' && /^\d{1,18}$/.test(lastId) ? await deps.events.since(lastId) : []
      reply.hijack()
      // The client may have disconnected while the missed events were read.
      if (isOver) return
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
        'x-accel-buffering': 'no',
      })
      const write = (text: string): void => {
        if (raw.writableLength > mostUnread) raw.destroy()
        else raw.write(text)
      }
      const from = request.headers['entente-release']
      const release = deps.desk.notice(typeof from === 'string' ? from : undefined)
      if (release !== null) raw.write(`event: release\ndata: ${JSON.stringify(release)}\n\n`)
      void deps.desk.keep()
      const { role } = actorOf(request)
      const send = (event: LiveEvent) => {
        if (event.type === 'second.reminded' && role !== 'supervisor') return
        write(`id: ${event.id}\nevent: change\ndata: ${JSON.stringify(event)}\n\n`)
      }
      if (missed === null) raw.write('event: reread\ndata: {}\n\n')
      else for (const event of missed) send(event)
      const stopListening = deps.events.on(send)
      const beat = setInterval(
        () => write(`event: beat\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`),
        beatMs,
      )
      raw.write(`event: beat\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`)
      end = () => {
        clearInterval(beat)
        stopListening()
        open.delete(end)
        close()
        raw.end()
      }
      open.add(end)
    },
  )

  // Everybody may ask, so it is read at most once in this time.
  const state = shareReads(
    async () => ({ people: await readPeople(deps.db), restored: (await readRestoreMark(deps.db)) !== null }),
    1000,
  )
  app.get(
    '/v1/member',
    {
      config: { open: true },
      schema: {
        summary: 'Read the name of the member that runs the node',
        response: { 200: MemberAnswer },
      },
    },
    async () => ({
      ...deps.member,
      ...(await state()),
      provider: deps.providerName,
      databaseSeparated: deps.postgres.separated,
    }),
  )

  /** Counts by name: `queue` (of every gateway), `second`, one for each gateway whose cases have a page of their own, and counts that gateways add. */
  const Badges = z.record(z.string().max(60), z.int())
  app.get(
    '/v1/badges',
    {
      schema: {
        summary: 'Count what waits in the queues',
        querystring: z.object({ day: z.iso.date().optional() }),
        response: { 200: Badges },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const now = deps.clock()
      const { byGateway, ...listed } = await countListed(deps.db, { actor, purpose: request.purpose, now })
      const apart = gateways.all.filter(({ ownQueue }) => ownQueue === true).map(({ vocabulary }) => vocabulary.kind)
      const counts = { ...listed, ...Object.fromEntries(apart.map((kind) => [kind, byGateway.get(kind) ?? 0])) }
      const added = await Promise.all(
        gateways.all.map((gateway) => gateway.badges?.(deps.db, now, request.query.day) ?? {}),
      )
      const sample = await countWaiting(deps.db, { actor, purpose: request.purpose, now })
      // The counts that every node has are last: no gateway replaces them.
      return Object.assign({}, ...added, sample, counts)
    },
  )
}
