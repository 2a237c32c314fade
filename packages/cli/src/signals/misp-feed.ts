import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { MispWanted } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import type { NodeClient } from '../command/node-client.ts'

/**
 * Returns the parts of a MISP feed that the node needs: the manifest, then each event that the node lacks or has in an older version. A single file
 * is one event. Fails with `file-not-found`, `feed-unreachable` or `feed-invalid`.
 */
export async function readMispFeed(
  client: NodeClient,
  at: string,
  source: string,
): Promise<AsyncGenerator<Uint8Array>> {
  const remote = /^https?:\/\//.test(at)
  if (!remote && !existsSync(at)) throw new CommandFailure('file-not-found', `There is no ${at}.`)
  if (!remote && statSync(at).isFile()) return lines([parse(readFileSync(at, 'utf8'), at)])
  const get = remote ? (name: string) => fetchText(at, name) : async (name: string) => readText(at, name)
  const text = await get('manifest.json')
  if (text === null) throw new CommandFailure('feed-invalid', `${at} has no manifest.json.`)
  const manifest = parse(text, 'manifest.json') as Record<string, { timestamp?: unknown }>
  const stamps = Object.entries(manifest).map(([id, entry]) => [id, Number(entry?.timestamp ?? 0)] as const)
  const { wanted } = await client.call<MispWanted>('POST', '/v1/signals/import/misp/wanted', {
    source,
    events: Object.fromEntries(stamps),
  })
  return lines(
    (async function* () {
      yield { manifest }
      for (const id of wanted) {
        const event = await get(`${id}.json`)
        yield event === null ? { missing: id } : parse(event, `${id}.json`)
      }
    })(),
  )
}

async function* lines(values: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const value of values) yield encoder.encode(`${JSON.stringify(value)}\n`)
}

function readText(folder: string, name: string): string | null {
  const file = join(folder, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

async function fetchText(base: string, name: string): Promise<string | null> {
  let reply: Response
  try {
    reply = await fetch(new URL(name, base.endsWith('/') ? base : `${base}/`), { redirect: 'error' })
  } catch {
    throw new CommandFailure('feed-unreachable', `${base} does not answer, or redirects.`)
  }
  if (reply.status === 404) return null
  if (!reply.ok) throw new CommandFailure('feed-unreachable', `${base} answered ${reply.status}.`)
  return reply.text()
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandFailure('feed-invalid', `${name} is not JSON.`)
  }
}
