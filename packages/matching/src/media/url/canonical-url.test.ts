import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalUrl, urlScopes, urlSignal } from './canonical-url.ts'
import { takeOutUrls } from './find-urls.ts'

const canonical = (url: string): string | null => canonicalUrl(url)?.canonical ?? null

test.each([
  ['HTTPS://WWW.Example.org:443/a/../b/?utm_source=x&b=2&a=1#top', 'example.org/b?a=1&b=2'],
  ['http://example.org', 'example.org/'],
  ['http://example.org:443/', 'example.org/'],
  ['https://example.org:8080/a', 'example.org:8080/a'],
  ['example.org:8080/a', 'example.org:8080/a'],
  ['https://user:secret@example.org/a', 'example.org/a'],
  ['https://example.org./a//b///c/', 'example.org/a/b/c'],
  ['https://example.org/%7Euser/%e4%bd%a0%2fx', 'example.org/~user/%E4%BD%A0%2Fx'],
  ['https://example.org/你', 'example.org/%E4%BD%A0'],
  ['https://bücher.example/a', 'xn--bcher-kva.example/a'],
  ['https://ПРИМЕР.РФ/Путь', 'xn--e1afmkfd.xn--p1ai/%D0%9F%D1%83%D1%82%D1%8C'],
  ['https://example.org/?', 'example.org/'],
  ['https://example.org/a?FBCLID=1&gclid=2&UTM_Medium=3&_hsenc=4&spm=5', 'example.org/a'],
  ['https://example.org/a?b=2&a=z&a=1&&c', 'example.org/a?a=1&a=z&b=2&c'],
  ['https://example.org/#!/room/1', 'example.org/#!/room/1'],
  ['https://example.org/#/room/1', 'example.org/#/room/1'],
  ['https://example.org/a#section', 'example.org/a'],
  ['ftp://Example.org/A', 'ftp://example.org/A'],
  ['http://10.0.0.1/x', '10.0.0.1/x'],
  ['http://[2001:DB8::1]/x', '[2001:db8::1]/x'],
  ['https://www.com/', 'www.com/'],
  ['https://m.example.co.uk/a', 'example.co.uk/a'],
  ['https://mobile.example.org/a', 'example.org/a'],
  ['magnet:?xt=urn:btih:abc', 'magnet:?xt=urn:btih:abc'],
])('%s is %s', (url, expected) => {
  expect(canonical(url)).toBe(expected)
})

test.each([
  'hxxps://example[.]org/a',
  'hXXp://example(.)org/a',
  'h**p://example.org/a',
  '[h]ttps://example.org/a',
  '[https]://example.org/a',
  'http[:]//example.org/a',
  'http[://]example.org/a',
  'hxxps://example[dot]org/a',
  'hxxps://example (dot) org/a',
  'hxxps://example{.}org[/]a',
  '<https://example.org/a>',
  ' https://example.org/a. ',
  'https://example.org/a).',
  'https://example.org/a",',
  'example[.]org/a',
  'https://exam\u200bple.org/a',
])('%s is refanged', (url) => {
  expect(canonical(url)).toBe('example.org/a')
})
test('a closing bracket stays if the address contains its opening bracket', () => {
  expect(canonical('https://example.org/wiki/A_(b)')).toBe('example.org/wiki/A_(b)')
})

test.each([
  ['https://t.me/s/channel/12', 't.me/channel/12'],
  ['https://telegram.me/channel/12', 't.me/channel/12'],
  ['https://youtu.be/abc_-123?si=x', 'youtube.com/watch?si=x&v=abc_-123'],
  ['https://m.youtube.com/watch?v=abc_-123', 'youtube.com/watch?v=abc_-123'],
  ['https://www.youtube-nocookie.com/embed/abc_-123', 'youtube.com/watch?v=abc_-123'],
  ['https://mobile.twitter.com/a/status/1', 'x.com/a/status/1'],
])('%s is another name of %s', (url, expected) => {
  expect(canonical(url)).toBe(expected)
  expect(canonical(`https://${expected}`)).toBe(expected)
})

