/** A function that a rule may call. `receiver` says whether it is written behind its first argument, as in `a.contains(b)`. */
export interface RuleFunction {
  name: string
  receiver: boolean
  /** As a person reads it, such as `re(string, pattern): bool`. */
  signature: string
  meaning: string
}

const call = (name: string, signature: string, meaning: string): RuleFunction => ({
  name,
  receiver: false,
  signature,
  meaning,
})
const method = (name: string, signature: string, meaning: string): RuleFunction => ({
  name,
  receiver: true,
  signature,
  meaning,
})

/**
 * Every function of the rule language. A function that is not in this list is refused, also if CEL has it: time zones,
 * backtracking patterns and conversions of types make a rule slow, or its result different on another machine.
 */
export const ruleFunctions: readonly RuleFunction[] = [
  call('has', 'has(field): bool', 'the consignment states the field'),
  call('size', 'size(list or string): int', 'number of elements, or of characters'),
  call('double', 'double(int): double', 'the same number with a fraction'),
  call('int', 'int(double): int', 'the number without its fraction'),
  call('re', "re(string, 'pattern'): bool", 'the RE2 pattern is found in a line of the text'),
  call('hsIn', "hsIn(list, 'prefix'): bool", 'a code of the list begins with the digits'),
  call('inTable', "inTable('tag'): bool", 'a table of goods or text terms gives the consignment this tag'),
  call('days', 'days(string, string): int', 'days from the first date to the second'),
  method('size', 'x.size(): int', 'as size(x)'),
  method('contains', 'string.contains(string): bool', 'the text contains the other'),
  method('startsWith', 'string.startsWith(string): bool', 'the text begins with the other'),
  method('endsWith', 'string.endsWith(string): bool', 'the text ends with the other'),
  method('upperAscii', 'string.upperAscii(): string', 'a to z in upper case, other characters unchanged'),
  method('lowerAscii', 'string.lowerAscii(): string', 'A to Z in lower case, other characters unchanged'),
  method('exists', 'list.exists(x, condition): bool', 'the condition is true for an element'),
  method('all', 'list.all(x, condition): bool', 'the condition is true for every element'),
  method('exists_one', 'list.exists_one(x, condition): bool', 'the condition is true for exactly one element'),
  method('filter', 'list.filter(x, condition): list', 'the elements for which the condition is true'),
  method('map', 'list.map(x, value): list', 'the value for each element'),
]

const known = new Set(ruleFunctions.map(({ name, receiver }) => `${receiver ? '.' : ''}${name}`))
/** Tests whether a rule may call a function in this way. */
export const isAllowed = (name: string, receiver: boolean): boolean => known.has(`${receiver ? '.' : ''}${name}`)
