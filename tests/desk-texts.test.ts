import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { placesOf } from '../packages/contracts/src/texts/text-faults.ts'
import { evidenceEnglish } from '../packages/matching/src/evidence/evidence-sentences.ts'
import { cargoReasonEnglish } from '../packages/node/src/gateways/cargo/subjects/load-subjects.ts'
import { matchEnglish } from '../packages/node/src/gateways/content/match/match-sentences.ts'
import { signalFindingEnglish } from '../packages/node/src/gateways/content/signals/read-signal.ts'
import { flightRemarkEnglish } from '../packages/node/src/gateways/travel/flights/draw-flight.ts'
import { travelReasonEnglish } from '../packages/node/src/gateways/travel/travellers/load-subjects.ts'
import { travelTimelineEnglish } from '../packages/node/src/gateways/travel/travellers/traveller-timeline.ts'
import { fileFindingEnglish } from '../packages/node/src/media/findings/find.ts'
import { reasonEnglish } from '../packages/node/src/pipeline/cases/reasons.ts'
import { historyEnglish } from '../packages/node/src/pipeline/review/case-history.ts'
import { clauseEnglish } from '../packages/node/src/safeguards/access/clause-sentences.ts'
import { severities } from '../packages/readers/src/findings/severities.ts'
import { parse, readCatalogues, readTranslation, translations } from '../scripts/texts/read-catalogues.ts'
import { importsOf, root, sourceFiles } from './imports.ts'

const src = 'packages/desk/src/'
const catalogues = readCatalogues()
const kinds = catalogues.filter(({ name, group }) => name === group).map(({ name }) => name)
const texts = new Map(catalogues.flatMap(({ english }) => Object.entries(english)))

const files = sourceFiles()
  .filter((file) => file.startsWith(src) && !/\.(test|fixture)\.tsx?$/.test(file))
  .map((file) => {
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
    return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ESNext, true, kind)
  })
