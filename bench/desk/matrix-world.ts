import {
  answerOf,
  endOfListTask,
  fillWithTraffic,
  globalSetup,
  type NetworkNode,
  seedContent,
  startTestNetwork,
  type TestNetwork,
  testPassword,
} from '@entente/testkit'

export interface MatrixWorld {
  node: NetworkNode
  /** Addresses of objects that no list of the node gives, by their pattern. */
  known: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/**
 * Starts a node with a morning of invented traffic and content, and a second member that has joined it and signed an
 * agreement. The preview of a list waits for its import.
 */
export async function openMatrixWorld(): Promise<MatrixWorld> {
  const endServer = await globalSetup()()
  const network = await startTestNetwork(2)
  const stop = async (): Promise<void> => {
    await network.stop()
    await endServer()
  }
  try {
    const [node, other] = network.nodes as [NetworkNode, NetworkNode]
    await fillWithTraffic(node, { flights: 8, people: [12, 30] })
    const { itemId } = await seedContent(node, testPassword)
    await agree(network, node, other)
    const preview = await previewList(node)
    await network.whenIdle()
    return {
      node,
      known: {
        '/network/$member': `/network/${other.member}`,
        '/content/items/$id': `/content/items/${itemId}`,
        '/signals/import/$id': `/signals/import/${preview}`,
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const later = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

/** Lets two members offer and sign an agreement, as their officers and supervisors would. */
async function agree(network: TestNetwork, node: NetworkNode, other: NetworkNode): Promise<void> {
  const party = ({ member }: NetworkNode) => ({
    ...{ member, country: 'NOR', type: 'state', contribute: true, receive: true },
  })
  const draft = {
    ...{ title: 'Returning fighters', legalBasis: 'Invented treaty of 2025, article 4' },
    parties: [party(node), party(other)],
    kinds: ['person', 'travel-document', 'wallet'],
    purposes: ['border-control', 'terrorism-prevention'],
    ...{ maxTlp: 'amber', maxPap: 'green', onward: 'none', riskCountries: ['UTO'], children: 'excluded' },
    ...{ validFrom: later(0), validUntil: later(700) },
    retention: { maxDays: 900, afterEnd: 'erase' },
    review: { everyMonths: 12, nextDue: later(300) },
    withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 24 },
    feedback: { dueHours: 72 },
    blindCheck: null,
  }
  const { agreement } = await answerOf<{ agreement: { id: string } }>(
    node.officer.call('POST', '/v1/agreements', draft),
  )
  const path = `/v1/agreements/${agreement.id}`
  await answerOf(node.officer.call('POST', `${path}/offer`))
  await answerOf((await node.signIn('supervisor')).call('POST', `${path}/sign`))
  await network.whenIdle()
  for (const person of [other.officer, await other.signIn('supervisor')])
    await answerOf(person.call('POST', `${path}/sign`))
  await network.whenIdle()
}

const csv = 'id,name,alias,date_of_birth,nationality,passport\nA1,Nadia Kherouf,,1995-12-19,DZA,KH2093358\nA2,,,,,\n'

/** Makes a list and previews a file of it. Returns the id of the preview. */
async function previewList({ officer }: NetworkNode): Promise<string> {
  const terms = {
    reference: 'Invented official journal 12',
    purposes: ['border-control', 'terrorism-prevention'],
    lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
    ...{ tlp: 'clear', pap: 'clear', confidence: 80, action: 'discreet-check', minor: false, agreements: [] },
    necessity: 'People on this invented list may not enter Norland.',
    ...{ validDays: 200, retainDays: 300, reviewDays: 90 },
  }
  const list = { title: 'Invented list of Norland', format: 'csv', terms }
  const { id } = await answerOf<{ id: string }>(officer.call('POST', '/v1/lists', list))
  const preview = endOfListTask(officer, officer.call('POST', `/v1/lists/${id}/preview`, Buffer.from(csv)))
  return (await answerOf<{ previewId: string }>(preview)).previewId
}