test('a text that names no place on the web is not an address', () => {
  for (const text of [
    '',
    'hello',
    'two words',
    '3.14',
    'https://',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    `https://example.org/${'a'.repeat(9000)}`,
  ])
    expect(canonicalUrl(text), text).toBeNull()
})
test('a name or password before the host is reported and not stored', () => {
  const read = canonicalUrl('https://user:secret@example.org/a')!
  expect(read.userInfo).toBe(true)
  expect(JSON.stringify(read)).not.toContain('secret')
  expect(canonicalUrl('https://example.org/a')!.userInfo).toBe(false)
})

const part = fc.string({ unit: fc.constantFrom(...'abZ9-_.~%2f4 é你/+=&'), maxLength: 8 })
const address = fc
  .tuple(
    fc.constantFrom('http://', 'HTTPS://', 'hxxp://', ''),
    fc.constantFrom('www.', 'm.', 'www.www.', '', 'a.b.'),
    fc.constantFrom('example.org', 'example.co.uk', 'user.github.io', 't.me', 'youtu.be', 'twitter.com', '10.0.0.1'),
    fc.constantFrom('', ':80', ':443', ':8443', '.'),
    fc.array(part, { maxLength: 4 }),
    fc.option(fc.array(fc.tuple(part, part), { maxLength: 4 })),
    fc.constantFrom('', '#x', '#!x', '#/x'),
  )
  .map(
    ([scheme, before, host, port, path, query, hash]) =>
      `${scheme}${before}${host}${port}${path.map((segment) => `/${segment}`).join('')}${query === null ? '' : `?${query.map((pair) => pair.join('=')).join('&')}`}${hash}`,
  )
