import type { ListTask } from '@entente/contracts'
import { type WatchList, watchListUnXml } from '@entente/testkit'

const terms = {
  reference: 'Invented consolidated list of the demonstration',
  purposes: ['border-control', 'terrorism-prevention', 'aviation-security'],
  lawfulBasis: { reference: 'Invented Sanctions Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 80,
  action: 'discreet-check',
  necessity: 'People on this invented list may not enter Norland; shown in a demonstration.',
  minor: false,
  validDays: 365,
  retainDays: 400,
  reviewDays: 90,
  agreements: [],
}

/** Imports the invented list as a signal officer does: it signs in, creates the list, previews and imports. */
export async function importDemoList(url: string, password: string, list: WatchList): Promise<void> {
  const signedIn = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'officer', password }),
  })
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { csrf } = (await signedIn.json()) as { csrf: string }
  const call = async <T>(path: string, body: unknown, type = 'application/json'): Promise<T> => {
    const reply = await fetch(url + path, {
      method: 'POST',
      headers: { cookie, 'entente-csrf': csrf, 'entente-purpose': 'terrorism-prevention', 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return read<T>(reply)
  }
  const read = async <T>(reply: Response): Promise<T> => {
    if (!reply.ok) throw new Error(`the invented list could not be imported: ${await reply.text()}`)
    const answer = (await reply.json()) as T & Partial<ListTask>
    if (answer.problem) throw new Error(`the invented list could not be imported: ${answer.problem.code}`)
    if (answer.state !== 'waiting' && answer.state !== 'running') return answer
    await new Promise((resolve) => setTimeout(resolve, 200))
    const headers = { cookie, 'entente-purpose': 'terrorism-prevention' }
    return read<T>(await fetch(`${url}/v1/lists/${answer.kind}s/${answer.id}`, { headers }))
  }
  const { id } = await call<{ id: string }>('/v1/lists', { title: list.name, format: 'un-xml', terms })
  const { previewId } = await call<{ previewId: string }>(
    `/v1/lists/${id}/preview`,
    watchListUnXml(list),
    'application/octet-stream',
  )
  await call(`/v1/lists/${id}/import`, { previewId })
  await fetch(`${url}/v1/session`, { method: 'DELETE', headers: { cookie, 'entente-csrf': csrf } })
}
