import type { AgreementDraft, AgreementView } from '@entente/contracts'
import { answerOf, switchOnAll, syntheticGateways, until } from '@entente/testkit'
import { demoMembers } from './members.ts'
import type { MemberNode } from './start-member.ts'

const day = 86_400_000

/** Returns the terms of the demonstration's agreement, with the signal kinds and purposes of every gateway. */
function terms(now: Date): AgreementDraft {
  const at = (days: number) => new Date(now.getTime() + days * day).toISOString()
  return {
    title: 'Sharing in the north (invented)',
    parties: demoMembers.map(({ id, type, country }) => ({
      member: id,
      type,
      country,
      contribute: true,
      receive: true,
    })),
    legalBasis: 'Invented Treaty on Cooperation, article 7',
    kinds: syntheticGateways.flatMap(({ story }) => story.kinds),
    purposes: syntheticGateways.flatMap(({ story }) => story.purposes),
    maxTlp: 'amber',
    maxPap: 'green',
    onward: 'none',
    riskCountries: [],
    children: 'excluded',
    validFrom: at(-1 / 24),
    validUntil: at(365),
    retention: { maxDays: 400, afterEnd: 'erase' },
    review: { everyMonths: 12, nextDue: at(360) },
    withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 24 },
    feedback: { dueHours: 72 },
    blindCheck: null,
  }
}

/**
 * Drafts and offers the agreement at the first node. An officer and a supervisor of each member sign it. Returns its id when it is in force at every
 * node.
 */
export async function agree(nodes: readonly MemberNode[]): Promise<string> {
  const [first] = nodes as [MemberNode, ...MemberNode[]]
  const { agreement } = await answerOf<AgreementView>(first.officer.call('POST', '/v1/agreements', terms(new Date())))
  const path = `/v1/agreements/${agreement.id}`
  // The records of necessity: of the agreement, and of the members whose signals it brings.
  const justify = (one: MemberNode) => switchOnAll(one, new Date(), (type) => type === 'agreement' || type === 'source')
  await justify(first)
  await answerOf(first.officer.call('POST', `${path}/offer`))
  for (const one of nodes) {
    const view = () => one.officer.call('GET', path)
    await until(`the agreement reaches ${one.name}`, async () => (await view()).status === 200)
    if (one !== first) await justify(one)
    if (one !== first) await answerOf(one.officer.call('POST', `${path}/sign`))
    await answerOf(one.supervisor.call('POST', `${path}/sign`))
  }
  for (const one of nodes)
    await until(`the agreement is in force at ${one.name}`, async () => {
      const { body } = await one.officer.call('GET', path)
      return (body as AgreementView).status === 'active'
    })
  return agreement.id
}