test('canonicalising a canonical address does not change it', () => {
  fc.assert(
    fc.property(address, (url) => {
      const once = canonical(url)
      if (once !== null) expect(canonical(once)).toBe(once)
    }),
    { numRuns: 3000 },
  )
})
test('the keys of an address are hashes of its path, path prefixes, host and domains', () => {
  const { keys, lookups, host, domain } = canonicalUrl('https://files.a.example.co.uk/x/y/z?q=1')!
  expect(lookups.map(({ text, scopes }) => [text, ...scopes])).toEqual([
    ['files.a.example.co.uk/x/y/z?q=1', 'url'],
    ['files.a.example.co.uk/x/y/z', 'path'],
    ['files.a.example.co.uk/x', 'path'],
    ['files.a.example.co.uk/x/y', 'path'],
    ['files.a.example.co.uk', 'host', 'domain'],
    ['a.example.co.uk', 'domain'],
    ['example.co.uk', 'domain'],
  ])
  expect(keys).toEqual(lookups.map(({ text }) => createHash('sha256').update(text).digest('hex')))
  expect([host, domain]).toEqual(['files.a.example.co.uk', 'example.co.uk'])
})
test('an address has at most six prefixes and five domains besides the registrable domain', () => {
  const { lookups } = canonicalUrl('https://a.b.c.d.e.f.g.example.org/1/2/3/4/5/6/7/8/9')!
  const of = (scope: string) => lookups.filter(({ scopes }) => scopes.includes(scope as 'url')).map(({ text }) => text)
  expect(of('path')).toHaveLength(7)
  expect(of('path').at(-1)).toBe('a.b.c.d.e.f.g.example.org/1/2/3/4/5/6')
  expect(of('domain')).toHaveLength(6)
  expect(of('domain').at(-1)).toBe('example.org')
})
test('a signal applies exactly to the addresses of its scope', () => {
  const applies = (signal: string, scope: (typeof urlScopes)[number], query: string): boolean => {
    const { key, scopes } = urlSignal(signal, scope)!
    return canonicalUrl(query)!.lookups.some(
      (lookup) => lookup.key === key && scopes.some((own) => lookup.scopes.includes(own)),
    )
  }
  expect(applies('https://example.org/a?x=1', 'url', 'http://www.example.org/a/?utm_id=3&x=1')).toBe(true)
  expect(applies('https://example.org/a', 'url', 'https://example.org/a?x=1')).toBe(false)
  expect(applies('https://example.org/a', 'url', 'https://example.org/a/b')).toBe(false)
  expect(applies('https://example.org/a', 'path', 'https://example.org/a/b?x=1')).toBe(true)
  expect(applies('https://example.org/a', 'path', 'https://example.org/a?x=1')).toBe(true)
  expect(applies('https://example.org/a', 'path', 'https://example.org/ab')).toBe(false)
  expect(applies('https://example.org/', 'path', 'https://example.org/ab')).toBe(true)
  expect(applies('https://files.example.org', 'host', 'https://files.example.org:8443/x')).toBe(true)
  expect(applies('https://files.example.org', 'host', 'https://example.org/x')).toBe(false)
  expect(applies('https://example.org', 'domain', 'https://files.example.org/x')).toBe(true)
  expect(applies('https://example.org', 'domain', 'https://badexample.org/x')).toBe(false)
})
test('a host that many owners share, such as github.io, is not a registrable domain', () => {
  expect(urlSignal('https://someone.github.io/x', 'domain')!.text).toBe('someone.github.io')
  expect(urlSignal('https://github.io/x', 'domain')).toBeNull()
  expect(urlSignal('http://10.0.0.1/', 'domain')).toBeNull()
  expect(urlSignal('magnet:?xt=1', 'host')).toBeNull()
  for (const scope of urlScopes) expect(urlSignal('no address', scope)).toBeNull()
})
test('takeOutUrls removes addresses and nothing else', () => {
  const text =
    'See https://example.org/a?b=1, or (www.example.com). Also hxxp://bad[.]example[.]org/x! and t.me/name/3; files at cdn[.]example[.]net.'
  const { text: rest, urls } = takeOutUrls(text)
  expect(urls.map(({ literal }) => literal)).toEqual([
    'https://example.org/a?b=1',
    'www.example.com',
    'hxxp://bad[.]example[.]org/x',
    't.me/name/3',
    'cdn[.]example[.]net',
  ])
  for (const { literal, at } of urls) expect(text.slice(at, at + literal.length)).toBe(literal)
  expect(rest.replace(/\s+/g, ' ')).toBe('See , or ( ). Also ! and ; files at .')
  for (const plain of [
    'The end.It was late.',
    'and/or',
    'me@example.org',
    '3.14/2',
    'version 1.2.3',
    'a.b.c',
    'http://',
  ])
    expect(takeOutUrls(plain)).toEqual({ text: plain, urls: [] })
})
test('Chinese text next to an address stays', () => {
  expect(takeOutUrls('请看https://t.me/abc这个频道')).toEqual({
    text: '请看 这个频道',
    urls: [{ literal: 'https://t.me/abc', at: 2 }],
  })
})
test('a very long text of dots, brackets or letters is read without failure', () => {
  for (const piece of ['a.', '[.]', 'a', 'http:', 'http://', '(', 'a[.]', '. ', 'www.', ')', '[.]) '])
    for (const before of ['', 'http://', 'example.org/'])
      expect(takeOutUrls(before + piece.repeat(100_000)).text.length).toBeGreaterThan(0)
})
test('an address of the longest allowed length is read, whatever it repeats', () => {
  for (const piece of ['a.', '[.]', ' ', ')', 'www.', 'm.', '%2', '&a=', '//', '@', 'a.@', '../'])
    for (const before of ['', 'https://', 'https://example.org/', 'https://example.org/?']) {
      const long = (before + piece.repeat(8192)).slice(0, 8190)
      for (const url of [long, `${long}@`]) expect(canonicalUrl(url)?.canonical ?? '', piece).not.toContain('\n')
    }
})
