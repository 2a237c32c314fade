import type { InteractiveAnswer } from '@entente/contracts'
import type { CommandGateway } from '../../command/command-gateway.ts'

/** The commands about passenger lists and reservations. */
export const travel: CommandGateway = {
  kind: 'travel',
  files: {
    formats: 'PAXLST or PNRGOV (EDIFACT or XML)',
    load: async () => (await import('./file-reader.ts')).fileReader,
  },
  asks: {
    description: 'ask for a boarding answer and print it',
    load: async () => async (client, bytes) => {
      const answer = await client.call<InteractiveAnswer>('POST', '/v1/travel/interactive', bytes, {
        accept: 'application/json',
      })
      const lines = answer.people.map((p) => `${p.surname ?? ''} ${p.given ?? ''}: ${p.code} ${p.text} (${p.basis})`)
      return { answer, lines }
    },
  },
}
