/** What every body of TAXII 2.1 is. */
export const taxiiType = 'application/taxii+json;version=2.1'
export const stixType = 'application/stix+json;version=2.1'

interface MediaRange {
  type: string
  parameters: Map<string, string>
}

function read(text: string): MediaRange {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim().toLowerCase())
  const parameters = rest.map((part): [string, string] => {
    const at = part.indexOf('=')
    return at < 0
      ? [part, '']
      : [
          part.slice(0, at).trim(),
          part
            .slice(at + 1)
            .trim()
            .replaceAll('"', ''),
        ]
  })
  return { type, parameters: new Map(parameters) }
}
const isOurs = ({ type, parameters }: MediaRange): boolean =>
  type === 'application/taxii+json' && (parameters.get('version') ?? '2.1') === '2.1'

/** Whether a client takes what is answered here: it says nothing of it, or one of what it takes is TAXII 2.1 or TAXII of no said version. */
export function acceptsTaxii(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true
  return accept.split(',').some((part) => {
    const range = read(part)
    if (Number(range.parameters.get('q') ?? 1) === 0) return false
    return range.type === '*/*' || range.type === 'application/*' || isOurs(range)
  })
}

/** Whether a body is said to be TAXII 2.1. */
export const isTaxii = (contentType: string | undefined): boolean =>
  contentType !== undefined && isOurs(read(contentType))

/** A body as bytes: to text that is some JSON, a charset would be added to its type. */
export const taxiiBody = (body: unknown): Buffer => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
