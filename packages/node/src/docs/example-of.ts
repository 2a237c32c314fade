/** JSON Schema as OpenAPI 3.0 writes it: the parts that an example follows. */
export interface Schema {
  $ref?: string
  type?: string
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  default?: unknown
  example?: unknown
  nullable?: boolean
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number | boolean
  minLength?: number
  maxLength?: number
  minItems?: number
  properties?: Record<string, Schema>
  required?: readonly string[]
  additionalProperties?: Schema | boolean
  propertyNames?: Schema
  items?: Schema
  prefixItems?: readonly Schema[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
}

const id = '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa'
const instant = '2026-11-24T14:01:40.000Z'
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

/** Invented values by the name of a field. The first that its schema allows is taken. */
const byName: Readonly<Record<string, readonly string[]>> = {
  recipient: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
  name: ['Example Airways', 'example-name', 'EXAMPLE_BANK'],
  surname: ['DOE'],
  given: ['JANE', 'Jane'],
  text: ['The document number differs by one digit.'],
  reason: ['The birth date and the document differ.'],
  title: ['Example'],
  note: ['Seen with another document.'],
  password: ['a long example pass phrase'],
  number: ['X1234567'],
  member: ['agency.example'],
  owner: ['agency.example'],
  url: ['https://agency.example/report'],
  node: ['https://node.agency.example'],
  purpose: ['border-control'],
  basis: ['Border act, section 12'],
  lawfulBasis: ['Border act, section 12'],
  country: ['UTO'],
  nationality: ['UTO'],
  issuer: ['UTO'],
  evidence: ['birth-date:differs'],
  date: ['2026-11-24'],
  key: ['es_example', 'XA417-2026-11-24'],
  value: ['X1234567', sha256],
  type: ['signal'],
}
/** Invented texts in common formats. They are tried in turn if neither the schema nor the name of the field determines one. */
const texts: readonly string[] = [
  'example',
  'Example',
  'EXAMPLE',
  'XA',
  'UTO',
  'EX',
  'agency.example',
  'example-1',
  '1',
  'record.read',
  'case:5f0c9a52',
  'P6M',
  '2026-11-24',
  '2026-11',
  instant,
  id,
  sha256,
  sha256.slice(0, 16),
  sha256.slice(0, 22),
  `${sha256.slice(0, 43)}`,
  `${sha256.slice(0, 43)}=`,
  `${sha256.slice(0, 22)}==`,
  'https://node.agency.example',
  'EXAMPLE_CODE',
  'md5:d41d8cd98f00b204e9800998ecf8427e',
]

/**
 * An example that a JSON schema allows, made of invented values: the schema's own example, default, first choice, or a value that fits the field's name.
 * Objects have their required fields; where none is required, all. Throws a `TypeError` where no value of this file fits: then the schema needs an
 * example of its own. `named` are the schemas of the document that others refer to.
 */
export function exampleOf(
  schema: Schema,
  name = '',
  place = '',
  named: Readonly<Record<string, Schema>> = {},
): unknown {
  const referred = schema.$ref === undefined ? undefined : named[schema.$ref.split('/').at(-1) ?? '']
  if (referred !== undefined) return exampleOf(referred, name, place, named)
  for (const given of [schema.example, schema.default, schema.const, schema.enum?.[0]])
    if (given !== undefined) return given
  if (schema.allOf !== undefined)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, name, place, named) as object))
  const choices = schema.anyOf ?? schema.oneOf
  const choice = choices?.find((option) => option.enum?.[0] !== null) ?? choices?.[0]
  if (choice !== undefined) return exampleOf(choice, name, place, named)
  if (schema.type === 'object' || schema.properties !== undefined) return objectOf(schema, place, named)
  if (schema.prefixItems !== undefined)
    return schema.prefixItems.map((part, at) => exampleOf(part, name, `${place}/${at}`, named))
  if (schema.type === 'array') {
    // A form that is referred to may contain itself: an example of it ends here.
    const { items } = schema
    const item =
      items === undefined || items.$ref !== undefined
        ? undefined
        : exampleOf(items, singular(name), `${place}/0`, named)
    return item === undefined ? [] : Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => item)
  }
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema)
  if (schema.type === 'string') return textOf(schema, name, place)
  return schema.nullable === true ? null : {}
}

function objectOf(
  { properties = {}, required = [], additionalProperties, propertyNames }: Schema,
  place: string,
  named: Readonly<Record<string, Schema>>,
): unknown {
  const wanted = Object.entries(properties).filter(([key]) => required.length === 0 || required.includes(key))
  const made = Object.fromEntries(wanted.map(([key, part]) => [key, exampleOf(part, key, `${place}/${key}`, named)]))
  if (wanted.length > 0 || typeof additionalProperties !== 'object') return made
  const key = propertyNames === undefined ? 'example' : String(exampleOf(propertyNames, '', place, named))
  return { [key]: exampleOf(additionalProperties, '', `${place}/${key}`, named) }
}

function numberOf({ minimum, maximum, exclusiveMinimum, type }: Schema): number {
  const least = minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum : undefined)
  const wanted = type === 'integer' ? 1 : 0.5
  const above =
    least === undefined || wanted > least || (wanted === least && minimum !== undefined && exclusiveMinimum !== true)
  const value = above ? wanted : (least ?? 0) + 1
  return maximum === undefined ? value : Math.min(value, maximum)
}

function textOf(schema: Schema, name: string, place: string): string {
  const byFormat: Record<string, string> = {
    uuid: id,
    'date-time': instant,
    date: '2026-11-24',
    uri: 'https://agency.example/report',
  }
  const pattern =
    schema.pattern === undefined ? null : new RegExp(schema.pattern, schema.pattern.includes('\\p{') ? 'u' : '')
  const fits = (text: string) =>
    (pattern?.test(text) ?? true) &&
    text.length >= (schema.minLength ?? 0) &&
    text.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY)
  const named = byName[name] ?? []
  const guessed = /(Id|^id)$/.test(name) ? [id] : /(At|^at|^from|^to|Until)$/.test(name) ? [instant] : []
  const candidates = [
    byFormat[schema.format ?? ''] ?? [],
    named,
    guessed,
    texts,
    'x'.repeat(schema.minLength ?? 0),
  ].flat()
  const found = candidates.find(fits)
  if (found === undefined) throw new TypeError(`No example fits ${place}: ${schema.pattern ?? JSON.stringify(schema)}`)
  return found
}

const singular = (name: string): string => name.replace(/s$/, '')
