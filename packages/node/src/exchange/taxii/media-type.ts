/** The content type of all TAXII 2.1 bodies. */
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

/**
 * Returns whether an Accept header allows TAXII 2.1. It does if it is missing, or if one of its types is TAXII 2.1 or
 * TAXII without a version.
 */
export function acceptsTaxii(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true
  return accept.split(',').some((part) => {
    const range = read(part)
    if (Number(range.parameters.get('q') ?? 1) === 0) return false
    return range.type === '*/*' || range.type === 'application/*' || isOurs(range)
  })
}

/** Returns whether a Content-Type header states TAXII 2.1. */
export const isTaxii = (contentType: string | undefined): boolean =>
  contentType !== undefined && isOurs(read(contentType))

/** Returns a body as bytes, because Fastify would add a charset to the content type of a text. */
export const taxiiBody = (body: unknown): Buffer => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
