import { errorTable } from '../errors.ts'

/** Advice to clients for the errors of each status. */
const advice: Readonly<Record<number, readonly [name: string, doThis: string]>> = {
  400: ['Bad request', 'Correct the request. The same request fails again.'],
  401: ['Not signed in', 'Sign in, or show a key or a signature that the node knows.'],
  403: [
    'Not allowed',
    'Ask with another role, purpose or agreement. `clauses` names the rules that decided, where rules did.',
  ],
  404: ['Not found', 'The object does not exist, or you may not know that it exists: the node answers both alike.'],
  409: ['Conflict', 'Read the object again: its state does not allow the request now.'],
  410: ['Gone', 'Ask for a new one.'],
  412: ['Changed meanwhile', 'Read the object again and repeat the change on its new version.'],
  413: ['Too large', 'Send less at once.'],
  422: ['Not acceptable content', 'Correct the fields that `errors` and `at` name.'],
  429: ['Too many requests', 'Wait for `retryAfterMs`, which `Retry-After` repeats in seconds.'],
  500: ['Fault of the node', 'Nothing was changed. Name `requestId` to the operator of the node.'],
  502: ['Fault of the other node', 'Try again later. The other member’s operator can see why.'],
  503: ['Not available', 'Repeat the same request after `Retry-After`. Nothing was changed.'],
}

/** The page `docs/errors.md`, which a node serves at `/docs/errors`: every code of the table of errors, by status. Markdown. */
export function errorCatalogue(): string {
  const codes = Object.entries(errorTable)
  const statuses = [...new Set(codes.map(([, [status]]) => status))].sort((a, b) => a - b)
  const sections = statuses.map((status) => {
    const [name, doThis] = advice[status] ?? ['', '']
    const rows = codes.filter(([, [of]]) => of === status).sort(([a], [b]) => (a < b ? -1 : 1))
    const lines = rows.map(([code, [, title]]) => `| \`${code}\` | ${title} |`)
    return [`## ${status} ${name}`, '', doThis, '', '| code | title |', '|---|---|', ...lines].join('\n')
  })
  return `${[head, ...sections].join('\n\n')}\n`
}

const head = `# Errors

For developers of clients. This page is made from the table of errors of the node (\`npm run errors\`); a running node serves it at \`/docs/errors\`.

Every error of \`/v1\` and \`/peer/v1\` is a problem (RFC 9457), of type \`application/problem+json\`:

| field | content |
|---|---|
| \`type\` | \`urn:entente:error:\` and the code |
| \`code\` | the code of the tables below. Decide by it; titles may change |
| \`title\`, \`detail\` | the error, and this case of it, in words for people |
| \`status\` | the HTTP status. A few operations answer a code with another status than its usual one |
| \`at\` | a JSON pointer to the faulty part of the request, or null |
| \`errors\` | every fault of the request, each with \`code\`, \`at\` and \`message\` |
| \`clauses\` | the rules that refused access to a signal, or null |
| \`retryAfterMs\` | the wait before the next try, in milliseconds |
| \`requestId\` | the id that the log of the node has for the request |

The HMA-compatible interface answers \`{"message": …}\`, TAXII an error resource (TAXII 2.1, 3.6.1).`
