import type { PeopleChange } from '@entente/contracts'
import type { ReactNode } from 'react'
import { api } from '../../app/api.ts'
import { proposalToSign } from '../../app/change-acts.tsx'
import { useSigning } from '../../app/use-signing.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { findText, text } from '../../texts/text.ts'

interface Proposing {
  /**
   * Lets the person sign the changes that they just proposed, and returns the sentence that says what became of them. A proposal that
   * they do not sign now stays, and can be signed in the list of changes.
   */
  sign(changes: readonly PeopleChange[], sentences?: { done?: string; asked?: string }): Promise<string>
  /** The dialog that asks for a code, while it does. */
  dialog: ReactNode
}

/** Gives a form that proposes changes of people their signing. */
export function useProposing(): Proposing {
  const signing = useSigning()
  return {
    dialog: signing.dialog,
    async sign(changes, { done = text('admin.accounts.page.done'), asked = text('admin.accounts.page.asked') } = {}) {
      try {
        for (const change of changes.filter(({ may }) => may.includes('sign'))) {
          const signed = await signing.sign(async () => proposalToSign(change))
          await api.post(`/v1/people/changes/${change.id}/sign`, signed)
        }
      } catch (error) {
        const problem = problemOf(error)
        if (problem === null) return text('admin.accounts.page.unsigned')
        const why = findText(`problem-titles.${problem.code}`) ?? problem.problem.title
        return text('admin.accounts.page.unsignedWhy', { why })
      }
      return changes.every(({ state }) => state === 'done') ? done : asked
    },
  }
}
