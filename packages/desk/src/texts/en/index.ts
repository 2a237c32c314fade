const files = import.meta.glob<Record<string, string>>(['./*.json', '../../../../contracts/src/texts/*/en.json'], {
  eager: true,
  import: 'default',
})

/** The English texts by key, for tests. In the built desk they are files of their own, as those of every language (`text-files.ts`). */
export const english: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(files))
