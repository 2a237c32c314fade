import { type CaseDetail, confirmationContent, proposalContent, readingOf, reversalContent } from '@entente/contracts'
import type { ShownAct } from '../app/sign-act.ts'

/** Returns what was read: the version of the case on screen, and its hits as they are shown. */
const readingOfShown = (detail: CaseDetail) =>
  readingOf(
    detail.id,
    detail.version,
    detail.hits.filter(({ suppressedBy }) => suppressedBy !== 'signal-changed'),
  )

const aboutOf = ({ id, version }: CaseDetail): string => `case:${id}@${version}`

/** Returns the act of an adverse proposal, from the case on screen and the request that is about to be sent. */
export async function proposalShown(
  detail: CaseDetail,
  body: Parameters<typeof proposalContent>[0],
): Promise<ShownAct> {
  const content = proposalContent(body, await readingOfShown(detail))
  return { type: 'decision.propose', about: aboutOf(detail), body, content }
}

/** Returns the act of the second person who agrees to `act`. */
export async function confirmationShown(
  detail: CaseDetail,
  act: string,
  body: Parameters<typeof confirmationContent>[0],
): Promise<ShownAct> {
  const content = confirmationContent(body, act, await readingOfShown(detail))
  return { type: 'decision.confirm', about: aboutOf(detail), body, content }
}

/** Returns the act of reopening an adverse decision. */
export const reversalShown = (detail: CaseDetail, decision: string, body: { reason: string }): ShownAct => ({
  ...{ type: 'decision.reverse', about: aboutOf(detail), body },
  content: reversalContent(decision, body.reason),
})