const nodes = function* (node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of childrenOf(node)) yield* nodes(child)
}
function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  return children
}
const all = files.flatMap((file) => [...nodes(file)])
const placeOf = (node: ts.Node): string => {
  const file = node.getSourceFile()
  return `${file.fileName.slice(src.length)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}

/** Returns the keys that an expression can produce: a string literal gives one key, a template gives every key that matches it. */
function keysOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return texts.has(node.text) ? [node.text] : []
  if (!ts.isTemplateExpression(node)) return []
  const escaped = (part: string) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const literal = node.head.text + node.templateSpans.map((span) => span.literal.text).join('')
  // A template with only values and dots matches every key, so it identifies none.
  if (!/\.?[a-z]{2,}\.|\.[a-z]{2,}/i.test(literal)) return []
  const pattern = new RegExp(
    `^(?:(?:${kinds.join('|')})\\.)?${escaped(node.head.text)}${node.templateSpans.map((span) => `.+${escaped(span.literal.text)}`).join('')}$`,
  )
  return [...texts.keys()].filter((key) => pattern.test(key))
}

/** Returns the names of the values and tags in a message. */
const namesIn = (message: string): string[] => Object.keys(placesOf(parse(message, 'en')))

/** Tests whether a key is that of a travel reader's finding, or of the line that counts further findings. */
const isFinding = (key: string): boolean => {
  const [, code] = /^travel\.findings\.(\w+)$/.exec(key) ?? []
  return code !== undefined && (code === 'more' || code in severities)
}
/** The keys of sentences that the node sends. tests/node-sentences.test.ts compares their texts. */
const ofNode = [
  ...[...texts.keys()].filter((key) => isFinding(key)),
  ...[
    ...[evidenceEnglish, reasonEnglish, clauseEnglish, matchEnglish, travelReasonEnglish, historyEnglish],
    ...[fileFindingEnglish, signalFindingEnglish, travelTimelineEnglish, flightRemarkEnglish, cargoReasonEnglish],
  ].flatMap(Object.keys),
]

const formatters = new Set(['text', 'richText', 'findText', 'words'])
/** The calls that format a text: calls of a formatter by its name, and calls of the function that `wordsOf` returns. */
const calls = all.filter((node): node is ts.CallExpression => {
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return false
  const { expression } = node
  if (ts.isIdentifier(expression)) return formatters.has(expression.text)
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text === 'findText'
  return ts.isCallExpression(expression) && expression.expression.getText() === 'wordsOf'
})

test('every text is a valid ICU message', () => {
  const wrong = [...texts].flatMap(([key, message]) => {
    try {
      new IntlMessageFormat(message, 'en')
      return []
    } catch (error) {
      return [`${key}: ${error}`]
    }
  })
  expect(wrong).toEqual([])
})

test('each key is unique and begins with the name of its file or gateway', () => {
  const wrong = catalogues.flatMap(({ name, english }) =>
    Object.keys(english).filter((key) => !key.startsWith(`${name}.`)),
  )
  expect(wrong).toEqual([])
  expect(texts.size).toBe(catalogues.reduce((sum, { english }) => sum + Object.keys(english).length, 0))
})

test('every text is used in the code', () => {
  const used = new Set([...all.flatMap(keysOf), ...ofNode])
  // A gateway's own version of a desk text is used wherever the desk text is used.
  for (const kind of kinds) for (const key of [...used]) used.add(`${kind}.${key}`)
  expect([...texts.keys()].filter((key) => !used.has(key))).toEqual([])
})

test('each call passes exactly the values that its text names', () => {
  const wrong = calls.flatMap((call) => {
    const [key, values] = call.arguments
    if (key === undefined || (values !== undefined && !ts.isObjectLiteralExpression(values))) return []
    const given = (values?.properties ?? []).map((property) => property.name?.getText() ?? '...')
    if (given.includes('...')) return []
    const inOwnWords = !['text', 'richText'].includes(call.expression.getText())
    const keys = keysOf(key).flatMap((each) => [
      each,
      ...(inOwnWords ? kinds.map((kind) => `${kind}.${each}`).filter((own) => texts.has(own)) : []),
    ])
    const named = keys.map((each) => ({ each, names: namesIn(texts.get(each) ?? '') }))
    const missing = named.flatMap(({ each, names }) =>
      names.filter((name) => !given.includes(name)).map((name) => `${placeOf(call)} ${each}: ${name}`),
    )
    const known = new Set(named.flatMap(({ names }) => names))
    const needless = named.length === 0 ? [] : given.filter((name) => !known.has(name))
    return [...missing, ...needless.map((name) => `${placeOf(call)} has no place for ${name}`)]
  })
  expect(wrong).toEqual([])
})

const spoken = /\p{L}{2,}/u

test('the code contains no visible text; it uses the text files', () => {
  const shown = new Set(['aria-label', 'title', 'placeholder', 'label', 'alt', 'description', 'aria-description'])
  const wrong = all.flatMap((node) => {
    if (ts.isJsxText(node)) {
      const inKey = ts.isJsxElement(node.parent) && node.parent.openingElement.tagName.getText() === 'Key'
      return spoken.test(node.text.replaceAll('&nbsp;', '')) && !inKey ? [`${placeOf(node)} ${node.text.trim()}`] : []
    }
    if (!ts.isJsxAttribute(node) || !shown.has(node.name.getText())) return []
    const value = node.initializer
    return value && ts.isStringLiteral(value) && spoken.test(value.text) ? [`${placeOf(node)} ${value.text}`] : []
  })
  expect(wrong).toEqual([])
})

test('no sentence is concatenated from parts', () => {
  const formats = new Set<ts.Node>(calls)
  const holds = (node: ts.Node): boolean => [...nodes(node)].some((each) => formats.has(each))
  const joined = all.filter((node) => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return holds(node)
    if (!ts.isTemplateExpression(node)) return false
    const pieces = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)]
    const texts = node.templateSpans.filter((span) => holds(span.expression)).length
    return texts > 0 && (texts > 1 || pieces.some((piece) => spoken.test(piece)))
  })
  expect(joined.map((node) => `${placeOf(node)} ${node.getText().slice(0, 100)}`)).toEqual([])
  // A text is only part of a sentence if it begins with punctuation, or begins or ends with a blank.
  expect([...texts].filter(([, message]) => /^[\s,;.:)]|\s$/.test(message)).map(([key]) => key)).toEqual([])
})

test('a text chooses the form for a missing value by the word none', () => {
  expect([...texts].filter(([, message]) => /select,\s*null\b/.test(message)).map(([key]) => key)).toEqual([])
})

/** Returns the calls of `text` in a part of a page, without those inside of another call. */
function textsIn(node: ts.Node): ts.CallExpression[] {
  if (ts.isCallExpression(node) && node.expression.getText() === 'text') return [node]
  return childrenOf(node).flatMap(textsIn)
}
/** The elements that a person names to press them, for example by voice. */
const pressed = new Set(['button', 'Button', 'a', 'GoLink'])
/** Returns the pairs of texts of each control that has both words and a longer name: the name, and the words. */
function namedControls(): { place: string; name: string; words: string }[] {
  return all.flatMap((node) => {
    if (!ts.isJsxElement(node) || !pressed.has(node.openingElement.tagName.getText())) return []
    const label = node.openingElement.attributes.properties.find((each) => each.name?.getText() === 'aria-label')
    const names = label ? textsIn(label) : []
    const shown = node.children.flatMap((child) => (ts.isJsxExpression(child) ? textsIn(child) : []))
    if (names.length !== shown.length) return []
    return names.flatMap((call, at) => {
      const [named, said] = [call, shown[at]].map((each) => (each?.arguments[0] ? keysOf(each.arguments[0]) : []))
      return (named ?? []).flatMap((name) => {
        const words =
          said?.length === 1 ? said[0] : said?.find((key) => key.split('.').at(-1) === name.split('.').at(-1))
        return words === undefined ? [] : [{ place: placeOf(node), name, words }]
      })
    })
  })
}
const segments = new Intl.Segmenter(undefined, { granularity: 'word' })
/** Returns the words of a message as axe compares them, with a sign for each value. */
const wordsIn = (message: string): string =>
  ` ${[
    ...segments.segment(
      message
        .replaceAll(/\{\w+\}/g, ' 0 ')
        .normalize('NFKD')
        .toLowerCase(),
    ),
  ]
    .map(({ segment }) => segment.replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '')
    .join(' ')} `

test('the name of a control has its visible words, in every language (WCAG 2.5.3)', () => {
  const pairs = namedControls()
  expect(pairs.length).toBeGreaterThan(15)
  const languages = new Map<string, ReadonlyMap<string, string>>([['en', texts]])
  for (const language of translations) {
    const translated = catalogues.flatMap((each) => Object.entries(readTranslation(each, language)?.texts ?? {}))
    languages.set(language, new Map(translated.map(([key, { text }]) => [key, text])))
  }
  const wrong = pairs.flatMap(({ place, name, words }) =>
    [...languages].flatMap(([language, of]) => {
      const [long, short] = [of.get(name), of.get(words)]
      if (!long || !short || wordsIn(long).includes(wordsIn(short))) return []
      return [`${place} ${language}: ${name} lacks the words of ${words}`]
    }),
  )
  expect(wrong).toEqual([])
})

/** Returns a file with every file of the desk that it imports, also later. The routes and the declarations of gateways open pages of others. */
function closureOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file) || !file.startsWith(src)) return found
  found.add(file)
  if (/\/(routes\/\w+|gateways\/([\w-]+\/)?index)\.ts$/.test(file)) return found
  for (const { to, typeOnly } of importsOf(file)) if (!typeOnly) closureOf(to, found)
  return found
}
/** Returns the groups of texts that some files use, each with one of its keys. */
function groupsIn(paths: Iterable<string>): Map<string, string> {
  const used = new Map<string, string>()
  // The title of an error comes with the answer, in English, so its text may be loaded later.
  const isTitle = (key: string) => /^(\w+\.)?problem-titles\./.test(key)
  const groupOf = new Map(
    catalogues.flatMap(({ english, group }) =>
      Object.keys(english)
        .filter((key) => !isTitle(key))
        .map((key) => [key, group] as const),
    ),
  )
  const wanted = new Set(paths)
  for (const file of files.filter(({ fileName }) => wanted.has(fileName)))
    for (const key of [...nodes(file)].flatMap(keysOf)) {
      const group = groupOf.get(key)
      if (group !== undefined && !kinds.includes(group)) used.set(group, `${file.fileName.slice(src.length)} ${key}`)
    }
  return used
}

test('the frame of the desk and the sign-in use only the texts that are loaded first', () => {
  // app/gateway.ts has functions with which a page reads the names of acts and reasons; nothing in the frame calls them.
  const frame = ['main.tsx', 'pages/sign-in/sign-in-page.tsx', 'pages/sign-in/enrol-page.tsx'].flatMap((file) => [
    ...closureOf(`${src}${file}`),
  ])
  expect(
    [...groupsIn(frame.filter((file) => !file.endsWith('/app/gateway.ts')))]
      .filter(([group]) => group !== 'first')
      .map(([, use]) => use),
  ).toEqual([])
})

test('the queue and the cases use no text that only other pages load', () => {
  const pages = importsOf(`${src}routes/work.ts`)
    .map(({ to }) => to)
    .filter((to) => to.includes('/pages/'))
  expect(pages.length).toBeGreaterThan(2)
  const ofCases = kinds.flatMap((kind) =>
    importsOf(`${src}gateways/${kind}/index.ts`)
      .map(({ to }) => to)
      .filter((to) => to.includes('/case/')),
  )
  const used = groupsIn(
    [...pages, ...ofCases, `${src}pages/case/print/print-page.tsx`].flatMap((page) => [...closureOf(page)]),
  )
  expect(used.get('more')).toBe(undefined)
})

/** Returns a file with every file of the desk that it imports at once, without those that are loaded later. */
function importedAtOnce(file: string, found = new Set<string>()): Set<string> {
  const source = files.find(({ fileName }) => fileName === file)
  if (found.has(file) || source === undefined) return found
  found.add(file)
  for (const statement of source.statements)
    if (
      ts.isImportDeclaration(statement) &&
      !statement.importClause?.isTypeOnly &&
      ts.isStringLiteral(statement.moduleSpecifier)
    )
      importedAtOnce(join(file, '..', statement.moduleSpecifier.text), found)
  return found
}

test('texts of a gateway’s pages are used only in files that a page loads', () => {
  const ofPages = catalogues.filter(({ name, group }) => group === `${name}-pages`)
  expect(ofPages.length).toBeGreaterThan(0)
  const wrong = ofPages.flatMap(({ name, english }) => {
    const atOnce = importedAtOnce(`${src}gateways/${name}/index.ts`)
    return files
      .filter(({ fileName }) => atOnce.has(fileName))
      .flatMap((file) => [...nodes(file)].flatMap(keysOf).filter((key) => key in english))
  })
  expect(wrong).toEqual([])
})
