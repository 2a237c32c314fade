/** Shows the progress of a long run on standard error: on a terminal in one line that is updated, else as a new line every ten seconds. */
export function showProgress(what: string, total: number): { at: (done: number) => void; end: () => void } {
  const inPlace = process.stderr.isTTY === true
  let shownAt = performance.now()
  return {
    at(done) {
      const now = performance.now()
      if (now - shownAt < (inPlace ? 200 : 10_000)) return
      shownAt = now
      process.stderr.write(`${inPlace ? '\r\x1b[K' : ''}${what}: ${done} of ${total}${inPlace ? '' : '\n'}`)
    },
    end() {
      if (inPlace) process.stderr.write('\r\x1b[K')
    },
  }
}
