import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeNodeFolder } from '../bench/node/node-folder.ts'
import { startNodeProcess } from '../bench/node/node-process.ts'
import { signInAs } from '../bench/node/set-up-node.ts'

/** The number of hashes. For more: `ENTENTE_KILL_HASHES=100000 npx vitest run tests/content-kill.test.ts`. */
const hashes = Number(process.env.ENTENTE_KILL_HASHES ?? 5_000)
const batch = 100
const kills = 3
const purpose = { 'entente-purpose': 'content-safety' }

test('every acknowledged hash still matches after the node was killed during imports', async () => {
  const folder = await makeNodeFolder()
  let node = await startNodeProcess(folder)
  try {
    let officer = await signInAs(node.url, folder, 'officer')
    const bank = { name: 'FINDS', purposes: ['content-safety'], lawfulBasis: 'Invented Act, section 4' }
    expect((await officer.call('POST', '/v1/content/banks', bank, purpose)).status).toBe(201)
    const acknowledged: string[] = []
    let killed = 0
    while (acknowledged.length < hashes) {
      const values = Array.from({ length: batch }, () => randomBytes(32).toString('hex'))
      const items = values.map((value) => ({
        signals: [
          { type: 'sha256', value },
          { type: 'pdq', value, quality: 90 },
        ],
      }))
      const sent = officer.call('POST', '/v1/content/banks/FINDS/items', { items }, purpose).catch(() => null)
      // Kill the node while it handles a batch, each time at another moment.
      if (killed < kills && acknowledged.length >= ((killed + 1) * hashes) / (kills + 1)) {
        await new Promise((resolve) => setTimeout(resolve, 20 * killed + 5))
        await node.kill()
        killed += 1
        if ((await sent)?.status === 201) acknowledged.push(...values)
        node = await startNodeProcess(folder)
        officer = await signInAs(node.url, folder, 'officer')
        continue
      }
      const answer = await sent
      expect(answer?.status).toBe(201)
      acknowledged.push(...values)
    }
    await node.kill()
    node = await startNodeProcess(folder)
    officer = await signInAs(node.url, folder, 'officer')
    const lost: string[] = []
    for (let from = 0; from < acknowledged.length; from += 500) {
      const part = acknowledged.slice(from, from + 500)
      const queries = part.map((value) => ({
        signals: [
          { type: 'sha256', value },
          { type: 'pdq', value },
        ],
      }))
      // A random hash may look like a card number and be quarantined. `includeShadow` finds quarantined hashes too.
      const body = { queries, options: { radius: 0, includeShadow: true } }
      let answer = await officer.call('POST', '/v1/content/match/batch', body, purpose)
      while (answer.status === 503) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        answer = await officer.call('POST', '/v1/content/match/batch', body, purpose)
      }
      expect(answer.status).toBe(200)
      const { results } = answer.body as { results: { matches: { signal: { type: string }; distance: number }[] }[] }
      for (const [place, { matches }] of results.entries()) {
        const types = matches.filter(({ distance }) => distance === 0).map(({ signal }) => signal.type)
        if (!types.includes('sha256') || !types.includes('pdq')) lost.push(part[place] as string)
      }
    }
    expect(killed).toBe(kills)
    expect(lost).toEqual([])
  } finally {
    await node.kill()
    await folder.remove()
  }
}, 900_000)
