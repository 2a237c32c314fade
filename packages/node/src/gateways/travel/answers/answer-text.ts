const words: Record<string, string> = {
  'ok-to-board': 'OK to board',
  'further-check': 'Further check',
  'do-not-board': 'Do not board',
  'insufficient-data': 'Insufficient data, send again',
}

const notes: Record<string, string> = {
  'policy-timeout': ', by policy: no result in time',
  unchecked: ', checked later: matching is stopped',
}

/** Returns what the page of a case shows of an answer about its person. */
export const answerText = ({ outcome, code, basis }: { outcome: string; code: string; basis: string }): string =>
  `${words[outcome] ?? outcome} (${code})${notes[basis] ?? ''}`
