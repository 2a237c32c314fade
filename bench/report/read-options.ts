import { parseArgs } from 'node:util'

/** An option of a bench: its default, and its description. Numbers are whole and not negative. */
export interface Option {
  is: number | string | boolean
  what: string
}
export type Given<O extends Record<string, Option>> = { [K in keyof O]: Widened<O[K]['is']> }
type Widened<T> = T extends number ? number : T extends boolean ? boolean : string

/** The values of the options, the help text, or an error. */
type ReadOptions<O extends Record<string, Option>> = { given: Given<O> } | { help: string } | { error: string }

/** Reads the arguments of a command line. The help shows `command` before the options. */
export function readOptions<O extends Record<string, Option>>(
  command: string,
  options: O,
  words: readonly string[],
): ReadOptions<O> {
  const types: Record<string, { type: 'boolean' | 'string' }> = { help: { type: 'boolean' } }
  for (const [key, { is }] of Object.entries(options)) {
    types[key] = { type: typeof is === 'boolean' ? 'boolean' : 'string' }
  }
  let values: Record<string, unknown>
  try {
    values = parseArgs({ options: types, args: [...words] }).values
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
  if (values.help === true) {
    const lines = Object.entries(options).map(
      ([key, { is, what }]) => `  --${key.padEnd(18)} ${what} (${is === '' ? 'none' : is})`,
    )
    return { help: `npm run bench -- ${command} [options]\n${lines.join('\n')}\n` }
  }
  const given: Record<string, number | string | boolean> = {}
  for (const [key, { is }] of Object.entries(options)) {
    const value = values[key]
    if (typeof is === 'number' && value !== undefined && !/^\d+$/.test(String(value)))
      return { error: `--${key} is a whole number, not ${value}.` }
    given[key] = value === undefined ? is : typeof is === 'number' ? Number(value) : (value as string | boolean)
  }
  return { given: given as Given<O> }
}
