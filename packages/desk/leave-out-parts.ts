import type { Plugin } from 'vite'

/**
 * Parts of Mantine's components that the desk does not use, by component. A component names all its parts, so a bundler
 * cannot leave them out.
 */
export const unusedParts: Readonly<Record<string, readonly string[]>> = {
  Menu: ['CheckboxGroup', 'CheckboxItem', 'ContextMenu', 'RadioGroup', 'RadioItem', 'Search', 'Sub'],
  Popover: ['ContextMenu'],
  Combobox: ['Footer', 'Header', 'Search'],
  Button: ['Group', 'GroupSection'],
  Checkbox: ['Indicator'],
  Radio: ['Indicator'],
}
/** The kinds of a loader other than the circle. */
const unusedLoaders = ['Bars', 'Dots']
/** Every dropdown renders its arrow, which is empty without the property `withArrow`. */
const arrow = 'FloatingArrow'
const unusedModules = [
  ...Object.entries(unusedParts).flatMap(([component, parts]) => parts.map((part) => component + part)),
  ...unusedLoaders,
  arrow,
]

/** Returns the name of the unused part that a module has; null for every other module. */
export function leftOut(id: string): string | null {
  const [, module = ''] = /\/@mantine\/core\/esm\/.*\/([A-Z]\w+)\.mjs$/.exec(id) ?? []
  return unusedModules.includes(module) ? module : null
}

/** Replaces unused parts of Mantine, so that no page loads their code and styles. A part that is used all the same throws. */
export const leaveOutParts: Plugin = {
  name: 'leave-out-parts',
  enforce: 'pre',
  load(id) {
    const module = leftOut(id)
    const body = module === arrow ? 'null' : `{ throw new Error('leave-out-parts.ts leaves out ${module}') }`
    return module && `export const ${module} = () => ${body}`
  },
}

const hourCycles = /^const timeData = \{[\s\S]*?^\};/m
const skeletons = ['parseNumberSkeletonFromString', 'parseNumberSkeleton', 'parseDateTimeSkeleton']

/**
 * Leaves out the formats inside of texts, such as `{day, date, ::yMd}` and the hour cycles of each region: texts get days
 * and times as words, and their numbers have one format. A format in a text of a member has no effect.
 */
export const leaveOutFormats: Plugin = {
  name: 'leave-out-formats',
  enforce: 'pre',
  load(id) {
    if (!id.includes('/@formatjs/icu-skeleton-parser/')) return null
    return skeletons.map((name) => `export const ${name} = () => ({})`).join('\n')
  },
  transform(code, id) {
    if (!id.endsWith('/icu-messageformat-parser/index.js')) return null
    if (!hourCycles.test(code)) throw new Error('the parser of texts has no table of hour cycles any more')
    return { code: code.replace(hourCycles, 'const timeData = {};'), map: null }
  },
}
