/**
 * Writes parts one after another, and prepares the next part while the database writes the one before. If a part fails, the write in hand
 * ends before the error is thrown, so that none of its statements comes after the rollback of the caller's transaction.
 */
export async function writeAhead<T, P>(
  parts: Iterable<T>,
  prepare: (part: T) => P,
  write: (prepared: P) => Promise<unknown>,
): Promise<void> {
  let writing: Promise<unknown> = Promise.resolve()
  try {
    for (const part of parts) {
      const prepared = prepare(part)
      await writing
      writing = write(prepared)
      // The next `await` throws its error.
      writing.catch(() => {})
      // The statement is sent before the next part is prepared.
      await new Promise((resolve) => setImmediate(resolve))
    }
  } finally {
    await writing
  }
}
