import type { MatchResult } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { type AskBanks, signalsOf } from './ask-banks.ts'

/** The banks of the node at `ENTENTE_URL`. Files stay here: it is sent their hashes, and of texts the text. */
export function nodeBanks(options: { purpose?: string | undefined }): AskBanks {
  const client = nodeClient(options)
  return async (question, { radius, limit }) => {
    const { file, inputs, findings } = question
    const signals = signalsOf(question)
    if (inputs.length === 0) return { file, signals, matches: [], total: 0, truncated: false, indexSeq: null, findings }
    const answer = await client.call<MatchResult>('POST', '/v1/content/match', {
      signals: inputs.map(({ input }) => input),
      ...(radius === null ? {} : { radius }),
      limit,
    })
    const turned = new Map(inputs.map(({ signal, transform }) => [`${signal.type} ${signal.value}`, transform]))
    const matches = answer.matches.map((match) => {
      const transform = turned.get(`${match.query.type} ${match.query.value}`) ?? match.query.transform
      return { ...match, query: { ...match.query, transform } }
    })
    return { ...answer, file, signals, matches, findings: [...findings, ...answer.findings] }
  }
}
